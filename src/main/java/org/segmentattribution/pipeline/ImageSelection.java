package org.segmentattribution.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.segmentattribution.dataset.ImageRecord;
import org.segmentattribution.dataset.ImageSources;
import org.segmentattribution.segmentation.ExpectedImages;

/** The images that a command works on, in the order of its results. */
public final class ImageSelection {
  private final List<ImageRecord> records;
  private final int whole;
  private final List<String> listed;

  private ImageSelection(List<ImageRecord> records, List<String> listed) {
    this(records, records.size(), listed);
  }

  private ImageSelection(List<ImageRecord> records, int whole, List<String> listed) {
    this.records = records;
    this.whole = whole;
    this.listed = listed;
  }

  /**
   * Lists a data set.
   *
   * @throws UsageError where there is none
   */
  public static ImageSelection open(Path images) {
    try {
      List<ImageRecord> records = ImageSources.open(images).records();
      return new ImageSelection(records, records.stream().map(ImageRecord::path).toList());
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageError("--images", e);
    }
  }

  /**
   * Only images of these classes; all where none is named.
   *
   * @throws UsageError where a class has no image
   */
  public ImageSelection ofClasses(List<String> classes) {
    if (classes.isEmpty()) {
      return this;
    }
    TreeSet<String> present = labels();
    for (String name : classes) {
      if (!present.contains(name)) {
        throw new UsageError(
            "no image of class '" + name + "'; the images have: " + ClassGroup.listed(present));
      }
    }
    return new ImageSelection(
        records.stream().filter(r -> classes.contains(r.label())).toList(), listed);
  }

  /**
   * Only images of this split; all for an empty name.
   *
   * @throws UsageError where the split has no image
   */
  public ImageSelection ofSplit(String split) {
    if (split.isEmpty()) {
      return this;
    }
    List<ImageRecord> chosen = records.stream().filter(r -> r.split().equals(split)).toList();
    if (chosen.isEmpty()) {
      throw new UsageError(
          "no image of split '"
              + split
              + "'; the images have: "
              + records.stream()
                  .map(ImageRecord::split)
                  .distinct()
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    return new ImageSelection(chosen, listed);
  }

  /**
   * Only images that a file does not list, a line each, by path, path without extension, or name of
   * the file; # begins a comment.
   *
   * @param list null for none
   * @throws UsageError where it cannot be read, or lists no image of these
   */
  public ImageSelection without(Path list) {
    if (list == null) {
      return this;
    }
    Set<String> listed = new HashSet<>();
    try {
      for (String line : Files.readAllLines(list)) {
        String name = line.replaceFirst("#.*", "").strip().replace('\\', '/');
        if (!name.isEmpty()) {
          listed.add(name);
        }
      }
    } catch (IOException e) {
      throw new UsageError("--exclude " + list + ": cannot be read as UTF-8 text");
    }
    List<ImageRecord> kept =
        records.stream()
            .filter(
                r ->
                    !listed.contains(r.path())
                        && !listed.contains(r.stem())
                        && !listed.contains(r.file().getFileName().toString()))
            .toList();
    if (kept.size() == records.size() && !listed.isEmpty()) {
      throw new UsageError("--exclude " + list + ": no image is called as any of its lines");
    }
    return new ImageSelection(kept, this.listed);
  }

  /** Only images whose paths are not among these. */
  ImageSelection without(Set<String> paths) {
    return new ImageSelection(
        records.stream().filter(r -> !paths.contains(r.path())).toList(), listed);
  }

  /** The first images of each class, in order; all for 0. */
  public ImageSelection limit(int perClass) {
    if (perClass == 0) {
      return this;
    }
    Map<String, Integer> seen = new TreeMap<>();
    return new ImageSelection(
        records.stream().filter(r -> seen.merge(r.label(), 1, Integer::sum) <= perClass).toList(),
        listed);
  }

  /**
   * One part of the images.
   *
   * @throws UsageError where there are fewer images than parts
   */
  public ImageSelection shard(Shard shard) {
    if (records.size() < shard.of()) {
      throw new UsageError(
          "--shard " + shard + ": there are " + records.size() + " images for " + shard.of());
    }
    return new ImageSelection(
        IntStream.range(0, records.size())
            .filter(i -> i % shard.of() == shard.number() - 1)
            .mapToObj(records::get)
            .toList(),
        records.size(),
        listed);
  }

  public List<ImageRecord> records() {
    return records;
  }

  /** What a segmenter has to know of the images before it sees one. */
  public ExpectedImages expected() {
    return new ExpectedImages(records.stream().map(ImageRecord::path).toList(), listed);
  }

  /** How many images all parts have together. */
  int whole() {
    return whole;
  }

  /** The classes that occur. */
  public TreeSet<String> labels() {
    return records.stream().map(ImageRecord::label).collect(Collectors.toCollection(TreeSet::new));
  }

  /** SHA-256 over path, label, split and length of every file: tells whether the data changed. */
  public String sha256() throws IOException {
    ListingHash hash = new ListingHash();
    for (ImageRecord r : records) {
      hash.add(String.join("\t", r.path(), r.label(), r.split()), r.file());
    }
    return hash.hex();
  }
}
