package org.segmentattribution.run.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.dataset.source.ListedPath;
import org.segmentattribution.file.TextFile;

/** The lines of an {@code --exclude} file, with a record of which ones match an image. */
final class ExcludeList {
  private final String file;
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Set<Integer> fitted = new HashSet<>();

  private ExcludeList(String file) {
    this.file = file;
  }

  /**
   * Reads the file.
   *
   * @throws WrongInput where it cannot be read as text
   */
  static ExcludeList read(Path file) {
    ExcludeList list = new ExcludeList(file.getFileName().toString());
    try {
      int number = 0;
      for (String line : TextFile.lines(file)) {
        number++;
        // a # may also be part of a name
        for (String name : List.of(line, line.replaceFirst("#.*", ""))) {
          String tidy = ListedPath.tidy(name.strip());
          if (!tidy.isEmpty() && !line.stripLeading().startsWith("#")) {
            list.lines.putIfAbsent(tidy, number);
          }
        }
      }
    } catch (IOException e) {
      throw WrongInput.of("{exclude} %s: cannot be read as UTF-8 text", file);
    }
    return list;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Returns whether a line matches an image. */
  boolean names(ImageRecord record) {
    boolean found = false;
    for (String name :
        List.of(
            record.path(),
            record.stem(),
            record.file().getFileName().toString(),
            ListedPath.tidy(record.file().toAbsolutePath().toString()))) {
      Integer line = lines.get(name);
      if (line != null) {
        fitted.add(line);
        found = true;
      }
    }
    return found;
  }

  /** Returns a note on each line that matches no image. */
  List<InputNote> unused() {
    List<InputNote> notes = new ArrayList<>();
    Set<Integer> said = new HashSet<>();
    lines.forEach(
        (name, line) -> {
          if (!fitted.contains(line) && said.add(line)) {
            String reason = "no image is called '" + name + "' (exclude)";
            notes.add(new InputNote("exclude", file + ":" + line, false, reason));
          }
        });
    return notes;
  }
}
