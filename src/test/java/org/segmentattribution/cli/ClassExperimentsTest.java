package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.ModelDeclaration;

/** {@code sat experiment imagenet} and {@code methods} on drawn scenes. */
class ClassExperimentsTest {
  @TempDir static Path folder;
  private static Path scenes;
  private static Path model;

  @BeforeAll
  static void makeDataAndModel() throws IOException {
    scenes = folder.resolve("scenes");
    SceneWriter.write(scenes, new SceneGenerator(48, 1), 6, 3, () -> {});
    model =
        SceneModel.write(
            folder.resolve("model.onnx"),
            new ModelDeclaration(
                List.of("stallion", "Plains Zebra", "cow"),
                Map.of("horse", 0, "zebra", 1),
                Preprocessing.simple(48, 48)));
  }

  private static synchronized String sat(int code, Path out, Object... more) {
    List<Object> args = new ArrayList<>(List.of(more));
    args.addAll(List.of("--images", scenes.resolve("images"), "--model", model));
    args.addAll(List.of("--segmenter", "masks:" + scenes.resolve("masks"), "--out", out));
    Called called = Called.sat(args.toArray()).ended(code);
    return called.out() + called.err();
  }

  @Test
  void classesAreExplainedApartWithSegmentsOfTheirOwn() throws IOException {
    Path prompts = Files.createDirectories(folder.resolve("prompts"));
    Files.writeString(prompts.resolve("plains-zebra.txt"), "eyes\nmane\n");
    Files.writeString(prompts.resolve("horses.txt"), "eyes\ntail\nlegs\n");
    Path exclude = folder.resolve("exclude.txt");
    Files.writeString(exclude, "# blurred\ntrain/horse/0001.png\n");
    Path out = folder.resolve("imagenet");
    List<Object> all = new ArrayList<>(List.of("experiment", "imagenet"));
    all.addAll(List.of("--class", "Plains Zebra", "--class", "horses=0-0+horse"));
    all.addAll(List.of("--prompts", prompts, "--exclude", exclude, "--limit", 4));
    all.addAll(List.of("--method", "lrp-z,gradient"));
    String said = sat(0, out, all.toArray());
    assertTrue(said.contains("8 images explained"), said);
    List<String> aggregates = Files.readAllLines(out.resolve("aggregate.csv"));
    assertTrue(aggregates.stream().anyMatch(l -> l.startsWith("lrp-z,Plains Zebra,mane,4,")));
    assertTrue(aggregates.stream().anyMatch(l -> l.startsWith("gradient,horses,tail,4,")));
    assertFalse(aggregates.stream().anyMatch(l -> l.contains("horses,mane")));
    for (String file :
        List.of(
            "plains-zebra/sat.csv",
            "horses/method-agreement.csv",
            "figures/horses-lrp-z-critical-difference.svg",
            "figures/plains-zebra-gradient-critical-difference-classic.svg",
            "report.html")) {
      assertTrue(Files.size(out.resolve(file)) > 0, file);
    }
    assertFalse(Files.readString(out.resolve("horses/sat.csv")).contains("train/horse/0001"));
    byte[] page = Files.readAllBytes(out.resolve("report.html"));
    Files.delete(out.resolve("report.html"));
    assertEquals(0, Sat.run(new String[] {"report", out.toString()}));
    assertEquals(page.length, Files.readAllBytes(out.resolve("report.html")).length);
  }

  @Test
  void oneClassUnderSeveralMethods() throws IOException {
    Path out = folder.resolve("methods");
    sat(0, out, "experiment", "methods", "--param", "steps=4", "--param", "samples=3");
    List<String> pairs = Files.readAllLines(out.resolve("method-agreement.csv"));
    assertEquals(1 + 15, pairs.size());
    assertTrue(Files.exists(out.resolve("figures/06-critical-difference.svg")));
    assertTrue(Files.exists(out.resolve("figures/image-agreement.svg")));
  }

  @Test
  void wrongClassesAreOneLine() {
    Path out = folder.resolve("never");
    assertTrue(
        sat(2, out, "experiment", "imagenet", "--class", "dog=5-9")
            .contains("no image of '5-9'; the images have horse, zebra"));
    assertTrue(
        sat(2, out, "experiment", "methods", "--class", "horse", "--class", "zebra")
            .contains("takes one class"));
    assertTrue(
        sat(2, out, "experiment", "imagenet", "--class", "horse", "--prompts", folder)
            .contains("no horse.txt for class horse"));
    assertTrue(
        sat(2, out, "experiment", "imagenet", "--class", "horse", "--exclude", model)
            .contains("--exclude"));
    assertFalse(Files.exists(out));
  }
}
