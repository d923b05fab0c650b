package org.segmentattribution.dataset.scene;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.RgbImage;

/** Colours, noise, frames, shapes and the canvas that scenes are made of. */
class SceneArithmeticTest {
  @ParameterizedTest
  @CsvSource({
    "000000, ffffff, 0.5, 808080",
    "102030, 304050, 0, 102030",
    "102030, 304050, 1, 304050",
    "102030, 304050, 2, 304050",
    "102030, 304050, -1, 102030",
    "ff0000, 0000ff, 0.25, bf0040"
  })
  void coloursMixChannelByChannel(String first, String second, double share, String mixed) {
    assertEquals(
        Integer.parseInt(mixed, 16),
        SceneColour.mix(Integer.parseInt(first, 16), Integer.parseInt(second, 16), share));
  }

  @Test
  void brighterColoursStopAtWhite() {
    assertEquals(0xff4020, SceneColour.scale(0x802010, 2));
    assertEquals(0xffffff, SceneColour.scale(0x808080, 9));
    assertEquals(0, SceneColour.scale(0x808080, 0));
    assertEquals(0x123456, SceneColour.scale(0x123456, 1));
  }

  /** No channel moves by more than the spread, and none runs over into its neighbour. */
  @Property(tries = 200)
  void nearColoursAreNear(
      @ForAll @IntRange(min = 0, max = 0xffffff) int colour,
      @ForAll @IntRange(min = 0, max = 60) int spread,
      @ForAll long seed) {
    int near = SceneColour.near(colour, spread, new SplittableRandom(seed));
    assertEquals(0, near >>> 24);
    for (int shift = 0; shift <= 16; shift += 8) {
      int change = (near >> shift & 0xff) - (colour >> shift & 0xff);
      assertTrue(Math.abs(change) <= spread, Integer.toHexString(near));
    }
  }

  @Test
  void aStepIsSmoothAndMayFall() {
    assertEquals(0, SceneColour.step(2, 4, 1));
    assertEquals(0.5, SceneColour.step(2, 4, 3));
    assertEquals(1, SceneColour.step(2, 4, 5));
    assertEquals(3 / 16.0 - 2 / 64.0, SceneColour.step(0, 4, 1));
    assertEquals(1, SceneColour.step(4, 2, 1), "edges the other way round");
  }

  /** From -1 to 1, the same for the same place, and without jumps at whole coordinates. */
  @Property(tries = 200)
  void noiseIsBoundedAndContinuous(
      @ForAll long seed,
      @ForAll @DoubleRange(min = -40, max = 40) double x,
      @ForAll @DoubleRange(min = -40, max = 40) double y) {
    SceneNoise noise = new SceneNoise(new SplittableRandom(seed));
    double here = noise.at(x, y);
    assertTrue(here >= -1 && here <= 1);
    assertEquals(here, new SceneNoise(new SplittableRandom(seed)).at(x, y));
    assertEquals(noise.at(Math.rint(x) - 1e-9, y), noise.at(Math.rint(x) + 1e-9, y), 1e-6);
    assertEquals(noise.at(x, Math.rint(y) - 1e-9), noise.at(x, Math.rint(y) + 1e-9), 1e-6);
    assertTrue(Math.abs(noise.rough(x, y)) <= 1.5);
  }

  @Test
  void noiseVariesFromPlaceToPlaceAndSeedToSeed() {
    SceneNoise noise = new SceneNoise(new SplittableRandom(1));
    SceneNoise other = new SceneNoise(new SplittableRandom(2));
    int same = 0;
    double sum = 0;
    for (int i = 0; i < 1000; i++) {
      sum += noise.at(i, 7 * i);
      same += noise.at(i, i) == other.at(i, i) ? 1 : 0;
      assertNotEquals(noise.at(i, 0), noise.at(i + 1, 0));
    }
    assertEquals(0, sum / 1000, 0.1, "no side is preferred");
    assertTrue(same < 3);
  }

