package org.segmentattribution.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.dataset.decode.PngFile;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.table.PreparedSegments;
import org.segmentattribution.table.TableOptions;

/** Decoding, segmenting and placing; what fails of an image is a failure of this image. */
class ImagePreparerTest {
  private static final Preprocessing GRID = Preprocessing.simple(4, 8);

  @TempDir Path folder;

  private ImageRecord write(RgbImage image) throws IOException {
    Path file = folder.resolve("dog/a.png");
    PngFile.write(file, image);
    return new ImageRecord("dog/a", "dog/a.png", file, "dog", "");
  }

  private static ImagePreparer preparer(Segmenter segmenter) {
    return new ImagePreparer(
        new ImageReader(new ImageDecoder(), segmenter),
        GRID,
        TableOptions.defaults().withPadding(0));
  }

  private static RgbImage gradient(int width, int height) {
    RgbImage image = RgbImage.black(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.set(x, y, x * 10, y * 10, 7);
      }
    }
    return image;
  }

  /** Right half of 16 x 4 is right half of 8 x 4; names are tidied and masks united. */
  @Test
  void pixelsAndMasksGoToTheGrid() throws Exception {
    Segmenter segmenter =
        (stem, image) -> {
          assertEquals("dog/a", stem);
          assertEquals(16, image.width());
          return List.of(
              new Detection(" Mane ", Mask.of(16, 4, (x, y) -> x >= 8), 0.5),
              new Detection("mane", Mask.of(16, 4, (x, y) -> x < 2), 0.75),
              new Detection("tail", Mask.empty(16, 4), 1));
        };
    PreparedImage prepared = preparer(segmenter).prepare(write(gradient(16, 4)));
    assertEquals(16, prepared.width());
    assertEquals(4, prepared.height());
    assertEquals(8, prepared.grid().width());
    PreparedSegments segments = prepared.segments();
    assertEquals(1, segments.items().size());
    PreparedSegments.Item mane = segments.items().get(0);
    assertEquals("mane", mane.name());
    assertEquals(0.75, mane.score());
    assertEquals(Mask.of(8, 4, (x, y) -> x >= 4 || x < 1), mane.padded());
    assertEquals("tail", segments.skipped().get(0).name());
    assertEquals("empty", segments.skipped().get(0).reason().text());
  }

  @Test
  void aPictureOnTheGridKeepsItsPixels() throws Exception {
    RgbImage image = gradient(8, 4);
    ImageRecord record = write(image);
    PreparedImage prepared = preparer((stem, picture) -> List.of()).prepare(record);
    assertArrayEquals(image.rgb(), prepared.grid().rgb());
    assertEquals(List.of(), prepared.segments().items());
  }

  private static ImageFailure failure(ImagePreparer preparer, ImageRecord record) {
    return assertThrows(ImageFailure.class, () -> preparer.prepare(record));
  }

  @Test
  void whatIsNoPictureFailsAtDecoding() throws IOException {
    ImageRecord record = write(gradient(8, 4));
    Files.writeString(record.file(), "no picture");
    ImageFailure failure = failure(preparer((stem, image) -> List.of()), record);
    assertEquals("decode", failure.failure().stage());
    assertEquals("dog/a.png", failure.failure().image());
    assertEquals("dog/a.png: " + failure.failure().reason(), failure.getMessage());
    Files.delete(record.file());
    assertEquals("decode", failure(preparer((stem, image) -> List.of()), record).failure().stage());
  }

  @Test
  void aSegmenterThatFailsFailsAtSegmenting() throws IOException {
    ImageRecord record = write(gradient(8, 4));
    Segmenter broken =
        (stem, image) -> {
          throw new IOException("no answer");
        };
    assertEquals("no answer", failure(preparer(broken), record).failure().reason());
    assertEquals("segment", failure(preparer(broken), record).failure().stage());
  }

  @Test
  void aSegmentWithoutANameFailsTheImage() throws IOException {
    ImageRecord record = write(gradient(8, 4));
    Segmenter nameless = (stem, image) -> List.of(new Detection("  ", Mask.empty(8, 4), 1));
    ImageFailure failure = failure(preparer(nameless), record);
    assertEquals("segment", failure.failure().stage());
    assertTrue(failure.failure().reason().contains("has no name"), failure.getMessage());
  }

  /** A mistake of a segmenter is not hidden among the images that fail. */
  @Test
  void anythingElseIsThrown() throws IOException {
    ImageRecord record = write(gradient(8, 4));
    Segmenter mistaken =
        (stem, image) -> {
          throw new IllegalStateException("a mistake");
        };
    assertThrows(IllegalStateException.class, () -> preparer(mistaken).prepare(record));
  }
}
