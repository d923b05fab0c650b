package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.segmentation.quality.NameQuality;
import org.segmentattribution.segmentation.quality.QualityFile;
import org.segmentattribution.segmentation.quality.QualityFlag;

/** How good masks seem, by {@code sat segment}, and what {@code sat explain} says of it. */
class MaskQualityTest {
  private static final String MODEL = "onnx:src/test/resources/segmenters/clipseg";

  /** Every mask is small. */
  private static final String ALL = "pixels=100000";

  private static final String NONE = "whole=1,islands=10000";

  @TempDir static Path folder;
  private static Path images;
  private static Path masks;
  private static String said;

  @BeforeAll
  static void segment() throws IOException {
    images = TestCalls.draw(folder.resolve("images"), "test", 4);
    masks = folder.resolve("masks");
    said = call(masks, "--mask-cache", "none");
  }

  private static String call(Path out, Object... more) {
    Object[] basic = {
      "segment",
      "--images",
      images,
      "--segmenter",
      MODEL,
      "--segments",
      "yellow,pale yellow,pale green,purple",
      "--threshold",
      "0.1",
      "--out",
      out
    };
    return Called.sat(Stream.concat(Stream.of(basic), Stream.of(more)).toArray()).ended(0).out();
  }

  private static Map<String, NameQuality> rows(Path of) throws IOException {
    Map<String, NameQuality> rows = new TreeMap<>();
    QualityFile.read(of).forEach(row -> rows.put(row.segment(), row));
    return rows;
  }

  @Test
  void aRowANameAndTheWorstFirst() throws IOException {
    Map<String, NameQuality> rows = rows(masks);
    assertEquals(4, rows.size());
    NameQuality purple = rows.get("purple");
    assertEquals(new NameQuality.Found(0, 8), purple.found());
    assertEquals(List.of(QualityFlag.NOWHERE), purple.flags());
    NameQuality yellow = rows.get("yellow");
    assertTrue(yellow.found().images() > 0);
    // the pictures have the model's size, and each pixel is judged by its colour alone
    assertEquals(1, yellow.stability().shift());
    assertEquals(1, yellow.stability().flip());
    assertTrue(yellow.stability().still() < 0.6);
    assertEquals(List.of(), yellow.flags());
    assertEquals(
        List.of(QualityFlag.WHOLE),
        rows.get("pale yellow").flags(),
        "8 images are too few for more");
    List<String> lines = said.lines().toList();
    int head =
        lines.indexOf(lines.stream().filter(l -> l.contains(" sound; look at ")).findFirst().get());
    assertTrue(lines.get(head + 1).startsWith("  purple: found in none of 8 images: "), said);
    String page = Files.readString(masks.resolve("report.html"));
    assertTrue(page.contains("How good are the masks?"));
    assertTrue(page.contains("purple: found in none of 8 images: try another word"));
    Called.sat("report", masks).ended(0);
    assertEquals(page, Files.readString(masks.resolve("report.html")));
  }

  @Test
  void oneSeedGivesTheSameBytesAndAnotherRunGoesOn() throws IOException {
    Path other = folder.resolve("other");
    call(other, "--mask-cache", "none", "--threads", "1");
    String quality = Files.readString(masks.resolve(QualityFile.NAME));
    assertEquals(quality, Files.readString(other.resolve(QualityFile.NAME)));
    Path run = other.resolve("run.json");
    Files.writeString(run, Files.readString(run).replace("\"done\"", "\"running\""));
    Files.delete(other.resolve(QualityFile.NAME));
    call(other, "--mask-cache", "none");
    assertEquals(quality, Files.readString(other.resolve(QualityFile.NAME)));
    assertEquals(hashes(masks), hashes(other));
  }

