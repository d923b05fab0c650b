package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.SegmentExplainer;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.table.SatCsv;

class ExplainElsewhereTest {
  private static final int SIDE = 64;

  @TempDir Path folder;

  @BeforeEach
  void drawImages() throws IOException {
    Path images = TestCalls.draw(folder.resolve("images"), "test", 1);
    try (Stream<Path> files = Files.walk(images)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = images.relativize(file).toString();
        mask(folder.resolve("masks").resolve(ImageRecord.stem(path)).resolve("left.png"), 0, 20);
        mask(folder.resolve("masks").resolve(ImageRecord.stem(path)).resolve("part.png"), 8, 30);
      }
    }
  }

  private static void mask(Path file, int from, int to) throws IOException {
    BufferedImage mask = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < SIDE; y++) {
      for (int x = from; x < to; x++) {
        mask.setRGB(x, y, 0xffffff);
      }
    }
    Files.createDirectories(file.getParent());
    ImageIO.write(mask, "png", file.toFile());
  }

  private Called explain(Object... more) {
    Object[] call = {
      "explain",
      "--images",
      folder.resolve("images"),
      "--model",
      TestCalls.MODEL,
      "--segmenter",
      "masks:" + folder.resolve("masks"),
      "--method",
      "lrp-z",
      "--out",
      folder.resolve("run")
    };
    return Called.sat(Stream.concat(Stream.of(call), Stream.of(more)).toArray());
  }

  private List<SegmentAttribution> rows() throws IOException {
    return SatCsv.read(folder.resolve("run/sat.csv"));
  }

  private List<SegmentAttribution> outside() throws IOException {
    return rows().stream().filter(SegmentAttribution::isElsewhere).toList();
  }

  /** Masks of columns 0 to 29, with two of padding: columns 32 to 63 are outside. */
  @Test
  void whatLiesOutsideIsARow() throws IOException {
    explain().ended(0);
    assertEquals(2, outside().size());
    for (SegmentAttribution row : outside()) {
      assertEquals(32 * SIDE, row.facts().maskSize());
      assertEquals(34 * SIDE, row.facts().maskSizeUnpadded());
      assertEquals(0.5, row.facts().maskFraction());
    }
    String page = Files.readString(folder.resolve("run/report.html"));
    assertTrue(page.contains("Outside every segment: "));
    assertTrue(explain("--elsewhere", "false").ended(2).err().contains("--elsewhere was true"));
    byte[] before = Files.readAllBytes(folder.resolve("run/sat.csv"));
    explain().ended(0);
    assertEquals(-1, Files.mismatch(folder.resolve("run/sat.csv"), kept(before)));
  }

  private Path kept(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("before.csv"), bytes);
  }

  /** The rows of a program that embeds this one are the same bits. */
  @Test
  void programsGetTheSameRow() throws IOException {
    explain().ended(0);
    List<SegmentAttribution> found = new ArrayList<>();
    try (SegmentExplainer explainer =
        SegmentExplainer.builder()
            .model(TestCalls.MODEL)
            .segmenter("masks:" + folder.resolve("masks"))
            .method("lrp-z")
            .build()) {
      explainer
          .explain(SegmentExplainer.images(folder.resolve("images")))
          .forEach(tables -> found.addAll(tables.rows()));
    }
    assertEquals(rows(), found);
  }

  @Test
  void aRunFromBeforeGoesOnWithoutIt() throws IOException {
    explain("--elsewhere", "false").ended(0);
    assertEquals(List.of(), outside());
    Path json = folder.resolve("run/run.json");
    String without = Files.readString(json).replaceFirst("\\s*\"elsewhere\" : false,", "");
    assertFalse(without.contains("\"elsewhere\""));
    Files.writeString(json, without);
    String err = explain().ended(0).err();
    assertTrue(err.contains("goes on without it"), err);
    assertEquals(List.of(), outside());
    assertTrue(explain("--elsewhere", "true").ended(2).err().contains("elsewhere was false"));
  }

  @Test
  void itsNameIsTaken() throws IOException {
    String err = explain("--segments", "left,Elsewhere").ended(2).err();
    assertTrue(err.contains("call the segment otherwise"), err);
    assertEquals(1, err.lines().filter(line -> line.startsWith("sat:")).count(), err);
    assertFalse(Files.exists(folder.resolve("run/sat.csv")));
  }
}
