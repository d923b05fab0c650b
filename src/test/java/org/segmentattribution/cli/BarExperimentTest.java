package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;

/** {@code sat experiment bar} on drawn scenes: every step, and going on after an interruption. */
class BarExperimentTest {
  @TempDir static Path folder;
  private static Path scenes;

  @BeforeAll
  static void draw() throws IOException {
    scenes = folder.resolve("scenes");
    SceneWriter.write(scenes, new SceneGenerator(48, 1), 10, 8, () -> {});
  }

  private static int sat(Path out, Object... more) {
    return bar(scenes, "masks:" + scenes.resolve("masks"), out, more);
  }

  private static int bar(Path data, String segmenter, Path out, Object... more) {
    List<Object> args = new ArrayList<>(List.of("experiment", "bar"));
    args.addAll(List.of("--images", data.resolve("images"), "--out", out));
    args.addAll(List.of("--segmenter", segmenter));
    args.addAll(List.of("--class", "horse", "--class", "zebra", "--epochs", 2));
    args.addAll(List.of("--watch", "mane,rock"));
    args.addAll(List.of(more));
    if (!args.contains("--init")) {
      // of the built-in network alone
      args.addAll(List.of("--size", 48, "--filters", "4,8"));
    }
    return Sat.run(args.stream().map(String::valueOf).toArray(String[]::new));
  }

  @Test
  void trainsMeasuresExplainsAndCompares() throws IOException {
    Path out = folder.resolve("bar");
    assertEquals(0, sat(out));
    List<String> accuracy = Files.readAllLines(out.resolve("accuracy.csv"));
    assertEquals(5, accuracy.size());
    assertTrue(accuracy.get(2).startsWith("biased,unbiased,8,"), accuracy.toString());
    Set<String> seen = Set.copyOf(Files.readAllLines(out.resolve("seen-in-training.txt")));
    assertEquals(8, seen.size());
    Set<String> biased = images(out.resolve("biased/sat.csv"));
    assertEquals(8, biased.size());
    assertEquals(biased, images(out.resolve("less-biased/sat.csv")));
    assertTrue(biased.stream().noneMatch(seen::contains));
    String page = Files.readString(out.resolve("report.html"));
    assertTrue(page.contains("No photograph has a segment called rock"));
    assertTrue(page.contains(">mane<"), "watched");
    byte[] compared = Files.readAllBytes(out.resolve("compare.csv"));

    // as if it had stopped after the first training
    Path run = out.resolve("run.json");
    Files.writeString(run, Files.readString(run).replace("\"done\"", "\"running\""));
    byte[] model = Files.readAllBytes(out.resolve("models/less-biased.onnx"));
    Files.delete(out.resolve("models/less-biased.onnx"));
    Files.delete(out.resolve("compare.csv"));
    assertEquals(0, sat(out));
    assertArrayEquals(model, Files.readAllBytes(out.resolve("models/less-biased.onnx")));
    assertArrayEquals(compared, Files.readAllBytes(out.resolve("compare.csv")));
    assertEquals(2, sat(out, "--mixed", 0.25), "another configuration");
    Path picture = files(scenes.resolve("images/train")).get(0);
    byte[] bytes = Files.readAllBytes(picture);
    byte[] other = bytes.clone();
    // the same length: in the bytes alone is it another picture
    other[other.length / 2] ^= 1;
    Files.write(picture, other);
    assertEquals(2, sat(out), "other pictures");
    Files.write(picture, bytes);

    // its own result to begin from
    Path from = folder.resolve("from");
    assertEquals(0, sat(from, "--init", out.resolve("models/biased.onnx")));
    assertEquals(5, Files.readAllLines(from.resolve("accuracy.csv")).size());
    assertEquals(0, Sat.run("report", from.toString()));
  }

  @Test
  void whatWasTrainedOnIsNotExplainedWhateverItsName() throws IOException {
    Path own = folder.resolve("signs");
    for (Path file : files(scenes.resolve("images"))) {
      Path target = own.resolve(scenes.relativize(file));
      Files.createDirectories(target.getParent());
      Files.copy(file, target.resolveSibling(" no. #" + target.getFileName()));
    }
    Path out = folder.resolve("signs-run");
    assertEquals(0, bar(own, "grid:2x2", out));
    Set<String> seen = Set.copyOf(Files.readAllLines(out.resolve("seen-in-training.txt")));
    assertEquals(8, seen.size());
    assertTrue(seen.stream().allMatch(path -> path.contains("/ no. #")), seen.toString());
    Set<String> explained = images(out.resolve("less-biased/sat.csv"));
    assertEquals(8, explained.size());
    assertTrue(explained.stream().noneMatch(seen::contains));
  }

  @Test
  void everyImageThatIsLeftOutCountsOnce() throws IOException {
    Path own = folder.resolve("holes");
    for (Path file : files(scenes)) {
      Path target = own.resolve(scenes.relativize(file));
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
    String segmenter = "masks:" + own.resolve("masks");
    Path whole = folder.resolve("holes-none");
    assertEquals(0, bar(own, segmenter, whole));
    List<String> explained = images(whole.resolve("biased/sat.csv")).stream().sorted().toList();

    // one that cannot be learned from, one that cannot be explained, and one neither
    Path untaught = files(own.resolve("images/train")).get(0);
    Files.writeString(untaught, "no picture");
    Files.writeString(own.resolve("images").resolve(explained.get(0)), "no picture");
    Path mask = own.resolve("masks").resolve(explained.get(1));
    byte[] bytes = Files.readAllBytes(mask);
    Files.delete(mask);
    Path out = folder.resolve("holes-run");
    for (int call = 1; call <= 2; call++) {
      assertEquals(3, bar(own, segmenter, out));
      assertEquals(4, Files.readAllLines(out.resolve("failures.csv")).size());
      String run = Files.readString(out.resolve("run.json"));
      assertTrue(run.contains("\"skipped\" : 3"), run);
      assertTrue(run.contains("\"images\" : 15"), "12 explained and 3 left out: " + run);
    }
    Files.write(mask, bytes);
    assertEquals(3, bar(own, segmenter, out));
    assertEquals(3, Files.readAllLines(out.resolve("failures.csv")).size());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Set<String> images(Path sat) throws IOException {
    return Files.readAllLines(sat).stream()
        .skip(1)
        .map(row -> row.split(",")[1])
        .collect(Collectors.toSet());
  }

  @Test
  void wrongCallsAreRefused() {
    Path out = folder.resolve("never");
    assertEquals(2, sat(out, "--mixed", 0));
    assertEquals(2, sat(out, "--augment", "all"));
    assertEquals(2, sat(out, "--init", folder.resolve("none.onnx")));
    assertEquals(2, sat(out, "--class", "cow"));
    assertTrue(Files.notExists(out));
  }
}
