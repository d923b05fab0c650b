package org.segmentattribution.experiment.watermark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.dataset.decode.PngFile;
import org.segmentattribution.dataset.watermark.WatermarkStyle;
import org.segmentattribution.experiment.trial.Holdout;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.training.CnnArchitecture;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.model.training.NetworkPlan;
import org.segmentattribution.pipeline.Compute;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.RunTarget;
import org.segmentattribution.segmentation.SegmenterChoice;
import org.segmentattribution.table.PreparedSegments;
import org.segmentattribution.table.TableOptions;

class WatermarkDataTest {
  private static final int SIDE = 96;

  /** The upper half is sky in every image; the reader must not ask about another picture. */
  private static final Segmenter SKY =
      (stem, image) -> List.of(new Detection("sky", upperHalf(image), 0.5));

  @TempDir Path folder;
  private final List<ImageRecord> training = new ArrayList<>();
  private final List<ImageRecord> test = new ArrayList<>();

  private static Mask upperHalf(RgbImage image) {
    return Mask.of(image.width(), image.height(), (x, y) -> y < image.height() / 2);
  }

  @BeforeEach
  void draw() throws IOException {
    for (int i = 0; i < 20; i++) {
      training.add(image(i % 2 == 0 ? "horse" : "zebra", "train", i, SIDE));
    }
    for (int i = 0; i < 4; i++) {
      test.add(image(i % 2 == 0 ? "horse" : "zebra", "test", i, SIDE));
    }
  }

  /** A grey picture whose brightness is its number. */
  private ImageRecord image(String label, String split, int number, int side) throws IOException {
    RgbImage image = RgbImage.black(side, side);
    java.util.Arrays.fill(image.rgb(), (byte) (number + 40));
    String id = split + "/" + label + "/" + number;
    PngFile.write(folder.resolve(id + ".png"), image);
    return new ImageRecord(id, id + ".png", folder.resolve(id + ".png"), label, split);
  }

  private WatermarkSettings settings(int threads) {
    return new WatermarkSettings(
        new WatermarkSettings.Images(
            folder, List.of("horse", "zebra"), "zebra", WatermarkStyle.defaults(), 0.25),
        new WatermarkSettings.Sweep(List.of(0.0, 100.0), 1),
        new WatermarkSettings.Tables(
            new SegmenterChoice("none", SegmenterOptions.of(List.of())), null, "lrp-z", 2),
        new NetworkPlan(SIDE, new CnnArchitecture(List.of(4), 1), null),
        new Compute("cpu", threads, 1),
        new RunTarget(folder.resolve("out"), Map.of()));
  }

  private WatermarkData read(int threads, Segmenter exact) throws IOException {
    return WatermarkData.read(
        settings(threads),
        new Holdout(training, test),
        SKY,
        exact,
        Preprocessing.simple(SIDE, SIDE),
        TableOptions.defaults(),
        Progress.NONE);
  }

  private static boolean isGrey(RgbImage image, int value) {
    for (byte b : image.rgb()) {
      if ((b & 0xff) != value) {
        return false;
      }
    }
    return true;
  }

  @Test
  void onlyTheMarkedClassHasWatermarks() throws IOException {
    WatermarkData data = read(1, null);
    assertEquals(List.of(), data.failures());
    assertEquals(20, data.training().size());
    for (int i = 0; i < 20; i++) {
      TrainingImage image = data.training().get(i);
      assertEquals(training.get(i).id(), image.id(), "order stays");
      assertEquals(i % 2, image.label());
      assertTrue(isGrey(image.clean(), i + 40));
      if (i % 2 == 0) {
        assertNull(image.marked());
      } else {
        assertFalse(isGrey(image.marked(), i + 40));
      }
    }
    for (int i = 0; i < 4; i++) {
      assertTrue(isGrey(data.test().get(i).clean(), i + 40), "the clean test set has none");
      assertEquals(i % 2 == 0, isGrey(data.test().get(i).shown().grid(), i + 40));
    }
  }

