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
 * Clusters regions, and ranks the clusters. A mark that is the same in many images is a dense
 * cluster far from random places of these images; grass under which attribution is spread is not,
 * however much of it there is.
 *
 * @param images all images that were searched
 * @param least smallest number of regions of a suspect
 * @param seed which images are in which half
 */
public record Suspects(List<SearchedImage> images, int least, long seed) {
  /** Regions that are clustered; of more, so many are drawn. */
  private static final int MOST = 6000;

  /** Returns the suspects, the first one first. */
  public List<Suspect> ranked() {
    List<StrongRegion> found = drawn(images.stream().flatMap(of -> of.regions().stream()).toList());
    List<StrongRegion> random = drawn(images.stream().flatMap(of -> of.random().stream()).toList());
    if (found.isEmpty()) {
      return List.of();
    }
    List<StrongRegion> all = new ArrayList<>(found);
    all.addAll(random);
    double[][] points = Description.of(all);
    double[][] own = Arrays.copyOf(points, found.size());
    int[] labels = new DensityClusters(least).of(own);
    Likeness likeness =
        Likeness.of(own, Arrays.copyOfRange(points, found.size(), all.size()), labels);
    Stability stability = Stability.of(found, own, least, seed);
    List<Suspect> suspects = new ArrayList<>();
    int count = Arrays.stream(labels).max().orElse(DensityClusters.NOISE) + 1;
    for (int label = 0; label < count; label++) {
      int of = label;
      int[] members = IntStream.range(0, labels.length).filter(i -> labels[i] == of).toArray();
      suspects.add(suspect(found, members, likeness, stability));
    }
    suspects.sort(Comparator.comparingDouble((Suspect of) -> -of.strength().score()));
    return IntStream.range(0, suspects.size()).mapToObj(i -> suspects.get(i).at(i + 1)).toList();
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
      List<StrongRegion> found, int[] members, Likeness likeness, Stability stability) {
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
            likeness.beyondChance(members),
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
