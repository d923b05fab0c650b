package org.segmentattribution.table.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.table.Column;

/**
 * The columns that rows are grouped by. Columns with one value for all rows of a table form groups
 * of tables; the others, such as segment and position, form what is averaged within a group.
 *
 * @param tables columns such as method and class
 * @param names columns such as segment
 */
public record Grouping(List<String> tables, List<String> names) {
  /** Orders lists of texts by code point. */
  static final Comparator<List<String>> BY_TEXT =
      (a, b) -> {
        for (int i = 0; i < a.size(); i++) {
          int order = SegmentNames.BY_CODE_POINT.compare(a.get(i), b.get(i));
          if (order != 0) {
            return order;
          }
        }
        return 0;
      };

  private static final Set<String> OF_TABLES =
      Set.of(
          "run",
          "image_id",
          "image",
          "label",
          "class",
          "predicted",
          "target",
          "confidence",
          "model",
          "method",
          "correct",
          "explained_class_index",
          "explained_confidence",
          "table_rows");

  /**
   * Sorts columns by the two kinds.
   *
   * @throws WrongInput where a column does not exist or is given twice
   */
  public static Grouping by(List<String> columns) {
    List<String> tables = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String column : columns) {
      if (!OF_TABLES.contains(column) && Column.named(column).isEmpty()) {
        List<String> known =
            Stream.concat(Column.texts().stream(), OF_TABLES.stream().sorted()).distinct().toList();
        throw new WrongInput(
            "no column '"
                + column
                + "'; there are: "
                + String.join(", ", known)
                + Spelling.hint(column, known));
      }
      List<String> kind = OF_TABLES.contains(column) ? tables : names;
      if (kind.contains(column)) {
        throw new WrongInput("column '" + column + "' is named twice");
      }
      kind.add(column);
    }
    return new Grouping(List.copyOf(tables), List.copyOf(names));
  }

  /** Returns all columns. */
  public List<String> all() {
    return Stream.concat(tables.stream(), names.stream()).toList();
  }

  /** Lists columns for SQL, each followed by a comma. */
  static String list(List<String> columns) {
    return columns.stream().map(c -> '"' + c + "\", ").collect(Collectors.joining());
  }

  /** Lists the names that columns have in a grouping, each after a comma. */
  static String aliases(String letter, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(", ").append(letter).append(i);
    }
    return text.toString();
  }

  /** Lists columns as texts under the names of {@link #aliases}, each followed by a comma. */
  static String texts(List<String> columns, String letter) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      text.append("coalesce(CAST(\"%s\" AS VARCHAR), '') AS ".formatted(columns.get(i)))
          .append(letter)
          .append(i)
          .append(", ");
    }
    return text.toString();
  }
}
