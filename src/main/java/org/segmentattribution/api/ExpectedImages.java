package org.segmentattribution.api;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The images of a run.
 *
 * @param chosen relative paths of those that will be segmented, in order
 * @param all relative paths of all images of the data set, also of those that a flag left out: a
 *     mask may belong to one of them
 */
public record ExpectedImages(List<String> chosen, List<String> all) {
  /**
   * Copies both lists.
   *
   * @param chosen relative paths of those that will be segmented, in order
   * @param all relative paths of all images of the data set, also of those that a flag left out: a
   *     mask may belong to one of them
   */
  public ExpectedImages {
    chosen = List.copyOf(chosen);
    all = List.copyOf(all);
  }

  /** {@return paths without extension that several images have} */
  public Set<String> sharedStems() {
    Set<String> stems = new HashSet<>();
    Set<String> shared = new HashSet<>();
    for (String path : all) {
      if (!stems.add(ImageRecord.stem(path))) {
        shared.add(ImageRecord.stem(path));
      }
    }
    return shared;
  }
}
