package org.segmentattribution.segmentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.segmentattribution.image.InnerPath;
import org.segmentattribution.image.Mask;
import org.segmentattribution.image.RgbImage;
import org.segmentattribution.image.SegmentNames;
import org.segmentattribution.image.Sha256;

/**
 * Reads masks that were made elsewhere. For an image {@code S.jpg}: a label map {@code DIR/S.png}
 * (grey or palette, 8 or 16 bits; a value means its line of {@code names.txt}), a folder {@code
 * DIR/S/} with one PNG a segment, or both, the label map's segments first. Scores are 1, unless a
 * listing that {@link MaskWriter} wrote beside the masks says otherwise.
 */
public final class MaskFolder implements NamedMasks {
  private final Path folder;
  private final Optional<LabelNames> names;
  private final Set<String> wanted;

  private MaskFolder(Path folder, Optional<LabelNames> names, Set<String> wanted) {
    this.folder = folder;
    this.names = names;
    this.wanted = wanted;
  }

  /**
   * A folder of masks, all segments.
   *
   * @throws IOException where the folder or its {@code names.txt} cannot be read
   */
  public static MaskFolder open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is not a folder of masks");
    }
    return new MaskFolder(folder, LabelNames.find(folder), Set.of());
  }

  /**
   * A folder of masks of which only some are wanted.
   *
   * @param segments names, compared normalised; none = all
   * @throws IOException as {@link #open(Path)}
   * @throws IllegalArgumentException where a name is neither in {@code names.txt} nor the name of
   *     any mask file
   */
  public static MaskFolder open(Path folder, List<String> segments) throws IOException {
    MaskFolder all = open(folder);
    Set<String> unknown = all.unknown(segments);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(all.unknownMessage(unknown));
    }
    return all.only(segments);
  }

  @Override
  public MaskFolder only(Collection<String> segments) {
    return new MaskFolder(folder, names, normalised(segments));
  }

  @Override
  public Set<String> unknown(Collection<String> segments) throws IOException {
    Set<String> unknown = normalised(segments);
    names.ifPresent(labels -> unknown.removeAll(labels.names()));
    unknown.removeAll(MaskCounts.names(folder));
    if (!unknown.isEmpty()) {
      try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
        files
            .filter(MaskFolder::isPng)
            .map(MaskFolder::segmentName)
            .takeWhile(name -> !unknown.isEmpty())
            .forEach(unknown::remove);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    return unknown;
  }

  @Override
  public String unknownMessage(Set<String> unknown) {
    String known =
        names
            .map(labels -> labels.names().stream().filter(name -> !name.isEmpty()).toList())
            .map(list -> "; " + names.get().file() + " has " + String.join(", ", list))
            .orElse("");
    return "no masks named %s in %s%s".formatted(String.join(", ", unknown), folder, known);
  }

  @Override
  public List<Detection> segment(String stem, RgbImage image) throws IOException {
    Path map = InnerPath.of(folder, stem + ".png");
    Path pieces = InnerPath.of(folder, stem);
    boolean hasMap = Files.isRegularFile(map);
    boolean hasPieces = Files.isDirectory(pieces);
    if (!hasMap && !hasPieces) {
      throw new IOException(
          "no masks for %s: neither %s nor %s/ exists".formatted(stem, map, pieces));
    }
    List<Detection> found = new ArrayList<>();
    if (hasMap) {
      addLabelMap(map, image, found);
    }
    if (hasPieces && MaskListing.isIn(pieces)) {
      addListed(pieces, image, found);
    } else if (hasPieces) {
      addPieces(pieces, image, found);
    }
    return found;
  }

  @Override
  public String fingerprint(String stem) throws IOException {
    Sha256 hash = new Sha256().add(String.join("\n", wanted) + "\n");
    names.ifPresent(labels -> hash.add(String.join("\n", labels.names())));
    Path map = InnerPath.of(folder, stem + ".png");
    if (Files.isRegularFile(map)) {
      hash.add(map);
    }
    Path pieces = InnerPath.of(folder, stem);
    if (Files.isDirectory(pieces)) {
      try (Stream<Path> files = Files.list(pieces)) {
        for (Path file : files.filter(MaskFolder::isOfMasks).sorted().toList()) {
          hash.add("\n" + file.getFileName() + "\n").add(file);
        }
      }
    }
    return "masks " + hash.hex();
  }

  private void addLabelMap(Path file, RgbImage image, List<Detection> found) throws IOException {
    LabelNames labels =
        names.orElseThrow(
            () ->
                new IOException(
                    file
                        + " is a label map, but neither "
                        + folder
                        + " nor its parent has names.txt"));
    MaskPng png = MaskPng.read(file, image.width(), image.height());
    if (!png.hasOneValue()) {
      throw new IOException(file + " has colours: a label map holds one value a pixel");
    }
    int[] values = png.values();
    TreeMap<Integer, Mask.Builder> masks = new TreeMap<>();
    int last = -1;
    Mask.Builder mask = null;
    for (int i = 0; i < values.length; i++) {
      if (values[i] != last) {
        last = values[i];
        mask = masks.computeIfAbsent(last, v -> new Mask.Builder(image.width(), image.height()));
      }
      mask.add(i % image.width(), i / image.width());
    }
    int largest = masks.lastKey();
    if (largest >= labels.names().size()) {
      throw new IOException(
          "%s holds the value %d, but %s names 0 to %d"
              .formatted(file, largest, labels.file(), labels.names().size() - 1));
    }
    masks.forEach((value, pixels) -> add(labels.names().get(value), pixels.build(), found));
  }

  private void addPieces(Path pieces, RgbImage image, List<Detection> found) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(pieces, MaskFolder::isPng)) {
      entries.forEach(files::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    files.sort((a, b) -> SegmentNames.BY_CODE_POINT.compare(a.toString(), b.toString()));
    for (Path file : files) {
      String name = segmentName(file);
      if (isWanted(name)) {
        add(name, MaskPng.read(file, image.width(), image.height()).mask(), found);
      }
    }
  }

  private void addListed(Path pieces, RgbImage image, List<Detection> found) throws IOException {
    for (MaskListing.Entry entry : MaskListing.read(pieces)) {
      if (isWanted(SegmentNames.normalise(entry.segment()))) {
        Path file = InnerPath.of(pieces, entry.file());
        Mask mask = MaskPng.read(file, image.width(), image.height()).mask();
        found.add(new Detection(entry.segment(), mask, entry.score()));
      }
    }
  }

  private void add(String name, Mask mask, List<Detection> found) {
    if (!name.isEmpty() && isWanted(name)) {
      found.add(new Detection(name, mask, 1));
    }
  }

  private boolean isWanted(String name) {
    return wanted.isEmpty() || wanted.contains(name);
  }

  private static boolean isOfMasks(Path file) {
    return Files.isRegularFile(file) && !MaskListing.isKey(file);
  }

  private static boolean isPng(Path file) {
    String name = file.getFileName().toString();
    return name.toLowerCase(Locale.ROOT).endsWith(".png")
        && !name.startsWith(".")
        && Files.isRegularFile(file);
  }

  private static String segmentName(Path file) {
    String name = file.getFileName().toString();
    return SegmentNames.normalise(name.substring(0, name.length() - ".png".length()));
  }

  private static Set<String> normalised(Collection<String> names) {
    Set<String> set = new TreeSet<>(SegmentNames.BY_CODE_POINT);
    names.forEach(name -> set.add(SegmentNames.normalise(name)));
    return set;
  }
}
