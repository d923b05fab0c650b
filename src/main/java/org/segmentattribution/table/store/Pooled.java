package org.segmentattribution.table.store;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;

/**
 * A column whose different values a grouping averages: tables of several methods or models, of
 * several targets of one image, or of several runs. A mean of two methods describes neither, so
 * users must ask for it.
 *
 * @param column {@code method}, {@code model}, {@code target} or {@code run}
 * @param values values in one group, in code point order
 */
public record Pooled(String column, List<String> values) {
  /** The columns that are checked, in this order. */
  public static final List<String> COLUMNS = List.of("method", "model", "target", "run");

  private static final int LISTED = 4;

  /**
   * Checks the columns and returns them.
   *
   * @throws WrongInput where a column cannot be averaged
   */
  public static Set<String> columns(List<String> names) {
    for (String name : names) {
      if (!COLUMNS.contains(name)) {
        throw new WrongInput(
            "'%s' is none of %s%s"
                .formatted(name, String.join(", ", COLUMNS), Spelling.hint(name, COLUMNS)));
      }
    }
    return Set.copyOf(names);
  }

  /**
   * Returns the statement that finds the values of a column that one group averages, joined by a
   * zero character; its answer has no row where there are none.
   *
   * @param cells the database table of the grouping
   * @param groups names of the columns that form groups
   */
  static String question(String column, String cells, String groups) {
    // different images may have different targets; several of one image must not be averaged
    boolean target = column.equals("target");
    String kind = target ? cells + ".target" : "tables." + column;
    String more =
        target
            ? ", tables.image_no AS image, tables.method AS by_method, tables.run AS of_run"
            : "";
    String inner =
        "SELECT DISTINCT %s, table_no, %s AS pooled%s FROM %s JOIN tables USING (table_no)"
            .formatted(groups, kind, more, cells);
    return "SELECT array_to_string(list_sort(list(DISTINCT pooled)), chr(0)) FROM (%s) GROUP BY %s%s HAVING count(DISTINCT pooled) > 1 ORDER BY 1 LIMIT 1"
        .formatted(inner, groups, target ? ", image, by_method, of_run" : "");
  }

  /** Returns text such as {@code 2 methods (gradient, lrp-z)}. */
  public String text() {
    return "%d %ss (%s%s)%s"
        .formatted(
            values.size(),
            column,
            values.stream().limit(LISTED).collect(Collectors.joining(", ")),
            values.size() > LISTED ? ", …" : "",
            column.equals("target") ? " of one image" : "");
  }
}
