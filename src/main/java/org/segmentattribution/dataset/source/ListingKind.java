package org.segmentattribution.dataset.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.segmentattribution.api.SettingText;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.dataset.decode.FileKind;
import org.segmentattribution.dataset.decode.FileStart;

/** Recognises files that people give as a list of images but that are no CSV. */
final class ListingKind {
  private static final String COLUMNS = "write a CSV with the columns path,label[,split]";
  private static final String TO_CSV =
      "duckdb -c \"COPY (FROM '%s') TO 'list.csv'\" makes a CSV of it";

  private ListingKind() {}

  /** Refuses a file that is no CSV, in one line that says what it is and what to do. */
  static void requireCsv(Path file) throws IOException {
    byte[] start = FileStart.read(file);
    if (start.length == 0) {
      throw new WrongInput(file + " is an empty file; " + COLUMNS);
    }
    SettingText found = found(file, start);
    if (!found.toString().isEmpty()) {
      throw WrongInput.of("%s is %s", file, found);
    }
  }

  private static SettingText found(Path file, byte[] start) {
    FileKind kind = FileStart.kind(start);
    if (kind.isPicture()) {
      return plain(
          "a single file, "
              + kind.what()
              + "; give its folder, or a CSV (one picture: sat saliency)");
    }
    return switch (kind) {
      case ZIP -> plain(zipped(file, start));
      case ARCHIVE -> plain(kind.what() + "; unpack it and give the folder");
      case EXCEL -> plain(kind.what() + "; save the sheet as CSV (UTF-8)");
      case ARROW, NUMPY, HDF5, SQLITE ->
          plain(kind.what() + "; save its pictures as files and " + COLUMNS);
      default -> text(file, start);
    };
  }

  private static String zipped(Path file, byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (text.contains("[Content_Types].xml") || text.contains("xl/") || name.endsWith(".xlsx")) {
      return "an Excel sheet; save it as CSV (UTF-8)";
    }
    return "an archive of NumPy arrays; save its pictures as files and " + COLUMNS;
  }

  private static SettingText plain(String text) {
    return SettingText.of("%s", text);
  }

  private static SettingText text(Path file, byte[] start) {
    String text =
        new String(start, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "").stripLeading();
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (text.startsWith("{") || text.startsWith("[")) {
      boolean lines = name.endsWith("l") || text.lines().skip(1).anyMatch(l -> l.startsWith("{"));
      return lines
          ? plain("a file of JSON lines; " + TO_CSV.formatted(file.getFileName()))
          : SettingText.of(
              "a JSON file; masks in COCO's format go to {segmenter} masks:FILE.json, {images} takes"
                  + " the folder of the pictures or a CSV path,label");
    }
    if (text.startsWith("<")) {
      return plain("an XML or HTML file; " + COLUMNS);
    }
    boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
    return plain(yaml ? "a YAML file; give the folder of the pictures, a folder per class" : "");
  }
}
