package org.segmentattribution.suspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Clusters regions, and ranks the clusters. A mark that is the same in many images is a cluster of
 * its own, far from random places of these images; grass under which attribution is spread is not,
 * however much of it there is.
 *
 * @param images all images that were searched
 * @param least smallest number of regions of a suspect
 * @param seed which images are in which half
 */
public record Suspects(List<SearchedImage> images, int least, long seed) {
  /** Regions that are clustered; of more, so many are drawn. */
  private static final int MOST = 4000;

  /** Numbers of clusters that are tried. */
  private static final List<Integer> COUNTS = List.of(4, 6, 8, 12, 16);

  /**
   * Returns the suspects, the first one first, of that number of clusters whose first suspect has
   * the largest score.
   */
  public List<Suspect> ranked() {
    List<StrongRegion> found = drawn(images.stream().flatMap(of -> of.regions().stream()).toList());
    List<StrongRegion> all = new ArrayList<>(found);
    all.addAll(drawn(images.stream().flatMap(of -> of.random().stream()).toList()));
    if (found.size() < least) {
      return List.of();
    }
    double[][] points = Description.of(all);
    Likeness likeness = Likeness.of(points, found.size());
    boolean[] second = Stability.second(all, seed);
    List<Suspect> best = List.of();
    for (int count : COUNTS) {
      LikeClusters clusters = new LikeClusters(count, seed);
      int[] labels = clusters.of(points);
      Stability stability = Stability.of(points, found.size(), second, clusters);
      List<Suspect> suspects = new ArrayList<>();
      for (int label = 0; label < count; label++) {
        int[] members = LikeClusters.members(labels, label, found.size());
        if (members.length >= least) {
          int chance = LikeClusters.members(labels, label, labels.length).length - members.length;
          suspects.add(suspect(found, members, chance, likeness, stability));
        }
      }
      suspects.sort(Comparator.comparingDouble((Suspect of) -> -of.strength().score()));
      if (score(suspects) > score(best) || best.isEmpty()) {
        best = suspects;
      }
    }
    List<Suspect> ranked = best;
    return IntStream.range(0, ranked.size()).mapToObj(i -> ranked.get(i).at(i + 1)).toList();
  }

  private static double score(List<Suspect> suspects) {
    return suspects.isEmpty() ? 0 : suspects.get(0).strength().score();
  }

  private List<StrongRegion> drawn(List<StrongRegion> regions) {
    if (regions.size() <= MOST) {
      return regions;
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, regions.size()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return order.subList(0, MOST).stream().sorted().map(regions::get).toList();
  }

  private Suspect suspect(
      List<StrongRegion> found, int[] members, int chance, Likeness likeness, Stability stability) {
    List<StrongRegion> regions = new ArrayList<>();
    Arrays.stream(members).forEach(i -> regions.add(found.get(i)));
    regions.sort(Comparator.comparingDouble((StrongRegion region) -> -region.share()));
    Map<String, Double> classes = classes(regions);
    return new Suspect(
        0,
        List.copyOf(regions),
        classes,
        Suspect.Strength.of(
            regions.stream().mapToDouble(StrongRegion::share).sum() / images.size(),
            likeness.tightness(members),
            likeness.beyondChance(members.length, chance),
            concentration(classes),
            stability.of(members)));
  }

  private Map<String, Double> classes(List<StrongRegion> regions) {
    Map<String, Long> all =
        images.stream()
            .collect(
                Collectors.groupingBy(
                    SearchedImage::className, TreeMap::new, Collectors.counting()));
    Map<String, Set<String>> with = new TreeMap<>();
    regions.forEach(
        of -> with.computeIfAbsent(of.className(), name -> new HashSet<>()).add(of.image()));
    Map<String, Double> parts = new TreeMap<>();
    with.forEach((name, ids) -> parts.put(name, (double) ids.size() / all.get(name)));
    Map<String, Double> sorted = new LinkedHashMap<>();
    parts.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(of -> sorted.put(of.getKey(), of.getValue()));
    return sorted;
  }

  /** Returns 1 where one class alone has them, 0 where all classes have them equally often. */
  private double concentration(Map<String, Double> classes) {
    long count = images.stream().map(SearchedImage::className).distinct().count();
    if (count == 1) {
      return 1;
    }
    double sum = classes.values().stream().mapToDouble(Double::doubleValue).sum();
    double most = classes.values().iterator().next() / sum;
    return Math.max(0, (most - 1.0 / count) / (1 - 1.0 / count));
  }
}
