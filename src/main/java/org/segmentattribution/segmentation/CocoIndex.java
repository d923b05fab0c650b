package org.segmentattribution.segmentation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.image.SegmentNames;

/**
 * What a COCO file lists: its images, its categories, and where it holds the annotations of each
 * image. Takes about 100 bytes an entry.
 */
final class CocoIndex {
  private static final int MOST_IMAGES = 2_000_000;
  private static final int MOST_CATEGORIES = 100_000;
  private static final int MOST_ANNOTATIONS = 10_000_000;
  private static final int LONGEST_NAME = 1000;

  private final Map<Long, CocoImage> images = new LinkedHashMap<>();
  private final Map<Long, String> categories = new LinkedHashMap<>();
  private final Map<Long, List<CocoAnnotation>> annotations = new HashMap<>();
  private final Set<Long> repeated = new HashSet<>();
  private long annotationCount;
  private CocoImages names;

  private CocoIndex() {}

  /**
   * Reads a whole file.
   *
   * @throws IllegalArgumentException where its lists are not what they have to be
   */
  static CocoIndex read(JsonWalker json) throws IOException {
    CocoIndex index = new CocoIndex();
    if (json.isObject() && json.start() < 0) {
      throw new IllegalArgumentException("not UTF-8");
    }
    Set<String> lists = new HashSet<>();
    json.object(
        "what it holds",
        field -> {
          if (!Set.of("images", "categories", "annotations").contains(field)) {
            json.skip();
          } else if (!lists.add(field)) {
            throw new IllegalArgumentException("it has " + field + " twice");
          } else {
            json.list(field, list -> index.add(list, json));
          }
        });
    if (!json.isLast()) {
      throw new IllegalArgumentException("something follows the end of its JSON");
    }
    if (lists.size() < 3) {
      throw new IllegalArgumentException(
          "it needs lists of images, categories and annotations, but has " + lists);
    }
    index.finish();
    return index;
  }

  private void add(String list, JsonWalker json) throws IOException {
    switch (list) {
      case "images" -> addImage(CocoImage.read(json));
      case "categories" -> addCategory(json);
      default -> addAnnotation(json);
    }
  }

  private void addImage(CocoImage image) {
    requireFewer(images.size(), MOST_IMAGES, "images");
    if (images.put(image.id(), image) != null) {
      throw new IllegalArgumentException("two images have the id " + image.id());
    }
  }

  private void addCategory(JsonWalker json) throws IOException {
    requireFewer(categories.size(), MOST_CATEGORIES, "categories");
    Long[] id = {null};
    String[] name = {""};
    json.object(
        "category",
        field -> {
          switch (field) {
            case "id" -> id[0] = json.wholeNumber("id of a category");
            case "name" -> name[0] = json.text("name of a category", LONGEST_NAME);
            default -> json.skip();
          }
        });
    String normalised = SegmentNames.normalise(name[0]);
    if (id[0] == null || normalised.isEmpty()) {
      throw new IllegalArgumentException("a category needs an id and a name");
    }
    if (categories.put(id[0], normalised) != null) {
      throw new IllegalArgumentException("two categories have the id " + id[0]);
    }
  }

  private void addAnnotation(JsonWalker json) throws IOException {
    requireFewer(annotationCount, MOST_ANNOTATIONS, "annotations");
    CocoAnnotation.Placed entry = CocoAnnotation.read(json, annotationCount++);
    annotations.computeIfAbsent(entry.image(), image -> new ArrayList<>(4)).add(entry.annotation());
  }

  private static void requireFewer(long count, long most, String what) {
    if (count == most) {
      throw new IllegalArgumentException("it has more than " + most + " " + what);
    }
  }

  /** Checks what can be checked only when all lists are there, whatever their order. */
  private void finish() {
    annotations.forEach(
        (image, entries) -> {
          if (!images.containsKey(image)) {
            throw new IllegalArgumentException(
                "annotation %d is of image %d, which is not one of its images"
                    .formatted(entries.get(0).id(), image));
          }
        });
    long[] ids =
        annotations.values().stream()
            .flatMap(List::stream)
            .filter(annotation -> annotation.fault() == null)
            .mapToLong(CocoAnnotation::id)
            .sorted()
            .toArray();
    for (int i = 1; i < ids.length; i++) {
      if (ids[i] == ids[i - 1]) {
        repeated.add(ids[i]);
      }
    }
    names = new CocoImages(images.values());
  }

  /** Normalised names by id, in the file's order. */
  Map<Long, String> categories() {
    return categories;
  }

  /** As {@link CocoImages#find}. */
  CocoImage image(String stem) {
    return names.find(stem);
  }

  /** An image's annotations in the file's order. */
  List<CocoAnnotation> annotations(CocoImage image) {
    return annotations.getOrDefault(image.id(), List.of());
  }

  /** Whether several annotations have this id. */
  boolean isRepeated(long id) {
    return repeated.contains(id);
  }
}
