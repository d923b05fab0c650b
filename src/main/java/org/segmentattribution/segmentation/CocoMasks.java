package org.segmentattribution.segmentation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.segmentattribution.image.RgbImage;
import org.segmentattribution.image.SegmentNames;

/**
 * Reads masks from a JSON file in the form of COCO (cocodataset.org, "Data format"): polygons or
 * run lengths, in pixels of the image. For an image {@code a/b/c.jpg} the file's image with that
 * {@code file_name}, whatever its extension, or else the only one whose last name is {@code c}.
 * Every annotation is a segment of its own with the name of its category and its {@code score}, 1
 * where it has none; they come by category in the file's order, then in the order of the
 * annotations. Crowds ({@code iscrowd}) are segments like any other.
 */
public final class CocoMasks implements NamedMasks {
  /** Of the pixels of all masks of one image together, one bit each. */
  private static final long MOST_PIXELS = 1L << 33;

  private static final int MOST_NAMES_LISTED = 100;

  private final CocoFile coco;
  private final Set<String> wanted;

  private CocoMasks(CocoFile coco, Set<String> wanted) {
    this.coco = coco;
    this.wanted = wanted;
  }

  /**
   * A file of which only some segments are wanted.
   *
   * @param json reopened for every image, so it must not change
   * @param segments names of categories, compared normalised; none = all
   * @throws IOException in one line, where the file is no COCO file: not JSON, without one of its
   *     lists, with an image or a category that is not complete or an id twice, or with an
   *     annotation that belongs to no image. An annotation that is wrong in itself costs its image
   * @throws IllegalArgumentException where a name is that of no category
   */
  public static CocoMasks open(Path json, List<String> segments) throws IOException {
    CocoMasks all = open(json);
    Set<String> unknown = all.unknown(segments);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(all.unknownMessage(unknown));
    }
    return all.only(segments);
  }

  /** All segments of a file; otherwise as {@link #open(Path, List)}. */
  static CocoMasks open(MaskDeclaration declared) throws IOException {
    return open(declared.path());
  }

  static CocoMasks open(Path json) throws IOException {
    return new CocoMasks(CocoFile.open(json), Set.of());
  }

  @Override
  public String fingerprint(String stem) throws IOException {
    return "coco " + coco.sha256() + " " + wanted;
  }

  @Override
  public CocoMasks only(Collection<String> segments) {
    return new CocoMasks(coco, normalised(segments));
  }

  @Override
  public Set<String> unknown(Collection<String> segments) {
    Set<String> unknown = normalised(segments);
    unknown.removeAll(Set.copyOf(coco.categories().values()));
    return unknown;
  }

  @Override
  public String unknownMessage(Set<String> unknown) {
    Collection<String> known = coco.categories().values();
    return "no masks named %s in %s, which has %s%s"
        .formatted(
            String.join(", ", unknown),
            coco.file(),
            known.stream().limit(MOST_NAMES_LISTED).collect(Collectors.joining(", ")),
            known.size() > MOST_NAMES_LISTED ? ", …" : "");
  }

  @Override
  public List<Detection> segment(String stem, RgbImage image) throws IOException {
    List<CocoAnnotation> annotations = annotations(stem, image);
    Map<Long, List<Detection>> byCategory = new TreeMap<>();
    CocoShapes shapes = new CocoShapes(image.width(), image.height());
    try (FileChannel channel = coco.reopen()) {
      for (CocoAnnotation annotation : annotations) {
        String name = coco.categories().get(annotation.category());
        byCategory
            .computeIfAbsent(annotation.category(), category -> new ArrayList<>())
            .add(coco.read(channel, annotation, name, shapes));
      }
    }
    List<Detection> found = new ArrayList<>();
    for (Long category : coco.categories().keySet()) {
      found.addAll(byCategory.getOrDefault(category, List.of()));
    }
    return found;
  }

  /** The wanted annotations of an image, once its size is known to be right. */
  private List<CocoAnnotation> annotations(String stem, RgbImage image) throws IOException {
    CocoImage entry;
    try {
      entry = coco.index().image(stem);
    } catch (IllegalArgumentException e) {
      throw new IOException(coco.file() + ": " + e.getMessage(), e);
    }
    if (entry.width() != image.width() || entry.height() != image.height()) {
      throw new IOException(
          "%s: image %d is %dx%d, but %s is %dx%d"
              .formatted(
                  coco.file(),
                  entry.id(),
                  entry.width(),
                  entry.height(),
                  stem,
                  image.width(),
                  image.height()));
    }
    List<CocoAnnotation> found = new ArrayList<>();
    for (CocoAnnotation annotation : coco.index().annotations(entry)) {
      if (isWanted(annotation)) {
        found.add(annotation);
      }
    }
    if ((long) found.size() * image.width() * image.height() > MOST_PIXELS) {
      throw new IOException(
          "%s: image %d has %d annotations of %dx%d pixels, too many for the memory"
              .formatted(coco.file(), entry.id(), found.size(), image.width(), image.height()));
    }
    return found;
  }

  private boolean isWanted(CocoAnnotation annotation) throws IOException {
    if (annotation.fault() != null) {
      throw new IOException(coco.file() + ": " + annotation.fault());
    }
    if (coco.index().isRepeated(annotation.id())) {
      throw coco.fault(annotation, "another annotation has the same id", null);
    }
    String name = coco.categories().get(annotation.category());
    if (name == null) {
      throw coco.fault(annotation, "no category has the id " + annotation.category(), null);
    }
    return wanted.isEmpty() || wanted.contains(name);
  }

  private static Set<String> normalised(Collection<String> names) {
    Set<String> set = new TreeSet<>(SegmentNames.BY_CODE_POINT);
    names.forEach(name -> set.add(SegmentNames.normalise(name)));
    return set;
  }
}
