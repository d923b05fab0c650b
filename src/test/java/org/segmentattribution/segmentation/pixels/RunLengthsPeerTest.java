package org.segmentattribution.segmentation.pixels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;
import org.segmentattribution.segmentation.coco.CocoPolygonsTest;

/**
 * Against the encoder of {@code scripts/make-test-runlengths.py}, which shares nothing with ours.
 */
class RunLengthsPeerTest {
  @Test
  void masksOfAnotherEncoder() throws IOException {
    List<String> lines = CocoPolygonsTest.lines("runlengths.tsv");
    for (String line : lines) {
      String[] fields = line.split("\t", -1);
      int width = Integer.parseInt(fields[0]);
      int height = Integer.parseInt(fields[1]);
      byte[] bits = Base64.getDecoder().decode(fields[2]);
      Mask mask =
          Mask.of(
              width,
              height,
              (x, y) -> (bits[(y * width + x) / 8] << (y * width + x) % 8 & 0x80) != 0);
      long[] runs = Arrays.stream(fields[3].split(",")).mapToLong(Long::parseLong).toArray();
      assertEquals(mask, RunLengths.coco(runs, width, height), line);
      assertEquals(mask, RunLengths.coco(fields[4], width, height), line);
      assertEquals(fields[4], RunLengths.coco(mask), line);
      assertEquals(mask, RunLengths.dds(fields[5], width, height), line);
    }
    assertTrue(lines.size() >= 200);
  }
}
