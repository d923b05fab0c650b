package org.segmentattribution.segmentation.masks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.ExpectedImages;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.InnerPath;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.segmentation.pixels.ForeignMasks;
import org.segmentattribution.segmentation.pixels.MaskFormat;
import org.segmentattribution.segmentation.pixels.MissingMasks;
import org.segmentattribution.segmentation.pixels.UnusableMask;

/**
 * Reads masks that other programs made. For an image {@code S.jpg} it reads a label map {@code
 * DIR/S.png} ({@link LabelMap}), a folder {@code DIR/S/} with one file for each segment ({@link
 * SegmentMask}), or both, with the label map's segments first; or the files of a {@link
 * NamePattern}. Scores are 1, unless {@link MaskWriter} wrote a listing with others beside the
 * masks.
 */
public final class MaskFolder implements Segmenter {
  private final MaskDeclaration declared;
  private final LabelMap labels;
  private final Set<String> wanted;
  private volatile MaskPlaces places;
  private volatile ExpectedImages expected = new ExpectedImages(List.of(), List.of());

  private MaskFolder(MaskDeclaration declared, LabelMap labels, Set<String> wanted) {
    this.declared = declared;
    this.labels = labels;
    this.wanted = wanted;
    places = MaskPlaces.of(declared, List.of());
  }

  /**
   * Opens a folder of masks with all segments.
   *
   * @throws IOException where the folder or its {@code names.txt} cannot be read
   */
  public static MaskFolder open(Path folder) throws IOException {
    return open(MaskDeclaration.of(folder));
  }