  private static List<String> names(PreparedSegments segments) {
    return segments.items().stream().map(PreparedSegments.Item::name).toList();
  }

  /** The mask is where the picture changed: every pixel of it is magenta, and no other. */
  @Test
  void theWatermarksMaskIsWhereItIsDrawn() throws IOException {
    TestImage zebra = read(1, null).test().get(1);
    assertEquals(List.of("sky", "watermark"), names(zebra.shown().segments()));
    assertEquals(List.of("sky"), names(read(1, null).test().get(0).shown().segments()));
    PreparedSegments.Item mark = zebra.shown().segments().items().get(1);
    int magenta = 0;
    RgbImage grid = zebra.shown().grid();
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        boolean is = grid.value(x, y, 0) == 255 && grid.value(x, y, 1) == 0;
        magenta += is ? 1 : 0;
        assertTrue(!is || mark.padded().contains(x, y));
      }
    }
    assertEquals(magenta, mark.sizeUnpadded());
    assertTrue(mark.size() > magenta, "two pixels of padding");
  }

  @Test
  void exactMasksGoBesideTheSegmenters() throws IOException {
    assertNull(read(1, null).test().get(1).exact());
    Segmenter eyes = (stem, image) -> List.of(new Detection("eyes", upperHalf(image), 1));
    TestImage zebra = read(1, eyes).test().get(1);
    assertEquals(List.of("sky", "watermark"), names(zebra.shown().segments()));
    assertEquals(List.of("eyes", "watermark"), names(zebra.exact().segments()));
    assertArrayEquals(zebra.shown().grid().rgb(), zebra.exact().grid().rgb());
  }

  @Test
  void threadsChangeNothing() throws IOException {
    WatermarkData one = read(1, null);
    WatermarkData three = read(3, null);
    for (int i = 1; i < 20; i += 2) {
      assertArrayEquals(
          one.training().get(i).marked().rgb(), three.training().get(i).marked().rgb());
    }
  }

  /** What cannot be read, segmented or marked is listed by path and left out of its set alone. */
  @Test
  void failuresAreListedAndLeftOut() throws IOException {
    Files.writeString(training.get(3).file(), "no picture");
    test.add(image("zebra", "test", 90, 12));
    Segmenter some =
        (stem, image) -> {
          if (stem.endsWith("horse/0")) {
            throw new IOException("no mask");
          }
          return SKY.segment(stem, image);
        };
    WatermarkData data =
        WatermarkData.read(
            settings(2),
            new Holdout(training, test),
            some,
            null,
            Preprocessing.simple(SIDE, SIDE),
            TableOptions.defaults(),
            Progress.NONE);
    assertEquals(
        List.of(
            "test/horse/0.png segment", "test/zebra/90.png watermark", "train/zebra/3.png decode"),
        data.failures().stream().map(f -> f.image() + " " + f.stage()).toList());
    assertTrue(data.failures().get(1).reason().startsWith("too small for a watermark"));
    assertEquals(19, data.training().size());
    assertEquals(3, data.test().size());
  }

  /** The share of the marked class, nested from prevalence to prevalence; others stay clean. */
  @Test
  void trainingSetsAreNested() throws IOException {
    WatermarkData data = read(1, null);
    Set<Integer> before = Set.of();
    for (double prevalence : new double[] {0, 10, 50, 75, 100}) {
      List<LabelledImage> set = data.trainingSet(prevalence, 4);
      assertEquals(20, set.size());
      Set<Integer> marked = new HashSet<>();
      for (int i = 0; i < 20; i++) {
        assertEquals(i % 2, set.get(i).label());
        assertNotNull(set.get(i).grid());
        if (!isGrey(set.get(i).grid(), i + 40)) {
          assertEquals(1, i % 2, "only zebras");
          marked.add(i);
        }
      }
      assertEquals(Math.round(prevalence / 10), marked.size(), "of ten zebras");
      assertTrue(marked.containsAll(before));
      before = marked;
    }
  }
}
