package org.segmentattribution.segmentation.masks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.RgbImage;

/** Label maps of real photographs: all have their image's size, and every pixel has a name. */
class RealMasksTest {
  private static final Path DATA = Path.of(System.getProperty("sat.data", "../shared/data"));

  @Test
  void everyBarPhotographHasItsMask() throws IOException {
    TreeMap<String, Integer> images = readAll(DATA.resolve("bar"), DATA.resolve("bar-masks"));
    assertEquals(1941 + 654, images.get("background"));
    assertTrue(images.get("person") > 1500, images.toString());
    assertTrue(images.containsKey("tv/monitor"), images.toString());
  }

  @Test
  void everyImagenetSampleHasItsMask() throws IOException {
    TreeMap<String, Integer> images =
        readAll(DATA.resolve("imagenet-samples"), DATA.resolve("imagenet-samples-masks"));
    assertTrue(images.get("dog") > 80, images.toString());
  }

  /** Reads the masks of all images; how many images have each name. */
  private static TreeMap<String, Integer> readAll(Path images, Path masks) throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(images), () -> "no " + images);
    MaskFolder folder = MaskFolder.open(masks);
    TreeMap<String, Integer> count = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> found = Files.walk(images)) {
      files = found.filter(f -> f.toString().matches(".*\\.(jpe?g|JPE?G|png)")).toList();
    }
    assertTrue(files.size() > 100);
    for (Path file : files) {
      String stem = images.relativize(file).toString().replaceFirst("\\.[^.]+$", "");
      RgbImage image = blank(file);
      int pixels = 0;
      for (Detection detection : folder.segment(stem, image)) {
        count.merge(detection.name(), 1, Integer::sum);
        pixels += detection.mask().area();
      }
      assertEquals(image.width() * image.height(), pixels, stem);
    }
    return count;
  }

  /** A black picture of the file's size: only the size matters here. */
  private static RgbImage blank(Path file) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      ImageReader reader = ImageIO.getImageReaders(in).next();
      reader.setInput(in);
      RgbImage blank = RgbImage.black(reader.getWidth(0), reader.getHeight(0));
      reader.dispose();
      return blank;
    }
  }
}
