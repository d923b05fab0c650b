package org.segmentattribution.command.suspects;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.segmentattribution.report.find.ClassSpectrum;
import org.segmentattribution.suspect.SearchedImage;
import org.segmentattribution.suspect.StrongRegion;
import org.segmentattribution.suspect.Suspect;
import org.segmentattribution.suspect.spectral.SpectralClusters;

/** Spectral clusters of the maps of each class, compared with the first suspect. */
final class MapSpectra {
  /** Maps of a class that are clustered: time grows with the cube of their number. */
  private static final int MOST = 400;

  private MapSpectra() {}

  static List<ClassSpectrum> of(List<SearchedImage> images, List<Suspect> suspects, long seed) {
    Set<String> first = new HashSet<>();
    if (!suspects.isEmpty()) {
      suspects.get(0).regions().stream().map(StrongRegion::image).forEach(first::add);
    }
    Map<String, List<SearchedImage>> classes = new TreeMap<>();
    images.forEach(
        of -> classes.computeIfAbsent(of.className(), name -> new ArrayList<>()).add(of));
    List<ClassSpectrum> spectra = new ArrayList<>();
    classes.forEach(
        (name, all) -> {
          int step = (all.size() + MOST - 1) / MOST;
          List<SearchedImage> some =
              IntStream.range(0, all.size()).filter(i -> i % step == 0).mapToObj(all::get).toList();
          if (some.size() >= SpectralClusters.FEWEST) {
            spectra.add(spectrum(name, some, first, seed));
          }
        });
    return spectra;
  }

  private static ClassSpectrum spectrum(
      String name, List<SearchedImage> images, Set<String> first, long seed) {
    SpectralClusters found =
        SpectralClusters.of(
            images.stream().map(SearchedImage::small).toArray(float[][]::new), seed);
    int[] sizes = new int[found.clusters()];
    int[] with = new int[found.clusters()];
    for (int i = 0; i < images.size(); i++) {
      sizes[found.labels()[i]]++;
      with[found.labels()[i]] += first.contains(images.get(i).image()) ? 1 : 0;
    }
    List<Integer> order =
        IntStream.range(0, sizes.length)
            .filter(k -> sizes[k] > 0)
            .boxed()
            .sorted(Comparator.comparingInt((Integer k) -> -sizes[k]))
            .toList();
    return new ClassSpectrum(
        name,
        Arrays.stream(found.eigenvalues()).boxed().toList(),
        found.clusters(),
        order.stream().map(k -> sizes[k]).toList(),
        order.stream().map(k -> (double) with[k] / sizes[k]).toList());
  }
}