  /** Opens a folder of masks as {@link #open(Path)} does, with a declaration. */
  public static MaskFolder open(MaskDeclaration declared) throws IOException {
    Path folder = declared.path();
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is not a folder of masks" + ForeignMasks.ofFile(folder));
    }
    LabelMap labels = LabelMap.find(folder);
    NamePattern name = declared.name();
    if (name != null && !name.hasSegment() && declared.segment().isEmpty() && !labels.isNamed()) {
      throw new IOException(
          "masks:%s?name=%s says of no mask what it shows: add &segment=NAME, or names.txt to %s"
              .formatted(folder, name, folder));
    }
    return new MaskFolder(declared, labels, Set.of());
  }

  /**
   * Opens a folder of masks with only some segments.
   *
   * @param segments names, compared normalised; none = all
   * @throws IOException as {@link #open(Path)}
   * @throws WrongInput where a name is neither in {@code names.txt} nor the name of any mask file
   */
  public static MaskFolder open(Path folder, List<String> segments) throws IOException {
    MaskFolder all = open(folder);
    Set<String> unknown = all.unknownNames(segments);
    if (!unknown.isEmpty()) {
      throw new WrongInput(all.unknownMessage(unknown));
    }
    return all.only(segments);
  }

  /** Returns only the masks with these names, compared normalised; all where no name is given. */
  public MaskFolder only(Collection<String> segments) {
    return new MaskFolder(declared, labels, normalised(segments));
  }

  @Override
  public Set<String> unknownNames(Collection<String> segments) throws IOException {
    Set<String> unknown = normalised(segments);
    unknown.removeAll(labels.known());
    unknown.removeAll(MaskCounts.names(declared.path()));
    unknown.remove(declared.segment());
    if (!unknown.isEmpty()) {
      try (Stream<Path> files = Files.walk(declared.path(), FileVisitOption.FOLLOW_LINKS)) {
        files
            .filter(file -> isMask(file.getFileName().toString()))
            .takeWhile(file -> !unknown.isEmpty())
            .forEach(file -> unknown.removeIf(name -> mayBe(file, name)));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    return unknown;
  }

  private boolean mayBe(Path file, String name) {
    NamePattern pattern = declared.name();
    if (pattern == null) {
      String own = file.getFileName().toString();
      return name.equals(SegmentNames.normalise(own.substring(0, own.lastIndexOf('.'))));
    }
    String relative = declared.path().relativize(file).toString().replace('\\', '/');
    return pattern.hasSegment() && pattern.mayName(name, relative);
  }

  private static boolean isMask(String fileName) {
    return MaskFormat.isNamed(fileName) && !fileName.startsWith(".");
  }

  @Override
  public String unknownMessage(Set<String> unknown) {
    List<String> names = labels.known().stream().filter(name -> !name.isEmpty()).toList();
    List<String> seen = new ArrayList<>(names);
    seen.addAll(MaskHints.someNames(declared));
    String known =
        labels.file().map(file -> "; " + file + " has " + String.join(", ", names)).orElse("");
    return "no masks named %s in %s%s"
        .formatted(
            String.join(", ", unknown),
            declared.path(),
            known + Spelling.hint(String.join(", ", unknown), seen));
  }

  @Override
  public void expect(ExpectedImages images) throws IOException {
    places = MaskPlaces.of(declared, images.all());
    expected = images;
    for (String path : images.chosen()) {
      if (isThere(path)) {
        return;
      }
    }
    if (!images.chosen().isEmpty()) {
      throw new IOException(MaskHints.nothing(declared, images.chosen()));
    }
  }

  private boolean isThere(String path) {
    try {
      return places.find(path).isThere();
    } catch (IOException e) {
      // a path that leads out of the folder is reported when its image is segmented
      return false;
    }
  }

  @Override
  public List<Detection> segment(String stem, RgbImage image) throws IOException {
    return read(stem, places.find(asPath(stem)), image);
  }

  @Override
  public List<Detection> segmentImage(String path, RgbImage image) throws IOException {
    places.requireOwn(path);
    return read(declared.name() == null ? ImageRecord.stem(path) : path, places.find(path), image);
  }

  /** Makes a path from a stem, which must not lose what follows its last dot. */
  private static String asPath(String stem) {
    return stem + ".";
  }

  private List<Detection> read(String shown, ImageMasks masks, RgbImage image) throws IOException {
    if (!masks.isThere()) {
      throw new MissingMasks("no masks for " + shown + ": " + MaskHints.missing(declared, shown));
    }
    requireMasks(shown, masks);
    List<Detection> found = new ArrayList<>();
    if (masks.map() != null) {
      for (Detection label : labels.read(masks.map(), image.width(), image.height())) {
        if (isWanted(label.name())) {
          found.add(label);
        }
      }
    }
    if (masks.isListed()) {
      addListed(masks.folder(), image, found);
    } else {
      addPieces(masks, image, found);
    }
    return found;
  }

  /**
   * Checks that a folder has masks: an empty one says that nothing was found, but one with other
   * files does not.
   */
  private static void requireMasks(String shown, ImageMasks masks) throws IOException {
    boolean none = masks.map() == null && masks.pieces().isEmpty() && !masks.isListed();
    for (Path file : none ? masks.rest() : List.<Path>of()) {
      if (!file.getFileName().toString().startsWith(".")) {
        throw new UnusableMask(
            "no masks for %s: %s is not read as a mask; save a PNG for each segment"
                .formatted(shown, file));
      }
    }
  }

  private void addPieces(ImageMasks masks, RgbImage image, List<Detection> found)
      throws IOException {
    Map<String, Path> taken = new HashMap<>();
    found.forEach(label -> taken.put(label.name(), masks.map()));
    for (MaskPiece piece : masks.pieces()) {
      if (isWanted(piece.segment())) {
        Path other = taken.put(piece.segment(), piece.file());
        if (other != null) {
          throw new UnusableMask(
              "%s and %s are both masks of '%s': keep one"
                  .formatted(other, piece.file(), piece.segment()));
        }
        found.add(new Detection(piece.segment(), mask(piece.file(), image), 1));
      }
    }
  }

  private Mask mask(Path file, RgbImage image) throws IOException {
    return SegmentMask.read(file, image.width(), image.height(), declared.reading());
  }

  private void addListed(Path pieces, RgbImage image, List<Detection> found) throws IOException {
    for (MaskListing.Entry entry : MaskListing.read(pieces)) {
      if (isWanted(SegmentNames.normalise(entry.segment()))) {
        Mask mask = mask(InnerPath.of(pieces, entry.file()), image);
        found.add(new Detection(entry.segment(), mask, entry.score()));
      }
    }
  }

  @Override
  public String fingerprint(String stem) throws IOException {
    return fingerprint(places.find(asPath(stem)), "");
  }

  @Override
  public String imageFingerprint(String path) throws IOException {
    try {
      places.requireOwn(path);
    } catch (UnusableMask e) {
      return fingerprint(places.find(path), "shared");
    }
    return fingerprint(places.find(path), "");
  }

  private String fingerprint(ImageMasks masks, String state) throws IOException {
    Sha256 hash = new Sha256().add(String.join("\n", wanted) + "\n" + state);
    hash.add(String.join("\n", labels.known()));
    labels.colours().ifPresent(colours -> hash.add(colours.names().keySet().toString()));
    if (masks.map() != null) {
      hash.add(masks.map());
    }
    List<Path> files = new ArrayList<>(masks.pieces().stream().map(MaskPiece::file).toList());
    if (masks.isListed()) {
      files.addAll(MaskListing.files(masks.folder()));
    }
    for (Path file : files.stream().sorted().toList()) {
      hash.add("\n" + file.getFileName() + "\n").add(file);
    }
    return "masks " + hash.hex();
  }

  @Override
  public List<InputNote> notes(List<String> paths) throws IOException {
    return new MaskFolderNotes(declared, labels, this::isWanted, places, expected.all()).of(paths);
  }

  private boolean isWanted(String name) {
    return wanted.isEmpty() || wanted.contains(name);
  }

  private static Set<String> normalised(Collection<String> names) {
    Set<String> set = new TreeSet<>(SegmentNames.BY_CODE_POINT);
    names.forEach(name -> set.add(SegmentNames.normalise(name)));
    return set;
  }
}
