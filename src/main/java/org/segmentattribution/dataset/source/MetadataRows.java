package org.segmentattribution.dataset.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.segmentattribution.dataset.decode.Reason;
import org.segmentattribution.file.TextFile;

/**
 * Reads the rows of {@code metadata.csv} or {@code metadata.jsonl} of a Hugging Face image folder.
 *
 * @param file the list
 * @param label the column of the class; empty without one
 * @param rows in the order of the file
 */
record MetadataRows(Path file, String label, List<Row> rows) {
  private static final String NAME = "file_name";
  private static final ObjectReader JSON = new ObjectMapper().reader();

  /** One line: its number and its values by column, as texts. */
  private record Line(long number, Map<String, String> values) {}

  /**
   * One image.
   *
   * @param line in the file, from 1
   * @param name as listed, relative to the list's folder
   * @param label class, empty where the list has none
   * @param split empty where the list has none
   */
  record Row(long line, String name, String label, String split) {}

  /**
   * Reads a list.
   *
   * @throws IOException in one line that names the file and line
   */
  static MetadataRows read(Path file) throws IOException {
    String text = TextFile.read(file);
    List<Line> lines = file.toString().endsWith(".csv") ? csv(file, text) : json(file, text);
    if (lines.isEmpty()) {
      throw new IOException(file + ": it lists no image");
    }
    List<String> columns = List.copyOf(lines.get(0).values().keySet());
    if (!columns.contains(NAME)) {
      throw new IOException(
          "%s: no column %s; it has %s (rename the file if it is no list of images)"
              .formatted(file, NAME, Reason.of(String.join(", ", columns))));
    }
    List<Integer> labels = ListingColumns.candidates(columns, "label", ListingColumns.LABELS);
    if (labels.size() > 1) {
      throw new IOException(
          "%s: the columns '%s' and '%s' could both be the label; name one of them label"
              .formatted(file, columns.get(labels.get(0)), columns.get(labels.get(1))));
    }
    String label = labels.isEmpty() ? "" : columns.get(labels.get(0));
    List<Row> rows = new ArrayList<>();
    for (Line line : lines) {
      rows.add(
          new Row(
              line.number(),
              value(file, line, NAME),
              label.isEmpty() ? "" : value(file, line, label),
              line.values().getOrDefault("split", "")));
    }
    return new MetadataRows(file, label, rows);
  }

  private static String value(Path file, Line line, String column) throws IOException {
    String value = line.values().getOrDefault(column, "");
    if (value.isEmpty()) {
      throw new IOException(file + ", line " + line.number() + ": its " + column + " is missing");
    }
    return value;
  }

  private static List<Line> csv(Path file, String text) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    List<Line> lines = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(text, format)) {
      for (CSVRecord row : parser) {
        if (!row.isConsistent()) {
          throw new IOException(
              "%s, line %d: %d fields under %d column names"
                  .formatted(
                      file,
                      parser.getCurrentLineNumber(),
                      row.size(),
                      parser.getHeaderNames().size()));
        }
        Map<String, String> values = new LinkedHashMap<>();
        parser.getHeaderNames().forEach(name -> values.put(name, row.get(name).strip()));
        lines.add(new Line(parser.getCurrentLineNumber(), values));
      }
    } catch (UncheckedIOException | IllegalStateException | IllegalArgumentException e) {
      throw new IOException(file + ": " + Reason.of(e), e);
    }
    return lines;
  }

  private static List<Line> json(Path file, String text) throws IOException {
    List<Line> lines = new ArrayList<>();
    long number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (!line.isBlank()) {
        lines.add(new Line(number, json(file, number, line)));
      }
    }
    return lines;
  }

  private static Map<String, String> json(Path file, long number, String line) throws IOException {
    String where = file + ", line " + number + ": ";
    JsonNode row;
    try {
      row = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IOException(where + "no JSON: " + Reason.of(e.getOriginalMessage()), e);
    }
    if (!row.isObject()) {
      throw new IOException(where + "it is no object, such as {\"file_name\": \"1.jpg\"}");
    }
    Map<String, String> values = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    row.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      JsonNode value = row.get(name);
      values.put(name, value.isValueNode() && !value.isNull() ? value.asText().strip() : "");
    }
    return values;
  }
}
