package org.segmentattribution.segmentation.masks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.segmentation.coco.CocoMasks;
import org.segmentattribution.segmentation.pixels.RunLengths;

/** Damaged masks: either something is read or what is wrong is said in one line. */
class MaskFuzzTest {
  private static final String COCO =
      """
      {"info": {"year": 2020}, "images": [
        {"id": 1, "file_name": "train/a.jpg", "width": 30, "height": 20},
        {"id": 2, "file_name": "train/b.jpg", "width": 30, "height": 20}],
       "categories": [{"id": 9, "name": "eye"}, {"id": 5, "name": "ear"}],
       "annotations": [
        {"id": 10, "image_id": 1, "category_id": 5, "iscrowd": 0, "bbox": [1, 2, 3, 4],
         "segmentation": [[0, 0.5, 10.25, 0, 12, 18, -3, 25], [2, 2, 3, 0, 3, 1e1]]},
        {"id": 11, "image_id": 2, "category_id": 9, "iscrowd": 1,
         "segmentation": {"counts": [200, 200, 200], "size": [20, 30]}},
        {"id": 12, "image_id": 1, "category_id": 9, "score": 0.25,
         "segmentation": {"size": [20, 30], "counts": "X6X6X6"}}]}""";

  private static final Pattern VALUE =
      Pattern.compile("\"[^\"]*\"|-?[0-9][0-9.e]*|\\[[^\\[\\]]*\\]|\\{[^{}]*\\}");

  private static final String[] VALUES = {
    "null",
    "true",
    "0",
    "-1",
    "1",
    "0.5",
    "1e308",
    "1e999",
    "NaN",
    "-Infinity",
    "2147483647",
    "-2147483648",
    "4294967296",
    "9223372036854775807",
    "9223372036854775808",
    "\"\"",
    "\"a\"",
    "\"\\u0000\\ud800\"",
    "[]",
    "{}",
    "[[]]",
    "[0]",
    "[[0,0,9,9,0,9]]",
    "{\"counts\":[],\"size\":[]}",
    "\"oooooooooooooooooooo0\"",
    "1e-400",
    "\"train/a.jpg\"",
    "1".repeat(1200),
    "["
  };

  @TempDir Path temp;

  /** Runs what may refuse; true where it did not. */
  private static boolean isRead(Callable<?> reading, Object input) {
    try {
      reading.call();
      return true;
    } catch (IOException | IllegalArgumentException e) {
      assertEquals(1, String.valueOf(e.getMessage()).lines().count(), e.getMessage());
      return false;
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError("on " + input, e);
    }
  }