  private static Map<String, String> hashes(Path run) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = run.relativize(file).toString();
        if (!name.equals("run.json") && !name.equals("report.html") && !name.startsWith(".")) {
          hashes.put(name, new Sha256().add(file).hex());
        }
      }
    }
    return hashes;
  }

  /** What is measured of masks may change; the masks stay. */
  @Test
  void anotherTestLeavesTheMasks() throws IOException {
    Path own = folder.resolve("own");
    call(own, "--mask-cache", "none", "--stability", "0");
    assertEquals(0, rows(own).get("yellow").stability().images());
    FileTime before;
    Path listing = own.resolve("test/zebra/1/segments.csv");
    Files.setLastModifiedTime(listing, FileTime.fromMillis(1_000_000));
    before = Files.getLastModifiedTime(listing);
    call(own, "--mask-cache", "none", "--stability", "4", "--against", "masks:" + masks);
    assertEquals(before, Files.getLastModifiedTime(listing));
    NameQuality yellow = rows(own).get("yellow");
    assertTrue(yellow.stability().images() > 0 && yellow.stability().images() <= 4);
    assertEquals(1, yellow.against().iou());
    assertEquals(yellow.found().images(), yellow.against().images());
    assertEquals(0, yellow.against().onlyHere() + yellow.against().onlyThere());
    assertEquals(0, rows(own).get("purple").against().images());
  }

  /** Masks of some images, of one name of these and one that is not asked for. */
  @Test
  void aFewMasksMadeByHand() throws IOException {
    Path hand = folder.resolve("hand");
    for (String stem : List.of("test/zebra/1", "test/horse/1")) {
      Files.createDirectories(hand.resolve(stem));
      Path mask = masks.resolve(stem).resolve("pale yellow.png");
      Files.copy(mask, hand.resolve(stem).resolve("Pale Yellow.png"));
      Files.copy(mask, hand.resolve(stem).resolve("saddle.png"));
    }
    Path own = folder.resolve("compared");
    String told =
        call(own, "--mask-cache", "none", "--stability", "0", "--against", "masks:" + hand);
    assertEquals(2, rows(own).get("pale yellow").against().images());
    assertEquals(1, rows(own).get("pale yellow").against().iou());
    assertTrue(told.contains("Compared with other masks in 2 of 8 images."), told);
    assertTrue(told.contains("Only in the other masks: saddle."), told);
    assertTrue(told.contains("so not compared: pale green, purple, yellow."), told);
    // other masks give other numbers without being asked twice
    Files.copy(
        masks.resolve("test/zebra/1/pale green.png"), hand.resolve("test/zebra/1/pale green.png"));
    call(own, "--mask-cache", "none", "--stability", "0", "--against", "masks:" + hand);
    // one image has both, in the other the hand found none: 1 and 0
    assertEquals(0.5, rows(own).get("pale green").against().iou());
    assertEquals(2, rows(own).get("pale green").against().images());
  }

  /** A model of fixed classes that lacks some of the names. */
  @Test
  void anotherModel() throws IOException {
    Path own = folder.resolve("two-models");
    String told =
        call(own, "--mask-cache", "none", "--against", "onnx:src/test/resources/segmenters/dense");
    assertTrue(told.contains("Compared with other masks in 8 of 8 images."), told);
    assertTrue(told.contains("so not compared: "), told);
  }

  @Test
  void cellsAndFilesAreNotTested() throws IOException {
    Path cells = folder.resolve("cells");
    Called.sat("segment", "--images", images, "--segmenter", "grid:2x2", "--out", cells).ended(0);
    assertTrue(rows(cells).values().stream().allMatch(row -> row.stability().images() == 0));
    Path joined = folder.resolve("joined");
    Called.sat(
            "segment",
            "--images",
            images,
            "--segmenter",
            MODEL + "+grid:1x2",
            "--segments",
            "yellow",
            "--threshold",
            "0.1",
            "--mask-cache",
            "none",
            "--out",
            joined)
        .ended(0);
    Map<String, NameQuality> rows = rows(joined);
    assertEquals(3, rows.size());
    rows.forEach(
        (name, row) -> assertEquals(name.equals("yellow"), row.stability().images() > 0, name));
    assertEquals(
        rows(masks).get("yellow").stability(), rows.get("yellow").stability(), "the same model");
  }

  /** Beside masks, or of a model that is asked for the same. */
  @Test
  void readersOfTheTableGetIt() throws IOException {
    Path cache = folder.resolve("cache");
    call(folder.resolve("kept"), "--mask-cache", cache, "--quality-limits", ALL);
    Path marked = folder.resolve("kept").resolve(QualityFile.NAME);
    assertTrue(Files.readString(marked).contains("few-pixels"));
    for (String spec : List.of("masks:" + folder.resolve("kept"), MODEL)) {
      Path run = folder.resolve(spec.startsWith("masks") ? "of-masks" : "of-model");
      Object[] model = spec.equals(MODEL) ? new Object[] {"--threshold", "0.1"} : new Object[] {};
      Object[] call = {
        "explain",
        "--images",
        images,
        "--model",
        TestCalls.MODEL,
        "--segmenter",
        spec,
        "--segments",
        "yellow,pale yellow,pale green,purple",
        "--method",
        "gradient",
        "--mask-cache",
        cache,
        "--out",
        run
      };
      Object[] all = Stream.concat(Stream.of(call), Stream.of(model)).toArray();
      Called.sat(all).ended(0);
      assertEquals(Files.readString(marked), Files.readString(run.resolve(QualityFile.NAME)));
      String page = Files.readString(run.resolve("report.html"));
      assertTrue(page.contains("mask doubtful: only "));
      assertTrue(page.contains("Doubtful masks."));
      assertTrue(page.contains("Masks that may be wrong: "));
      String json = Files.readString(run.resolve("run.json"));
      assertTrue(json.contains("\"mask_quality\""), json);
      Called.sat("report", run).ended(0);
      assertEquals(page, Files.readString(run.resolve("report.html")));
      if (spec.startsWith("masks")) {
        // measured again: the page follows
        call(folder.resolve("kept"), "--mask-cache", cache, "--quality-limits", NONE);
        Called.sat(all).ended(0);
        assertFalse(Files.readString(run.resolve("report.html")).contains("mask doubtful"));
        call(folder.resolve("kept"), "--mask-cache", cache, "--quality-limits", ALL);
      }
    }
  }

  @Test
  void whatIsWrongIsSaidInOneLine() {
    String[][] wrong = {
      {"--stability", "many", "--stability 'many' is neither auto nor a number"},
      {"--quality-limits", "same=2", "--quality-limits 'same=2': write same=NUMBER"},
      {"--quality-limits", "unstabel=0.5", "did you mean"},
      {"--against", "mask:x", "--against: segmenter 'mask:x' is none of"},
      {"--against", "masks:" + folder.resolve("none"), "--against"},
    };
    for (String[] call : wrong) {
      String said =
          Called.sat(
                  "segment",
                  "--images",
                  images,
                  "--segmenter",
                  "grid:2x2",
                  "--out",
                  folder.resolve("never"),
                  call[0],
                  call[1])
              .ended(2)
              .err();
      assertEquals(1, said.strip().lines().count(), said);
      assertTrue(said.contains(call[2]), said);
    }
  }
}
