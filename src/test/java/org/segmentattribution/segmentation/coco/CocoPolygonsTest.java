package org.segmentattribution.segmentation.coco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;
import org.segmentattribution.segmentation.pixels.RunLengths;

public class CocoPolygonsTest {
  private static Mask draw(int width, int height, double[]... polygons) {
    PolygonRuns runs = new PolygonRuns(width, height);
    for (double[] polygon : polygons) {
      for (int i = 0; i < polygon.length; i += 2) {
        runs.corner(polygon[i], polygon[i + 1]);
      }
      runs.close();
    }
    return RunLengths.coco(runs.runs(), width, height);
  }

  private static double[] rectangle(double left, double top, double right, double bottom) {
    return new double[] {left, top, right, top, right, bottom, left, bottom};
  }

  /** A rectangle between whole coordinates covers the pixels between them. */
  @Test
  void rectangles() {
    Mask expected = Mask.of(7, 6, (x, y) -> x >= 1 && x < 5 && y >= 2 && y < 4);
    assertEquals(expected, draw(7, 6, rectangle(1, 2, 5, 4)));
    assertEquals(expected, draw(7, 6, new double[] {1, 4, 5, 4, 5, 2, 1, 2}));
    assertEquals(
        Mask.of(7, 6, (x, y) -> true), draw(7, 6, rectangle(-3, -2, 7, 6)), "cut at the border");
    assertEquals(Mask.of(7, 6, (x, y) -> x >= 5 && y >= 4), draw(7, 6, rectangle(5, 4, 99, 99)));
    assertEquals(Mask.empty(7, 6), draw(7, 6, rectangle(7, 0, 9, 6)));
    assertEquals(Mask.empty(7, 6), draw(7, 6, rectangle(-9, -9, -1, -1)));
    assertEquals(Mask.empty(7, 6), draw(7, 6, new double[] {1, 1, 1, 5, 1, 3}), "a line");
    assertEquals(Mask.empty(7, 6), draw(7, 6, new double[] {2, 2, 2, 2, 2, 2}), "a point");
  }

  /** The line y = x enters the middle of column x at its pixel x, which belongs below it. */
  @Test
  void triangles() {
    assertEquals(Mask.of(6, 6, (x, y) -> y >= x), draw(6, 6, new double[] {0, 0, 6, 6, 0, 6}));
    assertEquals(Mask.of(6, 6, (x, y) -> y < x), draw(6, 6, new double[] {0, 0, 6, 6, 6, 0}));
  }

  @Test
  void polygonsOfOneAnnotationAreJoined() {
    Mask expected =
        Mask.of(9, 9, (x, y) -> x < 4 && y < 4 || x >= 2 && x < 6 && y >= 2 && y < 6 || x == 8);
    assertEquals(
        expected, draw(9, 9, rectangle(0, 0, 4, 4), rectangle(2, 2, 6, 6), rectangle(8, 0, 9, 9)));
    assertEquals(
        draw(9, 9, rectangle(0, 0, 9, 9)),
        draw(9, 9, rectangle(1, 1, 2, 2), rectangle(0, 0, 9, 9), rectangle(3, 3, 4, 4)));
  }

  /** The file says which program drew them. */
  @Test
  void pycocotoolsDrawsTheSamePixels() throws IOException {
    List<String> lines = lines("polygons.tsv");
    for (String line : lines) {
      String[] fields = line.split("\t");
      int width = Integer.parseInt(fields[0]);
      int height = Integer.parseInt(fields[1]);
      String[] parts = fields[2].substring(2, fields[2].length() - 2).split("\\], \\[");
      double[][] polygons = new double[parts.length][];
      for (int i = 0; i < parts.length; i++) {
        polygons[i] =
            List.of(parts[i].split(", ")).stream().mapToDouble(Double::parseDouble).toArray();
      }
      Mask mask = draw(width, height, polygons);
      assertEquals(RunLengths.coco(fields[3], width, height), mask, line);
      assertEquals(fields[3], RunLengths.coco(mask), line);
    }
    assertTrue(lines.size() >= 400);
  }

  public static List<String> lines(String resource) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                CocoPolygonsTest.class.getResourceAsStream("/masks/" + resource),
                StandardCharsets.US_ASCII))) {
      return reader.lines().toList();
    }
  }

  @Test
  void whatIsNoPolygon() {
    for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1e300, 1 << 25}) {
      assertThrows(IllegalArgumentException.class, () -> draw(5, 5, rectangle(0, 0, bad, 3)));
      assertThrows(IllegalArgumentException.class, () -> draw(5, 5, rectangle(0, bad, 3, 3)));
    }
    assertThrows(IllegalArgumentException.class, () -> draw(5, 5, new double[] {0, 0, 4, 4}));
    assertThrows(IllegalArgumentException.class, () -> draw(5, 5, new double[0]));
  }

  @Test
  void aMillionCornersTakeLittleTime() {
    SplittableRandom random = new SplittableRandom(8);
    double[] near = random.doubles(2_000_000, 0, 6).toArray();
    assertTimeout(Duration.ofSeconds(5), () -> draw(3000, 2000, near));
    double[] far = random.doubles(2_000_000, 0, 3000).toArray();
    Exception e = assertThrows(IllegalArgumentException.class, () -> draw(3000, 2000, far));
    assertTrue(e.getMessage().contains("longer than 6710886 pixels"), e.getMessage());
    // the longest outline that is drawn, all of it in columns of the image
    double[] zigzag = new double[1342];
    for (int i = 0; i < zigzag.length; i++) {
      zigzag[i] = i % 4 < 2 ? 0 : 10000;
    }
    assertTimeout(Duration.ofSeconds(5), () -> draw(10000, 10, zigzag));
  }
}
