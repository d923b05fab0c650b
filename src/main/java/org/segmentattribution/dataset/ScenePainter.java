package org.segmentattribution.dataset;

import static org.segmentattribution.dataset.SceneAnatomy.range;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.SplittableRandom;

/** Puts one animal on the canvas, far parts first. */
final class ScenePainter {
  private static final Color SHADOW = new Color(0, 0, 0, 70);
  private final SceneCanvas canvas;
  private final SceneAnatomy body;
  private final SceneCoat coat;
  private final SplittableRandom random;

  ScenePainter(SceneCanvas canvas, SceneAnatomy body, SceneCoat coat, SplittableRandom random) {
    this.canvas = canvas;
    this.body = body;
    this.coat = coat;
    this.random = random;
  }

  void draw() {
    canvas.fill(
        new Ellipse2D.Double(-0.62, SceneAnatomy.GROUND - 0.05, 1.24, 0.1),
        SHADOW,
        SceneCanvas.KEEP);
    leg(body.legs().get(0), 0.72);
    leg(body.legs().get(1), 0.72);
    part(
        body.tail(),
        coat.stripes() ? SceneCoat.mix(coat.base(), coat.hair(), 0.75) : coat.hair(),
        "tail");
    part(body.ears().get(0), SceneBackground.shade(coat.base(), 0.7), "ears");
    part(body.neck(), coat.base(), "neck");
    canvas.within(body.neck(), () -> coat.neck(canvas, body, random));
    part(body.trunk(), coat.base(), "body");
    canvas.within(body.trunk(), () -> coat.trunk(canvas, body, random));
    leg(body.legs().get(2), 1);
    leg(body.legs().get(3), 1);
    part(body.mane(), coat.hair(), "mane");
    canvas.within(body.mane(), () -> coat.mane(canvas, body, random));
    part(body.head(), coat.base(), "head");
    canvas.within(body.head(), () -> coat.head(canvas, body, random));
    part(body.muzzle(), coat.muzzle(), "muzzle");
    part(body.ears().get(1), SceneCoat.mix(coat.base(), coat.hair(), 0.25), "ears");
    part(body.eye(), new Color(18, 14, 12), "eyes");
    light();
    dappledShade();
  }

  private void part(Shape shape, Color paint, String name) {
    canvas.fill(shape, paint, Scene.label(name));
  }

  private void leg(SceneAnatomy.Leg leg, double gain) {
    part(leg.limb(), SceneBackground.shade(coat.base(), gain), "legs");
    canvas.within(
        leg.limb(),
        () -> coat.leg(canvas, leg, SceneBackground.shade(coat.pattern(), gain), random));
    part(leg.hoof(), SceneBackground.shade(new Color(58, 50, 46), gain), "hooves");
  }

  /** Light from above: bellies lie in shade. */
  private void light() {
    double depth = range(random, 50, 120);
    canvas.fill(
        body.trunk(),
        new GradientPaint(
            0, -0.05f, new Color(0, 0, 0, 0), 0, 0.26f, new Color(0, 0, 0, (int) depth)),
        SceneCanvas.KEEP);
    canvas.fill(
        body.trunk(),
        new GradientPaint(
            0, -0.28f, new Color(255, 255, 255, 46), 0, -0.1f, new Color(255, 255, 255, 0)),
        SceneCanvas.KEEP);
  }

  /** Shadows of branches over animals of either class: stripes alone make no zebra. */
  private void dappledShade() {
    if (random.nextInt(3) > 0) {
      return;
    }
    Area animal = new Area(body.trunk());
    animal.add(new Area(body.neck()));
    animal.add(new Area(body.head()));
    body.legs().forEach(leg -> animal.add(new Area(leg.limb())));
    canvas.within(animal, this::branches);
  }

  private void branches() {
    Color shade = new Color(10, 14, 20, random.nextInt(60, 130));
    double lean = range(random, -0.5, 0.5);
    for (double x = -0.7; x < 0.8; x += range(random, 0.12, 0.34)) {
      canvas.line(
          new Line2D.Double(x - lean, -0.8, x + lean, 0.8),
          range(random, 0.03, 0.1),
          shade,
          SceneCanvas.KEEP);
    }
  }
}
