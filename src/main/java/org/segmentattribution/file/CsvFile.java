package org.segmentattribution.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Writes and reads CSV: RFC 4180, UTF-8, lines that end in \n, texts as {@link CsvPrinter} prints
 * them.
 */
public final class CsvFile {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').setIgnoreEmptyLines(true).get();

  private CsvFile() {}

  /** Prints the rows. */
  @FunctionalInterface
  public interface Rows {
    void print(CsvPrinter printer) throws IOException;
  }

  /** Takes one row. */
  @FunctionalInterface
  public interface RowReader {
    void read(CsvRow row) throws IOException;
  }

  /** Replaces a file by a header and rows. */
  public static void write(Path file, List<String> header, Rows rows) throws IOException {
    ReplacedFile.write(
        file,
        temporary -> {
          try (Writer out = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8)) {
            print(out, header, rows);
          }
        });
  }

  /** Returns a header and rows as CSV text. */
  public static String text(List<String> header, List<? extends List<?>> rows) {
    StringBuilder text = new StringBuilder();
    try {
      print(
          text,
          header,
          printer -> {
            for (List<?> row : rows) {
              printer.printRecord(row);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void print(Appendable out, List<String> header, Rows rows) throws IOException {
    if (new HashSet<>(header).size() != header.size()) {
      throw new IllegalArgumentException("a column twice: " + String.join(",", header));
    }
    CsvPrinter printer = new CsvPrinter(out);
    printer.printHeader(header);
    rows.print(printer);
  }

  /** Returns a field that reads back as the same number; NaN gives the empty field. */
  public static Object text(double number) {
    return Double.isNaN(number) ? "" : (Object) number;
  }

  /** Reads a file that has at least the given columns, in any order. */
  public static void read(Path file, List<String> required, RowReader reader) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser parser = CSVParser.builder().setReader(in).setFormat(FORMAT).get()) {
      Iterator<CSVRecord> records = parser.iterator();
      if (!records.hasNext()) {
        throw new IOException(file + " is empty: it has no line of column names");
      }
      CSVRecord header = records.next();
      Map<String, Integer> columns = columns(file, header, required);
      long line = parser.getCurrentLineNumber() + 1;
      while (records.hasNext()) {
        CSVRecord record = records.next();
        if (record.size() != header.size()) {
          throw new IOException(
              "%s, line %d: %d fields under %d column names"
                  .formatted(file, line, record.size(), header.size()));
        }
        reader.read(new CsvRow(file, line, record, columns));
        line = parser.getCurrentLineNumber() + 1;
      }
    } catch (NoSuchFileException e) {
      throw new IOException(file + " does not exist", e);
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      throw new IOException(
          cause instanceof CharacterCodingException
              ? file + " is not UTF-8"
              : file + " is not valid CSV: " + cause.getMessage(),
          e);
    }
  }

  private static Map<String, Integer> columns(Path file, CSVRecord header, List<String> required)
      throws IOException {
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      String name = i == 0 ? header.get(i).replaceFirst("^\uFEFF", "") : header.get(i);
      if (columns.put(name, i) != null) {
        throw new IOException("%s, line 1: two columns '%s'".formatted(file, name));
      }
    }
    for (String name : required) {
      if (!columns.containsKey(name)) {
        throw new IOException("%s, line 1: no column '%s'".formatted(file, name));
      }
    }
    return columns;
  }
}
