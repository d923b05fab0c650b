package org.segmentattribution.segmentation.coco;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.ExpectedImages;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.segmentation.pixels.MaskSize;

/**
 * Reads masks from a JSON file in COCO's format (cocodataset.org, "Data format"): polygons, run
 * lengths or panoptic pictures, in pixels of the image. {@link CocoMatch} decides which entry of
 * the file belongs to an image. Every annotation is a segment with the name of its category and its
 * {@code score}, 1 where it has none. Segments are ordered by category in the file's order, then by
 * annotation. Crowds ({@code iscrowd}) are ordinary segments. An annotation without an outline,
 * category or image is left out, with a note ({@link #notes}).
 */
public final class CocoMasks implements Segmenter {
  /** Largest number of pixels of all masks of one image together, one bit each. */
  private static final long MOST_PIXELS = 1L << 33;

  private static final int MOST_NAMES_LISTED = 100;

  private final CocoFile coco;
  private final CocoPanoptic panoptic;
  private final Set<String> wanted;
  private volatile CocoMatch match;

  private CocoMasks(CocoFile coco, CocoPanoptic panoptic, Set<String> wanted) {
    this.coco = coco;
    this.panoptic = panoptic;
    this.wanted = wanted;
    match = new CocoMatch(coco.index().images(), coco.index().ids(), List.of());
  }

  /**
   * Opens a file with only some segments.
   *
   * @param json file, reopened for every image, so it must not change
   * @param segments names of categories, compared normalised; none = all
   * @throws IOException in one line, where the file is no COCO file: not JSON, without one of its
   *     lists, with an image or a category that is not complete or an id twice, or with no
   *     annotation that could be used
   * @throws WrongInput where a name is that of no category
   */
  public static CocoMasks open(Path json, List<String> segments) throws IOException {
    CocoMasks all = open(json);
    Set<String> unknown = all.unknownNames(segments);
    if (!unknown.isEmpty()) {
      throw new WrongInput(all.unknownMessage(unknown));
    }
    return all.only(segments);
  }

  /** Opens a file with all its segments, as {@link #open(Path, List)} does. */
  public static CocoMasks open(Path json) throws IOException {
    return open(json, (Path) null);
  }

  /**
   * Opens a file with all its segments and a folder of pictures, as {@link #open(Path, List)} does.
   *
   * @param png folder of the pictures of a panoptic file; null for the usual one
   */
  public static CocoMasks open(Path json, Path png) throws IOException {
    CocoFile coco = CocoFile.open(json);
    CocoPanoptic panoptic = coco.index().isPanoptic() ? CocoPanoptic.open(json, png) : null;
    return new CocoMasks(coco, panoptic, Set.of());
  }

  @Override
  public void expect(ExpectedImages images) throws IOException {
    CocoMatch all = new CocoMatch(coco.index().images(), coco.index().ids(), images.all());
    match = all;
    String first = null;
    for (String path : images.chosen()) {
      try {
        all.find(path);
        return;
      } catch (WrongInput e) {
        first = first == null ? e.getMessage() : first;
      }
    }
    if (first != null) {
      String like =
          coco.index().images().stream()
              .findFirst()
              .map(image -> " (its images are called like " + image.fileName() + ")")
              .orElse(" (it lists no image)");
      throw new IOException(
          "%s has masks for 0 of %d images: %s%s"
              .formatted(coco.file(), images.chosen().size(), first, like));
    }
  }

  @Override
  public String fingerprint(String stem) throws IOException {
    return "coco " + coco.sha256() + " " + wanted;
  }

  @Override
  public String imageFingerprint(String path) throws IOException {
    CocoImage entry;
    try {
      entry = match.find(path);
    } catch (WrongInput e) {
      return fingerprint(path) + " " + e.getMessage();
    }
    String pictures = "";
    if (panoptic != null) {
      try (FileChannel channel = coco.reopen()) {
        for (CocoAnnotation annotation : coco.index().annotations(entry)) {
          Path file = panoptic.file(listed(channel, annotation));
          pictures += Files.isRegularFile(file) ? " " + new Sha256().add(file).hex() : " none";
        }
      }
    }
    return fingerprint(path) + " " + coco.index().ids().text(entry.id()) + pictures;
  }

  /**
   * Returns only the segments with these names, compared normalised; all where no name is given.
   */
  public CocoMasks only(Collection<String> segments) {
    return new CocoMasks(coco, panoptic, normalised(segments));
  }

