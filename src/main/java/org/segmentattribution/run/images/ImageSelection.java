package org.segmentattribution.run.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.segmentattribution.api.ExpectedImages;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.ImageSource;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.api.SettingText;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.dataset.source.Companions;
import org.segmentattribution.dataset.source.ImageSources;
import org.segmentattribution.dataset.source.NoteOrder;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.pipeline.ListingHash;

/** The images that a command uses, in the order of its results, and those that were left out. */
public final class ImageSelection {
  private final List<ImageRecord> records;
  private final int whole;
  private final List<String> listed;
  private final String unit;
  private final List<InputNote> notes;

  private ImageSelection(
      List<ImageRecord> records,
      int whole,
      List<String> listed,
      String unit,
      List<InputNote> notes) {
    this.records = records;
    this.whole = whole;
    this.listed = listed;
    this.unit = unit;
    this.notes = notes;
  }

  /**
   * Lists a data set; refuses pictures that seem to be masks of other images.
   *
   * @throws WrongInput where there is none
   */
  public static ImageSelection open(Path images) {
    return list(images).companions(CompanionPolicy.REFUSE, SettingText.of(""));
  }

  /** Lists a data set, including pictures that seem to be masks. */
  static ImageSelection list(Path images) {
    try {
      ImageSource source = ImageSources.open(images);
      List<ImageRecord> records = source.records();
      return new ImageSelection(
          records,
          records.size(),
          records.stream().map(ImageRecord::path).toList(),
          source.unit(),
          source.notes());
    } catch (IOException | WrongInput e) {
      throw WrongInput.in("images", e);
    }
  }

  private ImageSelection keep(Predicate<ImageRecord> wanted, String reason) {
    return keep(wanted, record -> reason);
  }

  private ImageSelection keep(Predicate<ImageRecord> wanted, Function<ImageRecord, String> reason) {
    List<ImageRecord> kept = new ArrayList<>();
    List<InputNote> all = new ArrayList<>(notes);
    for (ImageRecord record : records) {
      if (wanted.test(record)) {
        kept.add(record);
      } else {
        all.add(new InputNote(unit, record.path(), false, reason.apply(record)));
      }
    }
    return new ImageSelection(kept, kept.size(), listed, unit, all);
  }

  /**
   * Applies a policy to pictures that seem to be masks or maps of other images.
   *
   * @param way how to declare what they are instead of moving them; empty where there is no way
   * @throws WrongInput where there are such pictures and the policy refuses them
   */
  ImageSelection companions(CompanionPolicy policy, SettingText way) {
    if (policy == CompanionPolicy.USE) {
      return this;
    }
    boolean refuse = policy == CompanionPolicy.REFUSE;
    Map<ImageRecord, ImageRecord> found =
        Companions.of(records, new ImageDecoder(), refuse ? 1 : 0);
    if (refuse && !found.isEmpty()) {
      Map.Entry<ImageRecord, ImageRecord> first = found.entrySet().iterator().next();
      throw WrongInput.of(
          "{images}: %s seems to be a mask or map of %s, no photograph; move such files elsewhere%s",
          first.getKey().path(), first.getValue().path(), way);
    }
    ImageSelection photographs =
        keep(
            record -> !found.containsKey(record),
            record -> "seems to be a mask or map of another: " + found.get(record).path());
    // a picture that is no photograph has no masks to share
    Set<String> others = found.keySet().stream().map(ImageRecord::path).collect(Collectors.toSet());
    return new ImageSelection(
        photographs.records,
        photographs.whole,
        listed.stream().filter(path -> !others.contains(path)).toList(),
        unit,
        photographs.notes);
  }

  /**
   * Keeps only images of these classes; all where none is named.
   *
   * @throws WrongInput where a class has no image
   */
  public ImageSelection ofClasses(List<String> classes) {
    if (classes.isEmpty()) {
      return this;
    }
    TreeSet<String> present = labels();
    for (String name : classes) {
      if (!present.contains(name)) {
        throw new WrongInput(
            "no image of class '"
                + name
                + "'; the images have: "
                + ClassGroup.listed(present)
                + Spelling.hint(name, present));
      }
    }
    return keep(r -> classes.contains(r.label()), LeftOut.by("class"));
  }

