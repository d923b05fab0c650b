package org.segmentattribution.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Tabulator;
import org.segmentattribution.saliency.Explanation;
import org.segmentattribution.segmentation.grid.GridSegmenter;

class KeptExplanationsTest {
  private static final float[] LOGITS_A = {1, 2, 3};
  private static final float[] LOGITS_B = {-1, 0, 0.5f};
  private static final float[][] FIRST = {{1, 2}, {3, 4}};
  private static final float[][] SECOND = {{5, 6}, {7, Float.MIN_VALUE}};

  @TempDir Path folder;
  private List<PreparedImage> images;
  private Explanation said;

  @BeforeEach
  void two() throws IOException {
    images = List.of(image("a"), image("b"));
    Map<String, float[][]> maps = new LinkedHashMap<>();
    maps.put("lrp-z", FIRST);
    maps.put("gradient", SECOND);
    said = new Explanation(new float[][] {LOGITS_A, LOGITS_B}, new int[] {2, 0}, maps);
  }

  private PreparedImage image(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".png"), "bytes of " + name);
    return new PreparedImage(new ImageRecord(name, name + ".png", file, "", ""), null, null, 2, 1);
  }

  private KeptExplanations of(int images) {
    ImageKeys keys = new ImageKeys("run", new GridSegmenter(2, 2), List.of());
    List<String> methods = List.of("lrp-z", "gradient");
    return new KeptExplanations(folder.resolve("run"), keys, methods, 3, 2, images, true);
  }

  private void keep(KeptExplanations kept) throws IOException {
    kept.keep(new Tabulator.Result(images, said, List.of(), List.of()));
  }

  @Test
  void whatWasSaidIsFoundBitForBitAndInTheOrderAskedFor() throws IOException {
    keep(of(2));
    List<PreparedImage> turned = List.of(images.get(1), images.get(0));
    Explanation found = of(2).find(turned, List.of("gradient")).orElseThrow();
    assertArrayEquals(new int[] {0, 2}, found.targets());
    assertArrayEquals(new float[][] {LOGITS_B, LOGITS_A}, found.logits());
    assertEquals(List.of("gradient"), List.copyOf(found.maps().keySet()));
    assertArrayEquals(new float[][] {SECOND[1], SECOND[0]}, found.maps().get("gradient"));
  }

  @Test
  void aChangedImageIsNotFound() throws IOException {
    keep(of(2));
    Files.writeString(folder.resolve("b.png"), "other bytes");
    assertTrue(of(2).find(images.subList(0, 1), List.of("lrp-z")).isPresent());
    assertFalse(of(2).find(images, List.of("lrp-z")).isPresent());
    Files.delete(folder.resolve("a.png"));
    assertFalse(of(2).find(images.subList(0, 1), List.of("lrp-z")).isPresent());
  }

  @Test
  void whatCannotBeReadIsNotFound() throws IOException {
    keep(of(2));
    try (var files = Files.list(folder.resolve("run/explanations"))) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
      }
    }
    assertFalse(of(2).find(images, List.of("lrp-z")).isPresent());
  }

  @Test
  void ofALargeRunNothingIsKept() throws IOException {
    keep(of(300_000_000));
    assertFalse(Files.exists(folder.resolve("run")));
    assertFalse(of(2).find(images, List.of("lrp-z")).isPresent());
  }
}
