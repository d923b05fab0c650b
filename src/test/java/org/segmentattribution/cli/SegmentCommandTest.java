package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;
import org.segmentattribution.file.Sha256;

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
    model = SceneModel.write(folder.resolve("model.onnx"));
  }

  private static String sat(int code, Object... arguments) {
    return Called.sat(arguments).ended(code).err();
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

  private static byte[] explained(String out, String segmenter, String segments, Object... more)
      throws IOException {
    Path run = folder.resolve(out);
    Object[] basic = {
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
      "none"
    };
    sat(0, Stream.concat(Stream.of(basic), Stream.of(more)).toArray());
    return Files.readAllBytes(run.resolve("sat.csv"));
  }

  @Test
  void masksGiveTheSameTableAsTheModel() throws IOException {
    Path masks = segment("masks", "--mask-cache", "none");
    byte[] direct = explained("direct", "onnx:" + SEGMENTER, NAMES, "--threshold", THRESHOLD);
    assertTrue(new String(direct, StandardCharsets.UTF_8).contains(",pale green,"));
    assertArrayEquals(direct, explained("files", "masks:" + masks, "yellow,pale green,purple"));
    List<String> counts = Files.readAllLines(masks.resolve("detections.csv"));
    assertEquals("purple,0,0.0,,", counts.get(3));
    String report = Files.readString(masks.resolve("report.html"));
    assertTrue(report.contains("<b>2 of 3</b> names were found"));
    assertTrue(Files.size(masks.resolve("contact-sheet.svg")) > 10_000);
  }

  @Test
  void theCacheSparesTheModel() throws IOException {
    Path cache = folder.resolve("cache");
    Path first = segment("first", "--mask-cache", cache, "--stability", "0");
    List<Path> kept;
    try (Stream<Path> files = Files.walk(cache)) {
      kept = files.filter(file -> file.toString().endsWith(".json")).toList();
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
  void whatIsNotAsItWasWrittenIsMadeAgain() throws IOException {
    Path masks = folder.resolve("damaged-masks");
    Object[] call = {"segment", "--images", images, "--segmenter", "grid:2x2", "--out", masks};
    sat(0, call);
    Map<Path, String> whole = hashes(masks);
    List<Path> pngs = whole.keySet().stream().filter(f -> f.toString().endsWith(".png")).toList();
    for (Path file : whole.keySet()) {
      boolean single = file.startsWith(pngs.get(0).getParent()) || file.getParent().equals(masks);
      if (single && !file.endsWith("run.json") && !file.endsWith("segments.sha256")) {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        sat(0, call);
        assertEquals(whole, hashes(masks), file.toString());
      }
    }
    Files.copy(pngs.get(1), pngs.get(0), StandardCopyOption.REPLACE_EXISTING);
    sat(0, call);
    assertEquals(whole, hashes(masks), "another mask under its name");
  }

  private static Map<Path, String> hashes(Path run) throws IOException {
    Map<Path, String> hashes = new TreeMap<>();
    for (Path file : files(run)) {
      if (!file.endsWith("run.json")) {
        hashes.put(file, new Sha256().add(file).hex());
      }
    }
    return hashes;
  }

  @Test
  void onlyWhatHasChangedIsSegmentedAgain() throws IOException {
    Path own = folder.resolve("own");
    copy(images, own.resolve("images"));
    copy(SEGMENTER, own.resolve("model"));
    Path prompts = own.resolve("prompts.txt");
    Files.writeString(prompts, "yellow\npale green\n");
    Path masks = own.resolve("masks");
    Object[] call = {
      "segment",
      "--images",
      own.resolve("images"),
      "--segmenter",
      "onnx:" + own.resolve("model"),
      "--prompts",
      prompts,
      "--threshold",
      THRESHOLD,
      "--mask-cache",
      "none",
      "--out",
      masks
    };
    sat(0, call);
    age(masks);

    age(own.resolve("images"));
    sat(0, call);
    assertEquals(List.of(), written(masks), "touched files cost nothing");

    List<Path> pictures = files(own.resolve("images"));
    Files.copy(pictures.get(0), pictures.get(1), StandardCopyOption.REPLACE_EXISTING);
    sat(0, call);
    List<Path> again = listings(masks);
    assertEquals(1, again.size(), again.toString());
    String stem = own.resolve("images").relativize(pictures.get(1)).toString().split("\\.")[0];
    assertEquals(masks.resolve(stem), again.get(0).getParent());

    // as if it had stopped
    Path run = masks.resolve("run.json");
    Files.writeString(run, Files.readString(run).replace("\"done\"", "\"running\""));
    age(masks);
    Files.copy(pictures.get(0), pictures.get(2), StandardCopyOption.REPLACE_EXISTING);
    sat(0, call);
    assertEquals(1, listings(masks).size());

    Files.writeString(prompts, "pale green\n");
    age(masks);
    sat(0, call);
    assertEquals(12, listings(masks).size());
    assertEquals(0, found(masks), "masks of another list are gone");

    age(masks);
    Path json = own.resolve("model/preprocessor_config.json");
    Files.writeString(json, Files.readString(json) + "\n");
    sat(0, call);
    assertEquals(12, listings(masks).size(), "another model");

    // what cannot be read any more keeps no masks
    Files.writeString(pictures.get(1), "no picture");
    sat(3, call);
    assertTrue(Files.notExists(masks.resolve(stem)));
  }

  @Test
  void imagesOfOneNameAreListedAndNotMixed() throws IOException {
    Path own = folder.resolve("same-name");
    copy(images, own.resolve("images"));
    Path first = files(own.resolve("images")).get(0);
    Path masks = own.resolve("masks");
    Object[] call = {
      "segment",
      "--images",
      own.resolve("images"),
      "--segmenter",
      "grid:2x2",
      "--out",
      masks,
      "--mask-cache",
      "none"
    };
    sat(0, call);
    Path held = listings(masks).get(0).getParent();
    Path twin = first.resolveSibling(first.getFileName().toString().replace(".png", ".jpg"));
    Files.copy(files(own.resolve("images")).get(1), twin);
    sat(3, call);
    List<String> failures = Files.readAllLines(masks.resolve("failures.csv"));
    assertEquals(3, failures.size(), failures.toString());
    for (String line : failures.subList(1, 3)) {
      assertTrue(line.contains(",name,several images share the folder of masks "), line);
      assertTrue(line.endsWith("none of them has masks: rename all but one"), line);
    }
    assertTrue(Files.notExists(held), "masks of before are of one of them alone");
    age(masks);
    sat(3, call);
    assertEquals(List.of(), written(masks));

    Files.delete(twin);
    sat(0, call);
    assertEquals(1, listings(masks).size());
    assertTrue(Files.exists(held.resolve("segments.csv")));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      Path target = to.resolve(from.relativize(file));
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
  }

  private static void age(Path folder) throws IOException {
    for (Path file : files(folder)) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    }
  }

  /** Files that are newer than the last {@link #age}. */
  private static List<Path> written(Path folder) throws IOException {
    List<Path> written = new ArrayList<>();
    for (Path file : files(folder)) {
      if (Files.getLastModifiedTime(file).toMillis() > 1_000_000) {
        written.add(file);
      }
    }
    return written;
  }

  private static List<Path> listings(Path folder) throws IOException {
    return written(folder).stream().filter(f -> f.endsWith("segments.csv")).toList();
  }

  @Test
  void whatIsWrongIsSaidInOneLine() {
    Path out = folder.resolve("never");
    String[][] wrong = {
      {"onnx:" + images, "a", "no .onnx file"},
      {"onnx:" + model, "a", "is a classifier: it gives scores of a whole picture"},
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