  /**
   * Keeps only images of this split, in any case; all for an empty name.
   *
   * @throws WrongInput where the split has no image
   */
  public ImageSelection ofSplit(String split) {
    if (split.isEmpty()) {
      return this;
    }
    if (records.stream().noneMatch(r -> r.split().equalsIgnoreCase(split))) {
      throw new WrongInput(
          "no image of split '"
              + split
              + "'; the images have: "
              + records.stream()
                  .map(ImageRecord::split)
                  .distinct()
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    return keep(r -> r.split().equalsIgnoreCase(split), LeftOut.by("split"));
  }

  /**
   * Leaves out images that a file lists, one in a line: by path, path without extension, or file
   * name; # begins a comment. A line that matches no image is noted.
   *
   * @param list the file; null for none
   * @throws WrongInput where the file cannot be read, or matches none of these images
   */
  public ImageSelection without(Path list) {
    if (list == null) {
      return this;
    }
    ExcludeList excluded = ExcludeList.read(list);
    ImageSelection kept = keep(record -> !excluded.names(record), LeftOut.by("exclude"));
    if (kept.records.size() == records.size() && !excluded.isEmpty()) {
      throw WrongInput.of("{exclude} %s: no image is called as any of its lines", list);
    }
    return kept.and(excluded.unused());
  }

  private ImageSelection and(List<InputNote> more) {
    List<InputNote> all = new ArrayList<>(notes);
    all.addAll(more);
    return new ImageSelection(records, whole, listed, unit, all);
  }

  /** Leaves out images with these paths. */
  ImageSelection without(Set<String> paths) {
    return paths.isEmpty()
        ? this
        : keep(r -> !paths.contains(r.path()), "left out: seen in training");
  }

  /** Keeps the first images of each class, in order; all for 0. */
  public ImageSelection limit(int perClass) {
    if (perClass == 0) {
      return this;
    }
    Map<String, Integer> seen = new TreeMap<>();
    return keep(r -> seen.merge(r.label(), 1, Integer::sum) <= perClass, LeftOut.by("limit"));
  }

  /**
   * Keeps one part of the images.
   *
   * @throws WrongInput where there are fewer images than parts
   */
  public ImageSelection shard(Shard shard) {
    if (records.size() < shard.of()) {
      throw WrongInput.of(
          "{shard} %s: there are %s images for %s", shard, records.size(), shard.of());
    }
    if (shard.of() == 1) {
      return this;
    }
    Set<String> mine = new HashSet<>();
    for (int i = shard.number() - 1; i < records.size(); i += shard.of()) {
      mine.add(records.get(i).path());
    }
    ImageSelection part = keep(r -> mine.contains(r.path()), LeftOut.by("shard"));
    return new ImageSelection(part.records, records.size(), listed, unit, part.notes);
  }

  /** Keeps only images that pass a test; the others are noted with the reason. */
  public ImageSelection only(Predicate<ImageRecord> wanted, String reason) {
    return keep(wanted, reason);
  }

  public List<ImageRecord> records() {
    return records;
  }

  /** Returns what a segmenter must know about the images before it sees one. */
  public ExpectedImages expected() {
    return new ExpectedImages(records.stream().map(ImageRecord::path).toList(), listed);
  }

  /** Returns the paths of all images of the data set, chosen or not. */
  List<String> listed() {
    return listed;
  }

  /** Returns what the data set consists of, as notes call it: {@code file} or {@code line}. */
  public String unit() {
    return unit;
  }

  /**
   * Returns notes on other files of the data set, on images left out and on assumptions, by path.
   */
  public List<InputNote> notes() {
    return NoteOrder.of(notes);
  }

  /** Returns the number of images of all parts together. */
  public int whole() {
    return whole;
  }

  /** Returns the classes that occur. */
  public TreeSet<String> labels() {
    return records.stream().map(ImageRecord::label).collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Returns SHA-256 over path, label, split and length of every file, which detects changed data.
   */
  public String sha256() throws IOException {
    ListingHash hash = new ListingHash();
    for (ImageRecord r : records) {
      hash.add(String.join("\t", r.path(), r.label(), r.split()), r.file());
    }
    return hash.hex();
  }

  /**
   * Refuses absolute paths where something is read or written by an image's path below another
   * folder.
   */
  public void requireRelative(String flag) {
    for (ImageRecord record : records) {
      if (Path.of(record.path()).isAbsolute() || record.path().startsWith("../")) {
        throw new WrongInput(
            String.format(
                Locale.ROOT,
                "%s goes by the images' relative paths, and the list has %s; put the list into a"
                    + " folder above the pictures, with paths from there",
                flag,
                record.path()));
      }
    }
  }
}
