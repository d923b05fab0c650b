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
 * Clusters regions, and ranks the clusters: clear suspects first, then by their score. A mark that
 * is the same in many images is a cluster of its own, far from random places of these images; grass
 * under which attribution is spread is not, however much of it there is.
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

  /** Divisions of the images in halves. */
  private static final int DIVISIONS = 3;

  private static final Comparator<Suspect> FIRST =
      Comparator.comparing((Suspect of) -> !of.strength().isClear())
          .thenComparingDouble(of -> -of.strength().score());

  /** Returns the suspects of that number of clusters whose first suspect is before all others. */
  public List<Suspect> ranked() {
    List<StrongRegion> found = drawn(images.stream().flatMap(of -> of.regions().stream()).toList());
    List<StrongRegion> all = new ArrayList<>(found);
    all.addAll(drawn(images.stream().flatMap(of -> of.random().stream()).toList()));
    if (found.size() < least) {
      return List.of();
    }
    double[][] points = Description.of(all);
    Likeness likeness = Likeness.of(points, found.size());
    List<boolean[]> halves =
        IntStream.range(0, DIVISIONS).mapToObj(i -> Stability.second(all, seed + i)).toList();
    List<Suspect> best = List.of();
    for (int count : COUNTS) {
      LikeClusters clusters = new LikeClusters(count, seed);
      int[] labels = clusters.of(points);
      List<Stability> stability =
          halves.stream()
              .map(second -> Stability.of(points, found.size(), second, clusters))
              .toList();
      List<Suspect> suspects = new ArrayList<>();
      for (int label = 0; label < count; label++) {
        int[] members = LikeClusters.members(labels, label, found.size());
        if (members.length >= least) {
          int chance = LikeClusters.members(labels, label, labels.length).length - members.length;
          suspects.add(suspect(found, members, chance, likeness, stability));
        }
      }
      suspects.sort(FIRST);
      if (best.isEmpty()
          || !suspects.isEmpty() && FIRST.compare(suspects.get(0), best.get(0)) < 0) {
        best = suspects;
      }
    }
    List<Suspect> ranked = best;
    return IntStream.range(0, ranked.size()).mapToObj(i -> ranked.get(i).at(i + 1)).toList();
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
      List<StrongRegion> found,
      int[] members,
      int chance,
      Likeness likeness,
      List<Stability> stability) {
    List<StrongRegion> regions = new ArrayList<>();
    int[] kind = likeness.kind(members);
    // no more than a surrounding: all of it is shown
    Arrays.stream(kind.length < least ? members : kind).forEach(i -> regions.add(found.get(i)));
    regions.sort(Comparator.comparingDouble((StrongRegion region) -> -region.share()));
    Map<String, Double> classes = classes(regions);
    double share = regions.stream().mapToDouble(StrongRegion::share).sum();
    double area = regions.stream().mapToDouble(StrongRegion::part).sum();
    return new Suspect(
        0,
        List.copyOf(regions),
        classes,
        Suspect.Strength.of(
            share / images.size(),
            share / area,
            likeness.tightness(members),
            likeness.beyondChance(members.length, chance),
            contrast(classes),
            stability.stream().mapToDouble(of -> of.of(members)).average().orElse(0)));
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

  private double contrast(Map<String, Double> classes) {
    long others = images.stream().map(SearchedImage::className).distinct().count() - 1;
    if (others == 0) {
      return 1;
    }
    double most = classes.values().iterator().next();
    double all = classes.values().stream().mapToDouble(Double::doubleValue).sum();
    return Math.max(0, most - (all - most) / others);
  }
}
