package org.segmentattribution.suspect;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Says which suspect a region belongs to that was not among those compared: the one of most of its
 * nearest neighbours.
 */
final class NearestSuspect {
  private final double[][] points;
  private final int[] suspects;

  /**
   * Creates it.
   *
   * @param points of the regions that were compared, found ones and random places
   * @param members of each suspect, as numbers of points
   */
  NearestSuspect(double[][] points, List<int[]> members) {
    this.points = points;
    suspects = new int[points.length];
    Arrays.fill(suspects, -1);
    for (int i = 0; i < members.size(); i++) {
      for (int member : members.get(i)) {
        suspects[member] = i;
      }
    }
  }

  /** Returns the number of a suspect; none where most neighbours are of none. */
  OptionalInt of(double[] point) {
    Nearest near = new Nearest();
    for (int i = 0; i < points.length; i++) {
      near.offer(i, Distance.of(point, points[i]));
    }
    int[] nearest = IntStream.of(near.numbers()).map(i -> suspects[i]).sorted().toArray();
    int middle = nearest[nearest.length / 2];
    long votes = IntStream.of(nearest).filter(of -> of == middle).count();
    return middle >= 0 && 2 * votes > nearest.length ? OptionalInt.of(middle) : OptionalInt.empty();
  }
}
