package org.segmentattribution.dataset.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.ImageSource;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.dataset.decode.Reason;
import org.segmentattribution.file.SpreadsheetFormula;
import org.segmentattribution.file.TextFile;

/**
 * Images named by a CSV with the columns path, label and, where wanted, split. Other columns are
 * ignored; common other names of these columns are accepted, with a note.
 */
final class CsvSource implements ImageSource {
  private static final String LINE = "line";

  private final Path csv;
  private final String text;
  private final List<ImageRecord> records = new ArrayList<>();
  private final List<InputNote> notes = new ArrayList<>();
  private final Map<Path, Seen> seen = new HashMap<>();
  private boolean absolute;

  /** An image that is already listed. */
  private record Seen(long line, String listed, ImageRecord record) {}

  private CsvSource(Path csv, String text) {
    this.csv = csv;
    this.text = text;
  }

  /** Reads a CSV; paths are relative to its folder. */
  static CsvSource read(Path csv) throws IOException {
    CsvSource source = new CsvSource(csv, TextFile.read(csv));
    source.parse();
    return source;
  }

  @Override
  public List<ImageRecord> records() {
    return UniqueIds.of(records);
  }

  @Override
  public List<InputNote> notes() {
    return List.copyOf(notes);
  }

  @Override
  public String unit() {
    return LINE;
  }

  private void parse() throws IOException {
    String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    ListingColumns columns = ListingColumns.of(csv.toString(), first);
    columns.assumed().forEach(assumption -> note(1, true, assumption));
    try (CSVParser parser = CSVParser.parse(text, columns.format())) {
      Iterator<CSVRecord> rows = parser.iterator();
      long line = 1;
      try {
        rows.next();
        while (rows.hasNext()) {
          CSVRecord row = rows.next();
          line = parser.getCurrentLineNumber();
          add(row, line, columns);
        }
      } catch (UncheckedIOException | IllegalStateException e) {
        throw new IOException(
            at(parser.getCurrentLineNumber()) + "quotes that do not close: " + Reason.of(e), e);
      }
    }
    if (absolute) {
      note(1, true, "absolute paths below the list's folder are taken relative to it");
    }
  }

  private String at(long line) {
    return csv + ", line " + line + ": ";
  }

  private void note(long line, boolean used, String reason) {
    notes.add(new InputNote(LINE, csv.getFileName() + ":" + line, used, reason));
  }

  private void add(CSVRecord row, long line, ListingColumns columns) throws IOException {
    if (row.size() < columns.width()) {
      throw new IOException(
          at(line) + row.size() + " fields under " + columns.width() + " column names");
    }
    for (int i = columns.width(); i < row.size(); i++) {
      if (!row.get(i).isEmpty()) {
        throw new IOException(
            at(line)
                + row.size()
                + " fields under "
                + columns.width()
                + " column names; put a name with a separator in it in double quotes");
      }
    }
    String listed = row.get(columns.path());
    if (listed.isEmpty()) {
      throw new IOException(at(line) + "the path is missing");
    }
    if (listed.matches("(?i)(https?|s3|gs|ftp)://.*")) {
      throw new IOException(at(line) + listed + " is an address; fetch the pictures first");
    }
    String label = SpreadsheetFormula.original(row.get(columns.label()));
    String split = columns.split() < 0 ? "" : row.get(columns.split());
    Path folder = csv.toAbsolutePath().normalize().getParent();
    String path = ListedPath.tidy(listed);
    if (!Files.exists(folder.resolve(path))) {
      // our own tables put an apostrophe before a name that a spreadsheet would take for a formula
      path = ListedPath.tidy(SpreadsheetFormula.original(listed));
    }
    Path file = folder.resolve(path);
    if (Path.of(path).isAbsolute() && file.normalize().startsWith(folder)) {
      path = ListedPath.tidy(folder.relativize(file.normalize()).toString());
      absolute = true;
    }
    add(new Seen(line, listed, new ImageRecord(path, path, file, label, split)));
  }

  /** Adds an image; a file is one image, however its path is written. */
  private void add(Seen now) throws IOException {
    ImageRecord record = now.record();
    Seen before = seen.putIfAbsent(ListedPath.real(record.file()), now);
    if (before == null) {
      records.add(record);
      return;
    }
    String same = now.listed() + " is the file of line " + before.line() + ", " + before.listed();
    if (!before.record().label().equals(record.label())
        || !before.record().split().equals(record.split())) {
      throw new IOException(
          at(now.line()) + same + ", with another label or split; leave out one of the lines");
    }
    note(now.line(), false, "listed twice: " + same);
  }
}
