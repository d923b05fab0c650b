package org.segmentattribution.segmentation.coco;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.JsonWalker;

/**
 * The content of a COCO file: its images, its categories, and the places of the annotations of each
 * image. Takes about 150 bytes for each entry.
 */
final class CocoIndex {
  private static final int MOST_IMAGES = 2_000_000;
  private static final int MOST_CATEGORIES = 100_000;
  private static final int MOST_ANNOTATIONS = 10_000_000;
  private static final int LONGEST_NAME = 1000;

  private final CocoIds ids = new CocoIds();
  private final Map<Long, CocoImage> images = new LinkedHashMap<>();
  private final Map<Long, String> categories = new LinkedHashMap<>();
  private final Map<Long, List<CocoAnnotation>> annotations = new HashMap<>();
  private final List<CocoAnnotation> orphans = new ArrayList<>();
  private final Set<Long> repeated = new HashSet<>();
  private long annotationCount;
  private boolean panoptic;

  private CocoIndex() {}

  /**
   * Reads a whole file.
   *
   * @throws WrongInput where its lists are not valid
   */
  static CocoIndex read(JsonWalker json) throws IOException {
    CocoIndex index = new CocoIndex();
    if (json.isObject() && json.start() < 0) {
      throw new WrongInput("not UTF-8");
    }
    Set<String> lists = new HashSet<>();
    json.object(
        "what it holds",
        field -> {
          if (!Set.of("images", "categories", "annotations").contains(field)) {
            json.skip();
          } else if (!lists.add(field)) {
            throw new WrongInput("it has " + field + " twice");
          } else {
            json.list(field, list -> index.add(list, json));
          }
        });
    if (!json.isLast()) {
      throw new WrongInput("something follows the end of its JSON");
    }
    if (lists.size() < 3) {
      throw new WrongInput(
          "it needs lists of images, categories and annotations, but has " + lists);
    }
    index.finish();
    return index;
  }

  private void add(String list, JsonWalker json) throws IOException {
    switch (list) {
      case "images" -> addImage(CocoImage.read(json, ids));
      case "categories" -> addCategory(json);
      default -> addAnnotation(json);
    }
  }

  private void addImage(CocoImage image) {
    requireFewer(images.size(), MOST_IMAGES, "images");
    CocoImage other = images.put(image.id(), image);
    if (other != null && !other.equals(image)) {
      throw new WrongInput("two images have the id " + ids.text(image.id()));
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
            case "id" -> id[0] = ids.require(json, "id of a category");
            case "name" -> name[0] = json.text("name of a category", LONGEST_NAME);
            default -> json.skip();
          }
        });
    String normalised = SegmentNames.normalise(name[0]);
    if (id[0] == null || normalised.isEmpty()) {
      throw new WrongInput("a category needs an id and a name");
    }
    String other = categories.put(id[0], normalised);
    if (other != null && !other.equals(normalised)) {
      throw new WrongInput("two categories have the id " + ids.text(id[0]));
    }
  }

  private void addAnnotation(JsonWalker json) throws IOException {
    requireFewer(annotationCount, MOST_ANNOTATIONS, "annotations");
    CocoAnnotation.Placed entry = CocoAnnotation.read(json, annotationCount++, ids);
    panoptic |= entry.annotation().panoptic();
    if (entry.image() == null) {
      orphans.add(entry.annotation());
    } else {
      annotations
          .computeIfAbsent(entry.image(), image -> new ArrayList<>(4))
          .add(entry.annotation());
    }
  }

  private static void requireFewer(long count, long most, String what) {
    if (count == most) {
      throw new WrongInput("it has more than " + most + " " + what);
    }
  }

  /** Checks everything that needs all lists, whose order is free. */
  private void finish() {
    List<Long> unknown =
        annotations.keySet().stream().filter(id -> !images.containsKey(id)).toList();
    unknown.forEach(id -> orphans.addAll(annotations.remove(id)));
    orphans.sort((a, b) -> Long.compare(a.place(), b.place()));
    if (annotationCount > 0 && orphans.size() == annotationCount) {
      throw new WrongInput(
          "none of its %d annotations is of one of its images".formatted(annotationCount));
    }
    requireUsable();
    long[] known =
        annotations.values().stream()
            .flatMap(List::stream)
            .map(CocoAnnotation::id)
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .sorted()
            .toArray();
    for (int i = 1; i < known.length; i++) {
      if (known[i] == known[i - 1]) {
        repeated.add(known[i]);
      }
    }
  }

  /**
   * Refuses a file without outlines: one of only boxes, for instance, is a wrong export and not a
   * file without segments.
   */
  private void requireUsable() {
    CocoAnnotation first = null;
    for (List<CocoAnnotation> entries : annotations.values()) {
      for (CocoAnnotation annotation : entries) {
        if (fault(annotation) == null) {
          return;
        }
        first = first == null || annotation.place() < first.place() ? annotation : first;
      }
    }
    if (first != null) {
      throw new WrongInput(
          "none of its %d annotations can be used; annotation %s: %s. Export polygons or RLE"
              .formatted(annotationCount, first.shown(ids), fault(first)));
    }
  }

  CocoIds ids() {
    return ids;
  }

  /** Returns whether segments are in pictures beside the file. */
  boolean isPanoptic() {
    return panoptic;
  }

  /** Returns the normalised names by id, in the file's order. */
  Map<Long, String> categories() {
    return categories;
  }

  /** Returns the images in the file's order. */
  Collection<CocoImage> images() {
    return images.values();
  }

  /** Returns an image's annotations in the file's order. */
  List<CocoAnnotation> annotations(CocoImage image) {
    return annotations.getOrDefault(image.id(), List.of());
  }

  /** Returns the annotations that belong to no image of the file, in the file's order. */
  List<CocoAnnotation> orphans() {
    return orphans;
  }

  /** Returns why an annotation cannot be used; null where no reason is known. */
  String fault(CocoAnnotation annotation) {
    if (annotation.fault() != null || annotation.panoptic()) {
      return annotation.fault();
    }
    return categories.containsKey(annotation.category())
        ? null
        : "no category has the id " + ids.text(annotation.category());
  }

  /** Returns whether other annotations have the id of this one. */
  boolean isRepeated(CocoAnnotation annotation) {
    return annotation.id() != null && repeated.contains(annotation.id());
  }
}
