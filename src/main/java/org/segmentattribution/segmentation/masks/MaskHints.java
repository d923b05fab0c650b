package org.segmentattribution.segmentation.masks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.segmentation.pixels.ForeignMasks;
import org.segmentattribution.segmentation.pixels.MaskFormat;

/** Says what a folder contains instead of the masks that were looked for. */
final class MaskHints {
  private static final int LOOKED_AT = 20_000;
  private static final int IMAGES_TRIED = 50;
  private static final List<String> NAMES =
      List.of(
          "{name}",
          "{stem}_mask",
          "{stem}-mask",
          "{stem}_gt",
          "{stem}_seg",
          "{stem}_segmentation",
          "{stem}_label",
          "{stem}_labelIds",
          "{stem}_mask_0",
          "mask_{stem}",
          "{name}_mask",
          "{name}/{segment}",
          "{stem}_{segment}",
          "{stem}-{segment}",
          "{stem}.{segment}",
          "{name}_{segment}",
          "{segment}/{stem}",
          "{segment}_{stem}",
          "{base}",
          "{base}_mask",
          "{base}-mask",
          "{base}/{segment}",
          "{base}_{segment}",
          "{segment}/{base}");
  private static final List<String> ENDINGS =
      List.of("png", "jpg", "jpeg", "bmp", "tif", "tiff", "gif", "webp", "npy", "PNG", "JPG");

  private MaskHints() {}

  /** Returns names that segments of a folder may have: those of its first mask files. */
  static List<String> someNames(MaskDeclaration declared) {
    if (declared.name() != null) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(declared.path(), FileVisitOption.FOLLOW_LINKS)) {
      return files
          .limit(LOOKED_AT)
          .map(file -> file.getFileName().toString())
          .filter(name -> MaskFormat.isNamed(name) && !name.startsWith("."))
          .map(name -> SegmentNames.normalise(name.substring(0, name.lastIndexOf('.'))))
          .distinct()
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      // names help those who misspell one; the message is complete without them
      return List.of();
    }
  }

  /** Returns one line for a folder in which no image has masks. */
  static String nothing(MaskDeclaration declared, List<String> images) throws IOException {
    String head =
        "masks:%s%s has masks for 0 of %d images"
            .formatted(
                declared.path(),
                declared.name() == null ? "" : "?name=" + declared.name(),
                images.size());
    List<Path> files = files(declared.path());
    if (files.isEmpty()) {
      return head + "; it holds no file";
    }
    Path shown = files.get(0);
    for (Path file : files) {
      if (MaskFormat.isNamed(file.getFileName().toString())) {
        shown = file;
        break;
      }
    }
    String like = "; it has files like " + relative(declared.path(), shown);
    Optional<String> foreign = foreign(shown);
    if (foreign.isPresent()) {
      return head + like + ": " + foreign.get();
    }
    Optional<Path> inner = inner(declared, images);
    if (inner.isPresent()) {
      return head + like + "; take masks:" + inner.get();
    }
    Optional<String> pattern = pattern(declared, images);
    if (pattern.isPresent()) {
      return head + like + "; declare 'masks:" + declared.path() + "?name=" + pattern.get() + "'";
    }
    String first = images.get(0);
    return head + like + "; for " + first + " " + missing(declared, ImageRecord.stem(first));
  }

  /** Returns the part of a message that says where an image's masks were looked for. */
  static String missing(MaskDeclaration declared, String shown) {
    Path folder = declared.path();
    if (declared.name() != null) {
      return folder.resolve(declared.name().of(shown)) + " does not exist";
    }
    Path map = folder.resolve(shown + ".png");
    String neither = "neither " + map + " nor " + folder.resolve(shown) + "/ exists";
    for (String ending : ENDINGS.subList(1, ENDINGS.size())) {
      Path other = folder.resolve(shown + "." + ending);
      if (!ending.equals("PNG") && Files.isRegularFile(other)) {
        return neither + "; " + other + " is no label map: that is a PNG, since numbers must stay";
      }
    }
    return neither;
  }

  private static Optional<String> foreign(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".json") ? ForeignMasks.of(file) : ForeignMasks.of(name);
  }

  /** Finds an inner folder that has masks with the usual names. */
  private static Optional<Path> inner(MaskDeclaration declared, List<String> images)
      throws IOException {
    if (declared.name() != null) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(declared.path())) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        MaskPlaces places = MaskPlaces.of(MaskDeclaration.of(folder), List.of());
        boolean maps = LabelMap.find(folder).isNamed();
        for (String path : images.subList(0, Math.min(IMAGES_TRIED, images.size()))) {
          ImageMasks masks = places.find(path);
          if (!masks.pieces().isEmpty() || masks.map() != null && maps) {
            return Optional.of(folder);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> pattern(MaskDeclaration declared, List<String> images)
      throws IOException {
    if (declared.name() != null) {
      return Optional.empty();
    }
    boolean labels = LabelMap.find(declared.path()).isNamed();
    for (String ending : ENDINGS) {
      for (String name : NAMES) {
        NamePattern pattern = NamePattern.parse(name + "." + ending);
        for (String path : images.subList(0, Math.min(IMAGES_TRIED, images.size()))) {
          List<MaskPiece> found = pattern.files(declared.path(), path, Set.of());
          if (found.isEmpty() || isNamedByFolder(found, path)) {
            continue;
          }
          return Optional.of(
              labels && pattern.hasSegment() && found.size() == 1
                  ? asLabelMap(pattern, path, declared.path(), found.get(0).file())
                  : pattern + (pattern.hasSegment() || labels ? "" : "&segment=NAME"));
        }
      }
    }
    return Optional.empty();
  }

  /** Returns whether the image's own folder would be taken for the name of a segment. */
  private static boolean isNamedByFolder(List<MaskPiece> found, String path) {
    List<String> parts = List.of(path.split("/"));
    return found.stream()
        .anyMatch(
            piece ->
                parts.subList(0, parts.size() - 1).stream()
                    .map(SegmentNames::normalise)
                    .anyMatch(piece.segment()::equals));
  }

  /**
   * Suggests a label map: where {@code names.txt} names the content, names of files are no
   * segments.
   */
  private static String asLabelMap(NamePattern pattern, String path, Path folder, Path file) {
    String place = pattern.of(path);
    int at = place.indexOf("{segment}");
    String name = relative(folder, file);
    String literal =
        name.substring(at, name.length() - (place.length() - at - "{segment}".length()));
    return pattern.toString().replace("{segment}", literal);
  }

  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      all.filter(file -> !file.getFileName().toString().startsWith("."))
          .limit(LOOKED_AT)
          .filter(Files::isRegularFile)
          .forEach(files::add);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    files.sort((a, b) -> a.toString().compareTo(b.toString()));
    return files;
  }

  static String relative(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }
}
