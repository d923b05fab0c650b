package org.segmentattribution.command.aggregate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.segmentattribution.analysis.SegmentComparison;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.report.answer.SegmentChange;
import org.segmentattribution.statistics.MeanDifference;
import org.segmentattribution.table.store.NameMatrix;

/** One value of the segments of a class in both runs. */
final class ComparedSides {
  final NameMatrix a;
  final NameMatrix b;
  private final Map<String, Integer> rowOfB = new HashMap<>();
  private final boolean paired;
  private final long seed;

  ComparedSides(NameMatrix a, NameMatrix b, long seed) {
    this.a = a;
    this.b = b;
    this.seed = seed;
    for (int i = 0; i < b.imageIds().size(); i++) {
      rowOfB.put(b.imageIds().get(i), i);
    }
    paired = a.imageIds().stream().anyMatch(rowOfB::containsKey);
  }

  /** Returns the names of both runs, in code point order. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(SegmentNames.BY_CODE_POINT);
    a.names().forEach(name -> names.add(name.get(0)));
    b.names().forEach(name -> names.add(name.get(0)));
    return names;
  }

  private double at(NameMatrix side, int row, String name) {
    int column = side.names().indexOf(List.of(name));
    return column < 0 ? Double.NaN : side.relative()[row][column];
  }

  /** Counts the images with a segment, of a method without signs. */
  SegmentComparison.Images images(String name) {
    return images(name, SegmentChange.Turn.NONE);
  }

  /** Counts the images with a segment. */
  SegmentComparison.Images images(String name, SegmentChange.Turn signs) {
    int pairs = paired ? common(name).length : -1;
    int inA = values(a, name).length;
    return new SegmentComparison.Images(inA, values(b, name).length, pairs, signs);
  }

  private double[] values(NameMatrix side, String name) {
    return IntStream.range(0, side.imageIds().size())
        .mapToDouble(i -> at(side, i, name))
        .filter(v -> !Double.isNaN(v))
        .toArray();
  }

  /** Returns the rows of {@code a} whose image {@code b} also has, with the segment in both. */
  private int[] common(String name) {
    return IntStream.range(0, a.imageIds().size())
        .filter(i -> rowOfB.containsKey(a.imageIds().get(i)))
        .filter(i -> !Double.isNaN(at(a, i, name)))
        .filter(i -> !Double.isNaN(at(b, rowOfB.get(a.imageIds().get(i)), name)))
        .toArray();
  }

  /** Compares a segment, pair by pair where the runs have images in common. */
  MeanDifference difference(String name) {
    if (!paired) {
      return MeanDifference.unpaired(values(a, name), values(b, name), seed);
    }
    int[] rows = common(name);
    return MeanDifference.paired(
        Arrays.stream(rows).mapToDouble(i -> at(a, i, name)).toArray(),
        Arrays.stream(rows)
            .mapToDouble(i -> at(b, rowOfB.get(a.imageIds().get(i)), name))
            .toArray(),
        seed);
  }
}