  @Override
  public Set<String> unknownNames(Collection<String> segments) {
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
            (known.size() > MOST_NAMES_LISTED ? ", …" : "")
                + Spelling.hint(String.join(", ", unknown), known));
  }

  @Override
  public List<Detection> segment(String stem, RgbImage image) throws IOException {
    return segmentImage(stem + ".", image);
  }

  @Override
  public List<Detection> segmentImage(String path, RgbImage image) throws IOException {
    List<CocoAnnotation> annotations = annotations(path, image);
    Map<Long, List<Detection>> byCategory = new HashMap<>();
    CocoShapes shapes = new CocoShapes(image.width(), image.height());
    try (FileChannel channel = coco.reopen()) {
      for (CocoAnnotation annotation : annotations) {
        if (annotation.panoptic()) {
          addPanoptic(listed(channel, annotation), annotation, image, byCategory);
        } else {
          String name = coco.categories().get(annotation.category());
          add(
              annotation.category(),
              coco.read(channel, annotation, json -> shapes.read(name, json)),
              byCategory);
        }
      }
    }
    List<Detection> found = new ArrayList<>();
    for (Long category : coco.categories().keySet()) {
      found.addAll(byCategory.getOrDefault(category, List.of()));
    }
    return found;
  }

  private static void add(Long category, Detection found, Map<Long, List<Detection>> to) {
    to.computeIfAbsent(category, c -> new ArrayList<>()).add(found);
  }

  private CocoPanoptic.Listed listed(FileChannel channel, CocoAnnotation annotation)
      throws IOException {
    return coco.read(channel, annotation, json -> CocoPanoptic.list(json, coco.index().ids()));
  }

  private void addPanoptic(
      CocoPanoptic.Listed listed,
      CocoAnnotation annotation,
      RgbImage image,
      Map<Long, List<Detection>> to)
      throws IOException {
    for (Long category : listed.categories().values()) {
      if (!coco.categories().containsKey(category)) {
        throw coco.fault(
            annotation, "no category has the id " + coco.index().ids().text(category), null);
      }
    }
    panoptic
        .read(listed, image.width(), image.height(), coco.categories())
        .forEach(
            (number, segment) -> {
              if (isWanted(segment.name())) {
                add(listed.categories().get(number), segment, to);
              }
            });
  }

  /** Returns the wanted annotations of an image, after checking its size. */
  private List<CocoAnnotation> annotations(String path, RgbImage image) throws IOException {
    CocoImage entry;
    try {
      entry = match.find(path);
    } catch (WrongInput e) {
      throw new IOException(coco.file() + ": " + e.getMessage(), e);
    }
    String id = coco.index().ids().text(entry.id());
    if (entry.width() != image.width() || entry.height() != image.height()) {
      throw new IOException(
          "%s: image %s is %dx%d, but %s is %dx%d"
                  .formatted(
                      coco.file(),
                      id,
                      entry.width(),
                      entry.height(),
                      CocoMatch.shown(path),
                      image.width(),
                      image.height())
              + MaskSize.turned(entry.width(), entry.height(), image.width(), image.height()));
    }
    List<CocoAnnotation> found = new ArrayList<>();
    for (CocoAnnotation annotation : coco.index().annotations(entry)) {
      boolean whole = coco.index().fault(annotation) == null;
      if (whole && (annotation.panoptic() || isWanted(name(annotation)))) {
        found.add(annotation);
      }
    }
    if ((long) found.size() * image.width() * image.height() > MOST_PIXELS) {
      throw new IOException(
          "%s: image %s has %d annotations of %dx%d pixels, too many for the memory"
              .formatted(coco.file(), id, found.size(), image.width(), image.height()));
    }
    return found;
  }

  private String name(CocoAnnotation annotation) {
    return coco.categories().get(annotation.category());
  }

  private boolean isWanted(String name) {
    return wanted.isEmpty() || wanted.contains(name);
  }

  @Override
  public List<InputNote> notes(List<String> paths) {
    return new CocoNotes(coco, match, this::isWanted).of(paths);
  }

  private static Set<String> normalised(Collection<String> names) {
    Set<String> set = new TreeSet<>(SegmentNames.BY_CODE_POINT);
    names.forEach(name -> set.add(SegmentNames.normalise(name)));
    return set;
  }
}
