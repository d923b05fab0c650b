package org.segmentattribution.segmentation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds a COCO file's entry for an image of a data set, whose folders may be other ones. */
final class CocoImages {
  private final Map<String, List<CocoImage>> byStem;
  private final Map<String, List<CocoImage>> byLastName;

  CocoImages(Collection<CocoImage> images) {
    byStem = images.stream().collect(Collectors.groupingBy(CocoImage::stem));
    byLastName = images.stream().collect(Collectors.groupingBy(i -> CocoImage.lastName(i.stem())));
  }

  /**
   * The image whose path without extension this is, else the only one with the same last name.
   *
   * @throws IllegalArgumentException where there is none, or more than one
   */
  CocoImage find(String stem) {
    String lastName = CocoImage.lastName(stem);
    List<CocoImage> found = byStem.getOrDefault(stem, List.of());
    if (found.isEmpty()) {
      found = byLastName.getOrDefault(lastName, List.of());
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "no image has the file_name %s.* or one that ends in %s.*".formatted(stem, lastName));
    }
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "%d images could be %s: those with the ids %d and %d"
              .formatted(found.size(), stem, found.get(0).id(), found.get(1).id()));
    }
    return found.get(0);
  }
}
