package org.segmentattribution.dataset.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.dataset.decode.PngFile;

class CompanionsTest {
  @TempDir Path folder;

  /** A picture of many colours: noise, another for every path. */
  private void photograph(String path) throws IOException {
    SplittableRandom random = new SplittableRandom(path.hashCode());
    write(path, i -> random.nextInt(256));
  }

  private void mask(String path) throws IOException {
    write(path, i -> i / 3 % 40 < 20 ? 255 : 0);
  }

  private void softMask(String path) throws IOException {
    write(path, i -> i / 3 % 200 + 20);
  }

  private void write(String path, IntUnaryOperator value) throws IOException {
    byte[] rgb = new byte[40 * 30 * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) value.applyAsInt(i);
    }
    PngFile.write(folder.resolve(path), new RgbImage(40, 30, rgb));
  }

  private List<String> found() throws IOException {
    return Companions.of(ImageSources.open(folder).records(), new ImageDecoder(), 0)
        .entrySet()
        .stream()
        .map(e -> e.getKey().path() + " of " + e.getValue().path())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "cat/1.jpg, cat/1.png",
    "cat/1.png, cat/1.jpg",
    "cat/1.webp, cat/1.bmp",
    "cat/1.jpg, cat/1/person.png",
    "images/1.jpg, masks/1.png",
    "cat/1.jpg, cat/masks/1.png",
    "cat/1.jpg, labels/cat/1_mask.png",
    "cat/1.jpg, SegmentationClass/1.png"
  })
  void theSameNameAndTheLookOfAMask(String image, String mask) throws IOException {
    photograph(image);
    mask(mask);
    assertEquals(List.of(mask + " of " + image), found());
  }

  @ParameterizedTest
  @CsvSource({
    "cat/1.jpg, cat/1_mask.png",
    "cat/b (1).png, cat/b (1)_mask.png",
    "cat/b (1).png, cat/b (1)_mask_1.png",
    "cat/1.jpg, cat/1_gt.png",
    "cat/1.jpg, cat/1-seg.jpg",
    "cat/1.jpg, cat/1.mask.png",
    "cat/001.jpg, cat/001mask.png",
    "cat/1.jpg, cat/1_heatmap.jpg",
    "cat/1.jpg, cat/1.jpg.png"
  })
  void aNameThatSaysItWhateverItLooksLike(String image, String mask) throws IOException {
    photograph(image);
    photograph(mask);
    assertEquals(List.of(mask + " of " + image), found());
  }

  @Test
  void greyBesideColourIsAMapOrASoftMask() throws IOException {
    photograph("cat/1.jpg");
    softMask("cat/1.png");
    assertEquals(List.of("cat/1.png of cat/1.jpg"), found());
  }

  @Test
  void photographsAreLeftAlone() throws IOException {
    photograph("cat/1.jpg");
    photograph("cat/1.png");
    photograph("dog/1.png");
    photograph("mask/1.jpg");
    photograph("no_mask/1.jpg");
    photograph("cat/web.jpg");
    photograph("cat/webcam.jpg");
    mask("cat/drawing.png");
    mask("dog/drawing.png");
    assertEquals(List.of(), found());
  }

  @Test
  void enoughIsEnough() throws IOException {
    for (int i = 0; i < 3; i++) {
      photograph("cat/" + i + ".jpg");
      mask("cat/" + i + ".png");
    }
    Files.createFile(folder.resolve("cat/3.png"));
    photograph("cat/3.jpg");
    List<ImageRecord> records = ImageSources.open(folder).records();
    assertEquals(1, Companions.of(records, new ImageDecoder(), 1).size());
    assertEquals(3, Companions.of(records, new ImageDecoder(), 0).size());
  }
}
