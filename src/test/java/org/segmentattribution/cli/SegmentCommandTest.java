package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.dataset.SceneGenerator;
import org.segmentattribution.dataset.SceneWriter;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.CnnArchitecture;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.OnnxNetwork;
import org.segmentattribution.model.OnnxWriter;

/** {@code sat segment}, and what reads its masks, on small drawn scenes. */
class SegmentCommandTest {
  private static final Path SEGMENTER = Path.of("src/test/resources/segmenters/clipseg");

  /** Drawn scenes are a little yellow and green for the tiny model, which knows colours. */
  private static final String THRESHOLD = "0.1";

  private static final String NAMES = "yellow,pale green=grass,purple";

  @TempDir static Path folder;
  private static Path images;
  private static Path model;

  @BeforeAll
  static void makeDataAndModel() throws IOException {
    SceneWriter.write(folder.resolve("scenes"), new SceneGenerator(48, 1), 3, 3, () -> {});
    images = folder.resolve("scenes/images");
    model = folder.resolve("model.onnx");
    try (OnnxNetwork network = new CnnArchitecture(List.of(4, 8), 2).create(48, 48, 2, 1, "cpu")) {
      OnnxWriter.write(
          network,
          new ModelDeclaration(List.of("horse", "zebra"), Preprocessing.simple(48, 48)),
          model);
    }
  }

  private static String sat(int code, Object... arguments) {
    String[] args = Stream.of(arguments).map(String::valueOf).toArray(String[]::new);
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      int got = Sat.run(args);
      String text = bytes.toString(StandardCharsets.UTF_8);
      assertEquals(code, got, text);
      return text;
    } finally {
      System.setErr(err);
    }
  }

  private static Path segment(String out, Object... more) {
    Path masks = folder.resolve(out);
    Object[] basic = {
      "segment",
      "--images",
      images,
      "--segmenter",
      "onnx:" + SEGMENTER,
      "--segments",
      NAMES,
      "--threshold",
      THRESHOLD,
      "--out",
      masks
    };
    sat(0, Stream.concat(Stream.of(basic), Stream.of(more)).toArray());
    return masks;
  }

  private static byte[] explained(String out, String segmenter, String segments)
      throws IOException {
    Path run = folder.resolve(out);
    sat(
        0,
        "explain",
        "--images",
        images,
        "--model",
        model,
        "--segmenter",
        segmenter,
        "--segments",
        segments,
        "--out",
        run,
        "--mask-cache",
        "none",
        "--threshold",
        THRESHOLD);
    return Files.readAllBytes(run.resolve("sat.csv"));
  }

  @Test
  void masksGiveTheSameTableAsTheModel() throws IOException {
    Path masks = segment("masks", "--mask-cache", "none");
    byte[] direct = explained("direct", "onnx:" + SEGMENTER, NAMES);
    assertTrue(new String(direct, StandardCharsets.UTF_8).contains(",pale green,"));
    assertArrayEquals(direct, explained("files", "masks:" + masks, "yellow,pale green,purple"));
    List<String> counts = Files.readAllLines(masks.resolve("detections.csv"));
    assertEquals("purple,0,0.0,,", counts.get(3));
    String report = Files.readString(masks.resolve("report.html"));
    assertTrue(report.contains("2 of 3 names were found in 12 images."));
    assertTrue(Files.size(masks.resolve("contact-sheet.svg")) > 10_000);
  }

  @Test
  void theCacheSparesTheModel() throws IOException {
    Path cache = folder.resolve("cache");
    Path first = segment("first", "--mask-cache", cache);
    List<Path> kept;
    try (Stream<Path> files = Files.walk(cache)) {
      kept = files.filter(Files::isRegularFile).toList();
    }
    assertEquals(12, kept.size());
    // what is in the cache is believed; what is broken there is made anew
    Files.writeString(kept.get(0), "{\"width\":48,\"hei");
    for (Path file : kept.subList(1, 12)) {
      Files.writeString(file, "{\"width\":48,\"height\":48,\"segments\":[]}");
    }
    Path second = segment("second", "--mask-cache", cache);
    assertTrue(found(first) > 1);
    assertEquals(1, found(second));
  }

  private static long found(Path masks) throws IOException {
    try (Stream<Path> files = Files.walk(masks)) {
      return files
          .filter(f -> f.getFileName().toString().equals("yellow.png"))
          .map(Path::getParent)
          .distinct()
          .count();
    }
  }

  @Test
  void whatIsWrongIsSaidInOneLine() {
    Path out = folder.resolve("never");
    String[][] wrong = {
      {"onnx:" + images, "a", "no .onnx file"},
      {"onnx:" + model, "a", "fits no contract; found: model.onnx takes"},
      {"onnx:nowhere.onnx", "a", "no such file"},
      {"onnx:" + SEGMENTER, "a=b=c", "--segments 'a=b=c'"},
      {"onnx:src/test/resources/segmenters/dense", "reed", "no class of the model; it has"},
    };
    for (String[] call : wrong) {
      String said =
          sat(
              2,
              "segment",
              "--images",
              images,
              "--segmenter",
              call[0],
              "--segments",
              call[1],
              "--out",
              out);
      assertEquals(1, said.strip().lines().count(), said);
      assertTrue(said.contains(call[2]), said);
    }
  }
}
