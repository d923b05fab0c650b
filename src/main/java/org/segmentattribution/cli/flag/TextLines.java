package org.segmentattribution.cli.flag;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.BoundedFile;
import org.segmentattribution.model.ZeroShot;

/** Texts of a flag, or those of the file that it names, one a line. */
public final class TextLines {
  private static final String FILE = ".txt";

  private TextLines() {}

  /** Names of classes; a single one that ends in {@code .txt} is a file of them. */
  public static List<String> names(List<String> given) {
    return given.size() == 1 && given.get(0).endsWith(FILE)
        ? lines("--classes", given.get(0))
        : given;
  }

  /** Templates; one without a place for a name that ends in {@code .txt} is a file of them. */
  public static List<String> templates(List<String> given) {
    if (given == null) {
      return null;
    }
    List<String> all = new ArrayList<>();
    for (String text : given) {
      boolean file = text.endsWith(FILE) && !text.contains(ZeroShot.PLACE);
      all.addAll(file ? lines("--template", text) : List.of(text));
    }
    return all;
  }

  private static List<String> lines(String flag, String file) {
    try {
      List<String> lines = new ArrayList<>();
      BoundedFile.text(Path.of(file)).lines().forEach(line -> lines.add(line.strip()));
      // a blank line between others is a class without a name: later classes keep their index
      while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
        lines.remove(lines.size() - 1);
      }
      return lines;
    } catch (IOException e) {
      throw new WrongInput(
          flag + " " + file + ": not a readable file of UTF-8 lines of at most 16 MiB");
    }
  }
}