  /** Placing and measuring are opposites; an angle of 90° takes along to downwards. */
  @Property(tries = 200)
  void aFrameMeasuresWhatItPlaces(
      @ForAll @DoubleRange(min = -3, max = 3) double angle,
      @ForAll @DoubleRange(min = 0.1, max = 4) double unit,
      @ForAll @DoubleRange(min = -2, max = 2) double along,
      @ForAll @DoubleRange(min = -2, max = 2) double across) {
    SceneFrame frame = SceneFrame.of(0.3, -0.4, angle, unit);
    double[] placed = frame.place(0, 0, along, across);
    assertArrayEquals(new double[] {0.3, -0.4}, new double[] {placed[0], placed[1]}, 1e-12);
    assertEquals(along, frame.along(placed[2], placed[3]), 1e-9);
    assertEquals(across, frame.across(placed[2], placed[3]), 1e-9);
  }

  @Test
  void aFrameTurnsClockwise() {
    SceneFrame down = SceneFrame.of(1, 1, Math.PI / 2, 2);
    assertArrayEquals(new double[] {1, 3}, down.place(1, 0), 1e-12);
    assertArrayEquals(new double[] {-1, 1}, down.place(0, 1), 1e-12);
    assertEquals(1, down.along(1, 3), 1e-12);
  }

  @Test
  void polygonsAndCurvesPassThroughTheirPoints() {
    Path2D square = SceneShapes.polygon(0, 0, 2, 0, 2, 2, 0, 2);
    assertTrue(square.contains(1, 1) && !square.contains(2.1, 1));
    assertEquals(new Rectangle2D.Double(0, 0, 2, 2), square.getBounds2D());
    Path2D round = SceneShapes.smooth(0, 0, 2, 0, 2, 2, 0, 2);
    // the curve bulges beyond a straight side by an eighth of the opposite difference: 3 * 2 / 6 /
    // 4
    assertTrue(round.contains(1, -0.2) && !round.contains(1, -0.3));
    assertTrue(round.contains(1, 1) && !round.contains(-0.01, -0.01));
  }

  /** A limb of radius 0.5 along x: half a unit to either side of the middle, and no more. */
  @Test
  void aLimbIsAsWideAsItsJoints() {
    Path2D limb = SceneShapes.limb(0, 0, 0.5, 2, 0, 0.5, 4, 0, 0.5);
    assertTrue(limb.contains(2, 0.49) && limb.contains(2, -0.49));
    assertTrue(!limb.contains(2, 0.51) && !limb.contains(2, -0.51));
    assertTrue(limb.contains(0.01, 0) && !limb.contains(5, 0));
  }

  private static ScenePatch patch(int label, int colour, double... corners) {
    return new ScenePatch(SceneShapes.polygon(corners), label, (x, y) -> colour);
  }

  /** The left half is sky; body covers the lower right; later patches hide earlier ones. */
  @Test
  void laterPatchesHideEarlierOnes() {
    SceneCanvas canvas = new SceneCanvas(4);
    AffineTransform same = new AffineTransform();
    canvas.draw(patch(Scene.SKY, 0x0000ff, 0, 0, 1, 0, 1, 1, 0, 1), same);
    canvas.draw(patch(Scene.GRASS, 0x00ff00, 0.5, 0, 1, 0, 1, 1, 0.5, 1), same);
    canvas.draw(patch(Scene.BODY, 0xff0000, 0.5, 0.5, 1, 0.5, 1, 1, 0.5, 1), same);
    float[] colours = new float[48];
    byte[] labels = canvas.reduce(colours);
    byte s = Scene.SKY;
    byte g = Scene.GRASS;
    byte b = Scene.BODY;
    assertArrayEquals(new byte[] {s, s, g, g, s, s, g, g, s, s, b, b, s, s, b, b}, labels);
    assertArrayEquals(new float[] {0, 0, 255}, java.util.Arrays.copyOf(colours, 3));
    assertEquals(255, colours[45]);
  }