  @Test
  void cocoWithOtherBytes() throws IOException {
    SplittableRandom random = new SplittableRandom(41);
    int read = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] text = COCO.getBytes(StandardCharsets.UTF_8);
      for (int change = random.nextInt(4); change >= 0; change--) {
        int at = random.nextInt(text.length);
        text[at] =
            random.nextBoolean()
                ? (byte) (text[at] ^ 1 << random.nextInt(8))
                : text[random.nextInt(text.length)];
      }
      if (random.nextInt(10) == 0) {
        text = Arrays.copyOf(text, random.nextInt(text.length));
      }
      read += readCoco(text);
    }
    assertTrue(read > 200, "only " + read);
  }

  @Test
  void cocoWithOtherValues() throws IOException {
    SplittableRandom random = new SplittableRandom(42);
    int read = 0;
    for (int i = 0; i < 3000; i++) {
      String text = COCO;
      for (int change = random.nextInt(3); change >= 0; change--) {
        List<MatchResult> values = new ArrayList<>(VALUE.matcher(text).results().toList());
        if (values.isEmpty()) {
          break;
        }
        MatchResult value = values.get(random.nextInt(values.size()));
        String other =
            random.nextBoolean()
                ? VALUES[random.nextInt(VALUES.length)]
                : values.get(random.nextInt(values.size())).group();
        text = text.substring(0, value.start()) + other + text.substring(value.end());
      }
      read += readCoco(text.getBytes(StandardCharsets.UTF_8));
    }
    assertTrue(read > 500, "only " + read);
  }

  /** How many images could be read, 0 to 2. */
  private int readCoco(byte[] text) throws IOException {
    Path file = Files.write(temp.resolve("coco.json"), text);
    String shown = new String(text, StandardCharsets.ISO_8859_1);
    CocoMasks[] masks = {null};
    if (!isRead(() -> masks[0] = CocoMasks.open(file, List.of()), shown)) {
      return 0;
    }
    int read = 0;
    for (String stem : List.of("train/a", "train/b")) {
      RgbImage image = Pngs.image(30, 20);
      read += isRead(() -> masks[0].segment(stem, image), shown) ? 1 : 0;
    }
    return read;
  }

  @Test
  void cocoIsReadWhole() throws IOException {
    assertEquals(2, readCoco(COCO.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void runLengthsOfRandomCharacters() {
    SplittableRandom random = new SplittableRandom(43);
    int read = 0;
    for (int i = 0; i < 100_000; i++) {
      int width = 1 + random.nextInt(9);
      int height = 1 + random.nextInt(9);
      // mostly characters without a successor, so that some texts are short runs
      int last = random.nextInt(3) == 0 ? 130 : random.nextBoolean() ? 112 : 56;
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(30); length > 0; length--) {
        text.append((char) random.nextInt(last == 130 ? 0 : 48, last));
      }
      String counts = text.toString();
      read += isRead(() -> RunLengths.coco(counts, width, height), counts) ? 1 : 0;
      read += isRead(() -> RunLengths.dds(counts, width, height), counts) ? 1 : 0;
      long[] runs = random.longs(random.nextInt(5)).map(n -> n >> (n & 63)).toArray();
      isRead(() -> RunLengths.coco(runs, width, height), counts);
    }
    assertTrue(read > 1000, "only " + read);
  }

  @Test
  void masksOfAllFormatsWithOtherBytes() throws IOException {
    SplittableRandom random = new SplittableRandom(45);
    List<byte[]> masks = new ArrayList<>();
    for (String name :
        List.of(
            "disc.bmp",
            "disc.tif",
            "disc.gif",
            "disc.npy",
            "cutout.png",
            "voc-palette.png",
            "gaussian16.png",
            "once.jpg")) {
      masks.add(Files.readAllBytes(Path.of("src/test/resources/masks", name)));
    }
    Path file = temp.resolve("mask");
    int read = 0;
    for (int i = 0; i < 1500; i++) {
      byte[] mask = masks.get(i % masks.size()).clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        // heads are short and matter most
        int at = random.nextInt(random.nextBoolean() ? 64 : mask.length);
        mask[at] = (byte) (random.nextBoolean() ? random.nextInt() : mask[at] ^ 1 << i % 8);
      }
      byte[] bytes = random.nextInt(10) == 0 ? Arrays.copyOf(mask, i % mask.length) : mask;
      Files.write(file, bytes);
      read += isRead(() -> SegmentMask.read(file, 80, 60, MaskReading.STANDARD), i) ? 1 : 0;
    }
    assertTrue(read > 100, "only " + read);
  }

  @Test
  void labelMapsWithOtherBytes() throws IOException {
    SplittableRandom random = new SplittableRandom(44);
    int[][] labels = new int[20][30];
    for (int[] row : labels) {
      Arrays.setAll(row, x -> x % 3);
    }
    Path folder = temp.resolve("masks");
    Path file = folder.resolve("a.png");
    List<byte[]> maps = new ArrayList<>();
    Pngs.grey(file, labels);
    maps.add(Files.readAllBytes(file));
    Pngs.grey16(file, labels);
    maps.add(Files.readAllBytes(file));
    Pngs.palette(file, labels);
    maps.add(Files.readAllBytes(file));
    Files.writeString(folder.resolve("names.txt"), "zero\none\ntwo");
    MaskFolder masks = MaskFolder.open(folder);
    int read = 0;
    for (int i = 0; i < 1500; i++) {
      byte[] png = maps.get(i % maps.size()).clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        png[random.nextInt(png.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, random.nextInt(10) == 0 ? Arrays.copyOf(png, i % png.length) : png);
      read += isRead(() -> masks.segment("a", Pngs.image(30, 20)), Arrays.toString(png)) ? 1 : 0;
    }
    assertTrue(read > 10, "only " + read);
  }
}
