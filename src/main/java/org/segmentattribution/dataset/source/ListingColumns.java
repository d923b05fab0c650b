package org.segmentattribution.dataset.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.segmentattribution.dataset.decode.Reason;

/**
 * Finds the columns of a listing in its first line.
 *
 * @param format of the lines, with their separator
 * @param path index of the column
 * @param label index of the column
 * @param split index of the column; -1 without one
 * @param width columns up to the last that has a name
 * @param assumed assumptions about column names, one line each
 */
record ListingColumns(
    CSVFormat format, int path, int label, int split, int width, List<String> assumed) {
  private static final Map<Character, String> SEPARATORS =
      Map.of(',', "commas", ';', "semicolons", '\t', "tabs");
  private static final Set<String> PATHS =
      Set.of(
          ("file_name filename file image image_path imagepath image_file file_path filepath img"
                  + " img_path image_name imagename")
              .split(" "));
  static final Set<String> LABELS =
      Set.of("class category class_name classname category_name label_name".split(" "));

  /**
   * Reads it.
   *
   * @throws IOException in one line, where a column is missing or several fit
   */
  static ListingColumns of(String file, String line) throws IOException {
    for (char separator : new char[] {',', ';', '\t'}) {
      List<String> names = names(file, line, separator);
      if (names.size() > 1 && !candidates(names, "path", PATHS).isEmpty()) {
        return of(file, names, separator);
      }
    }
    throw missing(file, names(file, line, ','));
  }

  private static ListingColumns of(String file, List<String> names, char separator)
      throws IOException {
    List<String> assumed = new ArrayList<>();
    if (separator != ',') {
      assumed.add("its columns are separated by " + SEPARATORS.get(separator));
    }
    int path = only(file, names, "path", PATHS, assumed);
    int label = only(file, names, "label", LABELS, assumed);
    if (label < 0) {
      throw missing(file, names);
    }
    int split = only(file, names, "split", Set.of(), assumed);
    int width = names.size();
    while (names.get(width - 1).isEmpty()) {
      width--;
    }
    return new ListingColumns(format(separator), path, label, split, width, assumed);
  }

  private static IOException missing(String file, List<String> names) {
    return new IOException(
        file
            + ": the first line must name the columns path,label[,split]; it has: "
            + Reason.of(String.join(", ", names)));
  }

  private static CSVFormat format(char separator) {
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(separator)
        .setIgnoreSurroundingSpaces(separator != '\t')
        .get();
  }

  private static List<String> names(String file, String line, char separator) throws IOException {
    try (CSVParser parser = CSVParser.parse(line, format(separator))) {
      List<CSVRecord> records = parser.getRecords();
      return records.isEmpty()
          ? List.of()
          : records.get(0).toList().stream().map(String::strip).toList();
    } catch (IOException | RuntimeException e) {
      throw new IOException(file + ", line 1: " + Reason.of(e), e);
    }
  }

  static List<Integer> candidates(List<String> names, String name, Set<String> synonyms) {
    List<Integer> exact = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String lower = names.get(i).toLowerCase(Locale.ROOT);
      if (lower.equals(name)) {
        exact.add(i);
      } else if (synonyms.contains(lower.replace(' ', '_').replace('-', '_'))) {
        others.add(i);
      }
    }
    return exact.isEmpty() ? others : exact;
  }

  private static int only(
      String file, List<String> names, String name, Set<String> synonyms, List<String> assumed)
      throws IOException {
    List<Integer> found = candidates(names, name, synonyms);
    if (found.size() > 1) {
      throw new IOException(
          "%s, line 1: the columns '%s' and '%s' could both be the %s; name one of them %s"
              .formatted(file, names.get(found.get(0)), names.get(found.get(1)), name, name));
    }
    if (found.isEmpty()) {
      return -1;
    }
    String column = names.get(found.get(0));
    if (!column.equals(name)) {
      assumed.add("the column '" + column + "' is taken for " + name);
    }
    return found.get(0);
  }
}
