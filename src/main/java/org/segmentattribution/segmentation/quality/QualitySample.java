package org.segmentattribution.segmentation.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.file.Sha256;

/**
 * Chooses the images whose masks are tested: by a hash of seed and path, so that another image
 * changes little. Names that few images have come first, with up to five images each.
 */
public final class QualitySample {
  private static final int EACH = 5;

  private QualitySample() {}

  /**
   * Returns places in a list of images, in ascending order.
   *
   * @param paths of the images
   * @param names that were found in each
   * @param most largest number of images
   */
  public static List<Integer> of(List<String> paths, List<Set<String>> names, int most, long seed) {
    List<Integer> order = new ArrayList<>();
    Map<Integer, String> hashes = new LinkedHashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      order.add(i);
      hashes.put(i, hash(paths.get(i), seed));
    }
    order.sort(Comparator.comparing(hashes::get));
    Map<String, Integer> counts = new LinkedHashMap<>();
    names.forEach(found -> found.forEach(name -> counts.merge(name, 1, Integer::sum)));
    List<String> rarest =
        counts.keySet().stream()
            .sorted(Comparator.<String>comparingInt(counts::get).thenComparing(n -> n))
            .toList();
    Set<Integer> chosen = new LinkedHashSet<>();
    for (String name : rarest) {
      long has = chosen.stream().filter(i -> names.get(i).contains(name)).count();
      for (int i : order) {
        if (has < EACH && chosen.size() < most && names.get(i).contains(name) && chosen.add(i)) {
          has++;
        }
      }
    }
    for (int i : order) {
      if (chosen.size() < most) {
        chosen.add(i);
      }
    }
    return chosen.stream().sorted().toList();
  }

  /** Returns the direction in which a picture is shifted. */
  public static int direction(String path, long seed) {
    return Integer.parseInt(hash(path, seed).substring(0, 2), 16);
  }

  private static String hash(String path, long seed) {
    return new Sha256().add("stability\n" + seed + "\n" + path).hex();
  }
}
