package org.segmentattribution.dataset.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.ImageSource;
import org.segmentattribution.api.InputNote;

/** Images in folders: a folder for each class, or the class in the file name. */
record FolderSource(List<ImageRecord> records, List<InputNote> notes) implements ImageSource {
  /** The class, an underscore, and the rest of the name, as in BAR. */
  private static final Pattern CLASS_IN_NAME = Pattern.compile("(.+)_[^_]*");

  static FolderSource read(Path root) throws IOException {
    FolderWalk walk = FolderWalk.of(root);
    List<ImageRecord> records = new ArrayList<>();
    List<InputNote> notes = new ArrayList<>(walk.notes());
    Set<String> folders = new TreeSet<>();
    for (Path file : walk.pictures()) {
      if (file.getNameCount() > 1) {
        folders.add(file.getName(0).toString());
      }
    }
    Set<String> splits = new TreeSet<>(folders);
    splits.removeIf(name -> !ImageRecord.SplitName.isAny(name));
    if (declareSplits(splits, folders)) {
      for (String split : splits) {
        List<Path> inside = walk.pictures().stream().filter(f -> f.startsWith(split)).toList();
        add(records, notes, root, inside, split);
      }
      for (Path file : walk.pictures()) {
        if (!splits.contains(file.getName(0).toString())) {
          notes.add(left(file, "beside the splits " + String.join(", ", splits)));
        }
      }
    } else {
      for (String name : splits) {
        notes.add(
            new InputNote(
                "folder",
                name,
                true,
                "taken for a class, not for a split: no other split beside it"));
      }
      add(records, notes, root, walk.pictures(), "");
    }
    List<ImageRecord> distinct = withoutRepeats(UniqueIds.ordered(records), notes);
    return new FolderSource(UniqueIds.of(distinct), NoteOrder.of(notes));
  }

  /**
   * Returns whether folders are splits: one folder called "train" among classes is a class of
   * vehicles, two are a split.
   */
  private static boolean declareSplits(Set<String> splits, Set<String> folders) {
    return splits.size() > 1 || (splits.size() == 1 && folders.size() == 1);
  }

  private static InputNote left(Path file, String reason) {
    return new InputNote(FolderWalk.FILE, text(file), false, reason);
  }

  private static String text(Path file) {
    return file.toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  /**
   * Adds images: sub-folders, if there are any, are the classes, and files beside them belong to
   * none.
   */
  private static void add(
      List<ImageRecord> records, List<InputNote> notes, Path root, List<Path> files, String split) {
    int from = split.isEmpty() ? 0 : 1;
    boolean folders = files.stream().anyMatch(f -> f.getNameCount() > from + 1);
    for (Path file : files) {
      if (!folders || file.getNameCount() > from + 1) {
        String label = folders ? file.getName(from).toString() : labelInName(file);
        String name = split.toLowerCase(Locale.ROOT);
        records.add(new ImageRecord(text(file), text(file), root.resolve(file), label, name));
      } else {
        notes.add(left(file, "beside the class folders"));
      }
    }
  }

  private static String labelInName(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    Matcher matcher = CLASS_IN_NAME.matcher(dot > 0 ? name.substring(0, dot) : name);
    return matcher.matches() ? matcher.group(1) : "";
  }

  /** Removes repeats: a link and its target are one image; one under two classes is reported. */
  private static List<ImageRecord> withoutRepeats(
      List<ImageRecord> records, List<InputNote> notes) {
    Map<Path, List<ImageRecord>> seen = new HashMap<>();
    List<ImageRecord> kept = new ArrayList<>();
    for (ImageRecord record : records) {
      List<ImageRecord> others =
          seen.computeIfAbsent(ListedPath.real(record.file()), real -> new ArrayList<>(1));
      Optional<ImageRecord> same =
          others.stream()
              .filter(other -> other.label().equals(record.label()))
              .filter(other -> other.split().equals(record.split()))
              .findFirst();
      if (same.isPresent()) {
        String reason = "the same file as another: " + same.get().path();
        notes.add(new InputNote(FolderWalk.FILE, record.path(), false, reason));
        continue;
      }
      if (!others.isEmpty()) {
        ImageRecord other = others.get(0);
        String where = other.label().equals(record.label()) ? "split" : "class";
        String reason = "the same file as another, of another " + where + ": " + other.path();
        notes.add(new InputNote(FolderWalk.FILE, record.path(), true, reason));
      }
      others.add(record);
      kept.add(record);
    }
    return kept;
  }
}