  /** Where an edge crosses a pixel the colours mix by area, and most points give the label. */
  @Test
  void anEdgeMixesColoursByArea() {
    SceneCanvas canvas = new SceneCanvas(1);
    AffineTransform same = new AffineTransform();
    canvas.draw(patch(Scene.SKY, 0x0000ff, 0, 0, 1, 0, 1, 1, 0, 1), same);
    canvas.draw(patch(Scene.BODY, 0xff0000, 0, 0, 0.75, 0, 0.75, 1, 0, 1), same);
    float[] colours = new float[3];
    assertArrayEquals(new byte[] {Scene.BODY}, canvas.reduce(colours));
    assertArrayEquals(new float[] {191.25f, 0, 63.75f}, colours, 1e-3f);
  }

  /** An eye of six of sixteen points wins a pixel, one of four does not. */
  @Test
  void eyesWinWithAThirdOfAPixel() {
    for (double width : new double[] {0.25, 0.5}) {
      SceneCanvas canvas = new SceneCanvas(1);
      AffineTransform same = new AffineTransform();
      canvas.draw(patch(Scene.HEAD, 0x808080, 0, 0, 1, 0, 1, 1, 0, 1), same);
      canvas.draw(patch(Scene.EYES, 0x000000, 0, 0, width, 0, width, 0.75, 0, 0.75), same);
      byte expected = width == 0.5 ? (byte) Scene.EYES : Scene.HEAD;
      assertArrayEquals(new byte[] {expected}, canvas.reduce(new float[3]), "width " + width);
    }
  }

  @Test
  void aTransformMustHaveAnInverse() {
    SceneCanvas canvas = new SceneCanvas(2);
    AffineTransform flat = AffineTransform.getScaleInstance(1, 0);
    assertThrows(
        IllegalArgumentException.class, () -> canvas.draw(patch(1, 0, 0, 0, 1, 0, 1, 1), flat));
  }

  @ParameterizedTest
  @ValueSource(ints = {31, 1025, 0, -4})
  void sizesAreBounded(int size) {
    assertThrows(IllegalArgumentException.class, () -> new SceneGenerator(size, 1));
  }

  @Test
  void aSceneHasALabelForEveryPixel() {
    assertThrows(
        IllegalArgumentException.class, () -> new Scene(RgbImage.black(3, 2), new byte[5]));
    assertEquals("grass", Scene.PARTS.get(Scene.GRASS - 1));
    assertEquals("eyes", Scene.PARTS.get(Scene.EYES - 1));
    assertEquals("tail", Scene.PARTS.get(Scene.TAIL - 1));
  }

  /** Poses of a thousand animals stay within what a horse can do. */
  @Test
  void posesStayWithinReach() {
    int grazing = 0;
    for (int i = 0; i < 1000; i++) {
      ScenePose pose = ScenePose.random(new SplittableRandom(i));
      grazing += pose.head().lowered() == 1 ? 1 : 0;
      assertTrue(pose.head().lowered() >= 0 && pose.head().lowered() <= 1);
      assertTrue(
          pose.head().lowered() == 1 ? pose.head().neck() < 0 : pose.head().neck() >= 0.4,
          "a head is down or up");
      for (int leg = 0; leg < 4; leg++) {
        assertTrue(Math.abs(pose.legs().swing()[leg]) <= 0.56);
        assertTrue(pose.legs().bend()[leg] >= 0 && pose.legs().bend()[leg] <= 1.05);
      }
    }
    assertEquals(270, grazing, 60);
  }

  @Test
  void aHorseAndAZebraDifferInManeAndTail() {
    SceneCoat zebra = new SceneZebraCoat(new SplittableRandom(1));
    SceneCoat horse = new SceneHorseCoat(new SplittableRandom(1));
    assertEquals(SceneCoat.Mane.UPRIGHT, zebra.mane());
    assertEquals(SceneCoat.Mane.FALLING, horse.mane());
    assertTrue(zebra.tufted() && !horse.tufted());
    assertEquals(0xb8b4ae, SceneCoat.eye(0.2, -0.1));
    assertEquals(0x140e0b, SceneCoat.eye(0.4, -0.1));
    assertEquals(0x140e0b, SceneCoat.eye(0.2, 0.1));
  }
}
