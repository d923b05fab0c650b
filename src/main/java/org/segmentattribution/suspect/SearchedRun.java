package org.segmentattribution.suspect;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What regions are compared with: all images and all found regions of a run.
 *
 * @param classes number of images of each class
 * @param density attribution a pixel of all found regions, as {@link StrongRegion#share} over
 *     {@link StrongRegion#part}
 */
record SearchedRun(Map<String, Long> classes, double density) {
  static SearchedRun of(List<SearchedImage> images) {
    Map<String, Long> classes =
        images.stream()
            .collect(
                Collectors.groupingBy(
                    SearchedImage::className, TreeMap::new, Collectors.counting()));
    return new SearchedRun(
        classes, density(images.stream().flatMap(of -> of.regions().stream()).toList()));
  }

  private static double density(List<StrongRegion> regions) {
    return regions.stream().mapToDouble(StrongRegion::share).sum()
        / regions.stream().mapToDouble(StrongRegion::part).sum();
  }

  /** Returns how far regions are a suspect. */
  Suspect.Strength strength(List<StrongRegion> regions, Alikeness alike) {
    double images = classes.values().stream().mapToLong(Long::longValue).sum();
    return new Suspect.Strength(
        regions.stream().mapToDouble(StrongRegion::share).sum() / images,
        Math.max(0, density(regions) / density),
        contrast(parts(regions)),
        alike);
  }

  /** Returns the part of the images of a class that have a region, the class with most first. */
  Map<String, Double> parts(List<StrongRegion> regions) {
    Map<String, Set<String>> with = new TreeMap<>();
    regions.forEach(
        of -> with.computeIfAbsent(of.className(), name -> new HashSet<>()).add(of.image()));
    Map<String, Double> parts = new TreeMap<>();
    with.forEach((name, ids) -> parts.put(name, (double) ids.size() / classes.get(name)));
    Map<String, Double> sorted = new LinkedHashMap<>();
    parts.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(of -> sorted.put(of.getKey(), of.getValue()));
    return sorted;
  }

  private double contrast(Map<String, Double> parts) {
    int others = classes.size() - 1;
    if (others == 0) {
      return 1;
    }
    double most = parts.values().iterator().next();
    double all = parts.values().stream().mapToDouble(Double::doubleValue).sum();
    return Math.max(0, most - (all - most) / others);
  }
}
