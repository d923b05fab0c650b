package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.segmentattribution.analysis.RandomTables.Photo;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.Interval;

/**
 * What is true of the photographs of a class, counted from their tables alone.
 *
 * @param className the class; empty for photographs without a label and for all
 * @param isTogether whether these are all photographs
 * @param signed whether any mean of the run is negative
 * @param ranks intervals that were computed before
 */
record PhotographFacts(
    String className,
    boolean isTogether,
    boolean signed,
    List<Photo> photos,
    Map<String, Interval> ranks) {
  PhotographFacts(String className, boolean isTogether, boolean signed, List<Photo> photos) {
    this(className, isTogether, signed, photos, new HashMap<>());
  }

  int photographs() {
    return photos.size();
  }

  boolean isUnlabelled() {
    return className.isEmpty() && !isTogether;
  }

  boolean isCases() {
    return new HashSet<>(photos.stream().map(Photo::id).toList()).size() < photos.size();
  }

  private List<Photo> ordering() {
    return photos.stream().filter(p -> p.means().size() > 1).toList();
  }

  int compared() {
    return ordering().size();
  }

  Set<String> names() {
    Set<String> names = new TreeSet<>();
    photos.forEach(p -> names.addAll(p.means().keySet()));
    return names;
  }

  boolean allZero() {
    return photos.stream().allMatch(p -> p.means().values().stream().allMatch(m -> m == 0));
  }

  private static List<String> first(Photo photo) {
    double best = photo.means().values().stream().mapToDouble(Math::abs).max().orElseThrow();
    return photo.means().keySet().stream()
        .filter(n -> Math.abs(photo.means().get(n)) == best)
        .toList();
  }

  int firsts(String name) {
    return (int) ordering().stream().filter(p -> first(p).contains(name)).count();
  }

  int alone(String name) {
    return (int) ordering().stream().filter(p -> first(p).equals(List.of(name))).count();
  }

  int shown(String name) {
    return (int) photos.stream().filter(p -> p.means().containsKey(name)).count();
  }

  int positive(String name) {
    return (int) photos.stream().filter(p -> p.means().getOrDefault(name, 0.0) > 0).count();
  }

  int negative(String name) {
    return (int) photos.stream().filter(p -> p.means().getOrDefault(name, 0.0) < 0).count();
  }

  int firstPositive() {
    return (int)
        ordering().stream()
            .filter(p -> first(p).stream().allMatch(n -> p.means().get(n) > 0))
            .count();
  }

  int firstNegative() {
    return (int)
        ordering().stream()
            .filter(p -> first(p).stream().allMatch(n -> p.means().get(n) < 0))
            .count();
  }

  /** Returns the segment that alone is first in half of the photographs, and none as often. */
  Optional<String> half() {
    return names().stream()
        .filter(n -> 2 * alone(n) >= compared())
        .filter(n -> names().stream().allMatch(o -> o.equals(n) || firsts(o) < alone(n)))
        .findFirst();
  }

  /** Returns whether the interval of its mean rank is before those of all others. */
  boolean isApart(String name) {
    Interval own = ranks.computeIfAbsent(name, n -> interval(n, true));
    return !Double.isNaN(own.high())
        && 10 * shown(name) >= photographs()
        && names().stream().allMatch(o -> o.equals(name) || isBehind(o, own.high()));
  }

  private boolean isBehind(String name, double limit) {
    Interval interval = ranks.computeIfAbsent(name, n -> interval(n, true));
    if (!Double.isNaN(interval.low())) {
      return interval.low() > limit;
    }
    double[] ranks =
        ordering().stream()
            .filter(p -> p.means().containsKey(name))
            .mapToDouble(p -> RandomTables.rank(p, name))
            .toArray();
    return 10 * shown(name) < photographs()
        || ranks.length == 0
        || Arrays.stream(ranks).average().orElseThrow() > limit;
  }

  /**
   * Returns the bootstrap interval over photographs of a rank, or else of a share with its sign.
   */
  Interval interval(String name, boolean rank) {
    Map<String, List<Photo>> images = new TreeMap<>();
    photos.forEach(p -> images.computeIfAbsent(p.id(), i -> new ArrayList<>()).add(p));
    double[][] rows =
        images.values().stream()
            .map(
                tables ->
                    new double[] {
                      tables.stream()
                          .mapToDouble(p -> rank ? rank(p, name) : share(p, name))
                          .filter(v -> !Double.isNaN(v))
                          .average()
                          .orElse(Double.NaN)
                    })
            .toArray(double[][]::new);
    return Bootstrap.seeded(1).means(rows)[0];
  }

  private static double rank(Photo photo, String name) {
    return photo.means().size() > 1 && photo.means().containsKey(name)
        ? RandomTables.rank(photo, name)
        : Double.NaN;
  }

  private static double share(Photo photo, String name) {
    double whole = photo.means().values().stream().mapToDouble(Math::abs).sum();
    return photo.means().containsKey(name) && whole > 0
        ? photo.means().get(name) / whole
        : Double.NaN;
  }

  /** Returns the mean share for the class, against it, and their balance. */
  double[] shares(String name) {
    double[] all =
        photos.stream().mapToDouble(p -> share(p, name)).filter(v -> !Double.isNaN(v)).toArray();
    return IntStream.range(0, 3)
        .mapToDouble(
            part ->
                Arrays.stream(all)
                    .map(v -> part == 0 ? Math.max(0, v) : part == 1 ? Math.max(0, -v) : v)
                    .average()
                    .orElse(Double.NaN))
        .toArray();
  }

  boolean explains(String name) {
    return photos.stream().allMatch(p -> p.target().equals(name));
  }

  boolean explainsLabels() {
    return photos.stream().allMatch(p -> p.target().equals(p.label()));
  }

  boolean explainsAnswers() {
    return photos.stream().allMatch(p -> p.target().equals(p.predicted()));
  }
}
