package org.segmentattribution.dataset.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.ImageSource;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.file.InnerPath;

/**
 * Images of a Hugging Face image folder: {@code metadata.csv} or {@code metadata.jsonl} in it, or
 * in its folders of splits, names the files and their classes. Pictures that it does not name are
 * left out with a note.
 */
final class MetadataSource implements ImageSource {
  static final List<String> NAMES = List.of("metadata.csv", "metadata.jsonl");

  private final Path root;
  private final List<ImageRecord> records = new ArrayList<>();
  private final List<InputNote> notes = new ArrayList<>();
  private final Map<Path, ImageRecord> seen = new HashMap<>();

  private MetadataSource(Path root) {
    this.root = root;
  }

  /**
   * Returns the lists of a folder: its own, or those of its splits; empty where there is none.
   *
   * @throws IOException where a folder has two
   */
  static List<Path> lists(Path root) throws IOException {
    List<Path> lists = in(root);
    if (!lists.isEmpty()) {
      return lists;
    }
    try (Stream<Path> folders = Files.list(root)) {
      for (Path folder : folders.sorted().toList()) {
        if (ImageRecord.SplitName.isAny(folder.getFileName().toString())) {
          lists.addAll(in(folder));
        }
      }
    }
    return lists;
  }

  private static List<Path> in(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String name : NAMES) {
      if (Files.isRegularFile(folder.resolve(name))) {
        found.add(folder.resolve(name));
      }
    }
    if (found.size() > 1) {
      throw new IOException(folder + " has " + String.join(" and ", NAMES) + "; keep one of them");
    }
    return found;
  }

  /**
   * Reads the lists of a folder.
   *
   * @throws IOException in one line, where a list is wrong or names a file that is not there
   */
  static ImageSource read(Path root, List<Path> lists) throws IOException {
    MetadataSource source = new MetadataSource(root);
    List<MetadataRows> read = new ArrayList<>();
    for (Path list : lists) {
      read.add(MetadataRows.read(list));
    }
    if (read.stream().anyMatch(rows -> rows.label().isEmpty())) {
      return source.withoutLabels(read);
    }
    for (MetadataRows rows : read) {
      source.add(rows);
    }
    source.account(lists);
    return source;
  }

  @Override
  public List<ImageRecord> records() {
    return UniqueIds.of(records);
  }

  @Override
  public List<InputNote> notes() {
    return NoteOrder.of(notes);
  }

  private String text(Path file) {
    return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  /** A list of captions or boxes says nothing of classes: the folders do. */
  private ImageSource withoutLabels(List<MetadataRows> lists) throws IOException {
    FolderSource folders = FolderSource.read(root);
    List<InputNote> all = new ArrayList<>(folders.notes());
    for (MetadataRows rows : lists) {
      String reason = "has no column label: classes are those of the folders or names";
      all.add(new InputNote("list", text(rows.file()), true, reason));
    }
    return new FolderSource(folders.records(), NoteOrder.of(all));
  }

  private void add(MetadataRows rows) throws IOException {
    Path folder = rows.file().getParent();
    if (!rows.label().equals("label")) {
      String reason = "the column '" + rows.label() + "' is taken for label";
      notes.add(new InputNote("list", text(rows.file()), true, reason));
    }
    for (MetadataRows.Row row : rows.rows()) {
      String where = rows.file() + ", line " + row.line() + ": ";
      Path file = inside(folder, row.name(), where).normalize();
      if (!Files.isRegularFile(file)) {
        throw new IOException(
            where + "file_name " + row.name() + ": no such file; names are relative to " + folder);
      }
      String path = text(file);
      ImageRecord record = new ImageRecord(path, path, file, row.label(), split(path, row));
      ImageRecord before = seen.putIfAbsent(ListedPath.real(file), record);
      if (before == null) {
        records.add(record);
      } else if (!before.label().equals(record.label()) || !before.split().equals(record.split())) {
        throw new IOException(
            where + row.name() + " is listed twice, with another label or split the other time");
      } else {
        String reason = "listed twice: " + row.name() + " in line " + row.line();
        notes.add(new InputNote("list", text(rows.file()), true, reason));
      }
    }
  }

  private static Path inside(Path folder, String name, String where) throws IOException {
    try {
      return InnerPath.of(folder, ListedPath.tidy(name));
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(
          where + "file_name " + name + " leads out of " + folder + "; put the pictures below it",
          e);
    }
  }

  /** Returns the split: the list's, or the first folder's name where it is that of one. */
  private static String split(String path, MetadataRows.Row row) {
    if (!row.split().isEmpty()) {
      return row.split();
    }
    String first = path.contains("/") ? path.substring(0, path.indexOf('/')) : "";
    return ImageRecord.SplitName.isAny(first) ? first.toLowerCase(Locale.ROOT) : "";
  }

  /** Notes everything below the folder that no list names. */
  private void account(List<Path> lists) throws IOException {
    FolderWalk walk = FolderWalk.of(root);
    Set<String> own = Set.copyOf(lists.stream().map(this::text).toList());
    for (InputNote note : walk.notes()) {
      notes.add(
          own.contains(note.path())
              ? new InputNote(note.kind(), note.path(), false, "no picture: the list of images")
              : note);
    }
    Set<String> listed = Set.copyOf(records.stream().map(ImageRecord::path).toList());
    for (Path picture : walk.pictures()) {
      String path = text(root.resolve(picture));
      if (!listed.contains(path) && !seen.containsKey(ListedPath.real(root.resolve(picture)))) {
        notes.add(new InputNote(FolderWalk.FILE, path, false, "not in the list of images"));
      }
    }
  }
}
