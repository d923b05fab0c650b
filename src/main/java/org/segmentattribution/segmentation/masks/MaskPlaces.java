package org.segmentattribution.segmentation.masks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.file.InnerPath;
import org.segmentattribution.segmentation.pixels.MaskFormat;
import org.segmentattribution.segmentation.pixels.UnusableMask;

/** Finds where a folder keeps the masks of each image, and which images would share them. */
final class MaskPlaces {
  private static final List<String> MAP_ENDINGS = List.of(".png", ".PNG");

  private final MaskDeclaration declared;
  private final Map<String, List<String>> claims;
  private final Set<String> others;

  private MaskPlaces(
      MaskDeclaration declared, Map<String, List<String>> claims, Set<String> others) {
    this.declared = declared;
    this.claims = claims;
    this.others = others;
  }

  /**
   * Places in a folder.
   *
   * @param images of the run; none where they are not known
   */
  static MaskPlaces of(MaskDeclaration declared, List<String> images) {
    Map<String, List<String>> claims = new HashMap<>();
    Set<String> others = new HashSet<>();
    boolean byName = declared.name() != null && declared.name().isByName();
    for (String path : images) {
      claims.computeIfAbsent(place(declared, path), place -> new ArrayList<>(1)).add(path);
      others.add(byName ? path : ImageRecord.stem(path));
    }
    return new MaskPlaces(declared, claims, others);
  }

  private static String place(MaskDeclaration declared, String path) {
    return declared.name() == null ? ImageRecord.stem(path) : declared.name().of(path);
  }

  /**
   * Returns the place of an image's masks without the part that differs between segments, for
   * messages.
   */
  String place(String path) {
    return place(declared, path);
  }

  /** Throws {@link IOException} where another image has the same masks. */
  void requireOwn(String path) throws IOException {
    List<String> sharing = claims.getOrDefault(place(path), List.of());
    if (sharing.size() > 1) {
      throw new UnusableMask(
          "several images share the folder of masks %s: %s and %s; rename one, or keep the masks by"
                  .formatted(place(path), sharing.get(0), sharing.get(1))
              + " whole names (masks:%s?name={name}/{segment}.png)".formatted(declared.path()));
    }
  }

  /** Returns the files of an image. */
  ImageMasks find(String path) throws IOException {
    if (declared.name() != null) {
      List<MaskPiece> files = declared.name().files(declared.path(), path, others);
      boolean map = !declared.name().hasSegment() && declared.segment().isEmpty();
      if (map) {
        return new ImageMasks(
            files.isEmpty() ? null : files.get(0).file(), null, List.of(), List.of());
      }
      List<MaskPiece> named =
          declared.name().hasSegment()
              ? files
              : files.stream().map(f -> new MaskPiece(declared.segment(), f.file())).toList();
      return new ImageMasks(null, null, named, List.of());
    }
    String stem = written(ImageRecord.stem(path));
    Path map = null;
    for (String ending : MAP_ENDINGS) {
      Path file = InnerPath.of(declared.path(), stem + ending);
      map = map == null && Files.isRegularFile(file) ? file : map;
    }
    Path folder = InnerPath.of(declared.path(), stem);
    if (!Files.isDirectory(folder)) {
      return new ImageMasks(map, null, List.of(), List.of());
    }
    List<MaskPiece> pieces = new ArrayList<>();
    List<Path> rest = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted(MaskPlaces::compare).toList()) {
        String name = file.getFileName().toString();
        if (MaskFormat.isNamed(name) && !name.startsWith(".")) {
          pieces.add(new MaskPiece(segment(name), file));
        } else if (!MaskListing.isOwn(file)) {
          rest.add(file);
        }
      }
    }
    return new ImageMasks(map, folder, pieces, rest);
  }

  /**
   * Returns the stem as the folder writes it: archives from a Mac store letters and their marks
   * apart.
   */
  private String written(String stem) {
    for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
      String other = Normalizer.normalize(stem, form);
      if (!other.equals(stem) && !isThere(stem) && isThere(other)) {
        return other;
      }
    }
    return stem;
  }

  private boolean isThere(String stem) {
    return Files.exists(declared.path().resolve(stem))
        || MAP_ENDINGS.stream().anyMatch(e -> Files.exists(declared.path().resolve(stem + e)));
  }

  private static int compare(Path a, Path b) {
    return SegmentNames.BY_CODE_POINT.compare(a.toString(), b.toString());
  }

  private static String segment(String fileName) {
    return SegmentNames.normalise(fileName.substring(0, fileName.lastIndexOf('.')));
  }
}
