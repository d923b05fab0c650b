package org.segmentattribution.suspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WardTreeTest {
  /** Clusters of SciPy 1.17's {@code linkage(points, "ward")}. */
  private static final List<String> EXPECTED =
      List.of(
          "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23",
          "0 3 7 11 14 18 20 22 23",
          "0 3 11 14 22",
          "0 11",
          "1 2 4 5 6 8 9 10 12 13 15 16 17 19 21",
          "1 6 9 12 17",
          "1 12",
          "2 4 5 8 10 13 15 16 19 21",
          "2 5 8 13 16 19 21",
          "2 13 21",
          "3 14",
          "3 14 22",
          "4 10 15",
          "4 15",
          "5 8 16 19",
          "5 16 19",
          "5 19",
          "6 9 17",
          "7 18",
          "7 18 20 23",
          "9 17",
          "13 21",
          "20 23");

  @Test
  void clustersAreThoseOfSciPy() {
    double[][] points = new double[24][];
    for (int i = 0; i < points.length; i++) {
      points[i] =
          new double[] {
            i * 37 % 101 + i * i % 13 / 10.0, (i * i * 53 + i * 17) % 97 + i * 7 % 11 / 10.0
          };
    }
    WardTree tree = WardTree.of(Distances.of(points));
    assertEquals(
        EXPECTED.stream().sorted().toList(),
        tree.nodes().stream()
            .map(
                node ->
                    Arrays.stream(tree.members(node))
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining(" ")))
            .sorted()
            .toList());
  }

  @Test
  void equalPointsAndFewPointsAreJoined() {
    assertEquals(3, WardTree.of(Distances.of(new double[4][2])).nodes().size());
    assertTrue(WardTree.of(Distances.of(new double[][] {{1}})).nodes().isEmpty());
    assertTrue(WardTree.of(Distances.of(new double[0][])).nodes().isEmpty());
  }
}
