package org.segmentattribution.command.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.segmentattribution.report.page.ResultTable;
import org.segmentattribution.report.svg.NumberText;

/**
 * Makes the table of {@code sat aggregate} short enough for a terminal: names, number of images,
 * and for each value its mean and interval, then the direction.
 */
public final class ShortColumns {
  private static final String COUNT = "images";
  private static final String DIRECTION = "direction";
  private static final String INTERVAL = "95 % interval";
  private static final int GAP = 2;
  private static final int SHORTEST = 8;

  private ShortColumns() {}

  /**
   * Returns the short table.
   *
   * @param width columns of the terminal; where the table is wider, means are left out (absolute
   *     ones and the last first, never the first), then long names are cut; 0 for no limit
   */
  public static ResultTable of(ResultTable table, int width) {
    List<String> means = new ArrayList<>();
    int names = table.columns().indexOf(COUNT);
    table.columns().stream()
        .skip(names + 1L)
        .filter(column -> isMean(column, table.columns()))
        .forEach(means::add);
    ResultTable chosen = choose(table, means);
    while (width > 0 && means.size() > 1 && sum(widths(chosen)) > width) {
      means.remove(lastOf(means));
      chosen = choose(table, means);
    }
    return width > 0 ? cut(chosen, names, width) : chosen;
  }

  private static String heading(String column) {
    return column
        .replaceFirst("^relative_(mean_)?", "$1")
        .replaceFirst("^absolute_mean_", "absolute_");
  }

  private static int lastOf(List<String> means) {
    for (int i = means.size() - 1; i > 0; i--) {
      if (means.get(i).startsWith("absolute_")) {
        return i;
      }
    }
    return means.size() - 1;
  }

  private static ResultTable choose(ResultTable table, List<String> means) {
    List<String> all = table.columns();
    List<String> columns = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    table.rows().forEach(row -> rows.add(new ArrayList<>()));
    for (int c = 0; c < all.size(); c++) {
      String column = all.get(c);
      if (c <= all.indexOf(COUNT) || column.equals(DIRECTION) || means.contains(column)) {
        columns.add(heading(column));
        add(rows, table, c);
      }
      if (means.contains(column) && all.contains(column + "_low")) {
        columns.add(INTERVAL);
        int low = all.indexOf(column + "_low");
        for (int r = 0; r < rows.size(); r++) {
          List<Object> row = table.rows().get(r);
          rows.get(r).add(interval(row.get(low), row.get(all.indexOf(column + "_high"))));
        }
      }
    }
    return new ResultTable(columns, rows);
  }

  /** Returns whether a column is a mean: it has an interval, or its deviation is the next one. */
  private static boolean isMean(String column, List<String> all) {
    int next = all.indexOf(column) + 1;
    // of the shares of signs there are for_low and for_high, but no column "for"
    return WholeAggregates.isColumn(column)
        || all.contains(column + "_low")
        || !column.endsWith("_high") && next < all.size() && all.get(next).endsWith("_deviation")
        || column.startsWith("absolute_") && !column.matches(".*_(low|high)");
  }

  private static void add(List<List<Object>> rows, ResultTable table, int column) {
    for (int r = 0; r < rows.size(); r++) {
      rows.get(r).add(table.rows().get(r).get(column));
    }
  }

  private static String interval(Object low, Object high) {
    return low instanceof Double from && high instanceof Double to && Double.isFinite(from)
        ? NumberText.digits(from, 4) + " to " + NumberText.digits(to, 4)
        : NumberText.NONE;
  }

  private static int[] widths(ResultTable table) {
    int[] widths = new int[table.columns().size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = table.columns().get(c).length();
      for (List<Object> row : table.rows()) {
        widths[c] = Math.max(widths[c], shown(row.get(c)).length());
      }
    }
    return widths;
  }

  private static int sum(int[] widths) {
    return Arrays.stream(widths).sum() + GAP * (widths.length - 1);
  }

  /** Cuts the longest column of names until the line fits, but to no less than eight letters. */
  private static ResultTable cut(ResultTable table, int names, int width) {
    int[] widths = widths(table);
    for (int sum = sum(widths); sum > width && names > 0; sum--) {
      int longest = 0;
      for (int c = 1; c < names; c++) {
        longest = widths[c] > widths[longest] ? c : longest;
      }
      if (widths[longest] <= SHORTEST) {
        break;
      }
      widths[longest]--;
    }
    for (int c = 0; c < names; c++) {
      for (List<Object> row : table.rows()) {
        row.set(c, ended(String.valueOf(row.get(c)), widths[c]));
      }
    }
    return table;
  }

  private static String shown(Object value) {
    return value instanceof Double number ? NumberText.digits(number, 4) : String.valueOf(value);
  }

  private static String ended(String name, int width) {
    return name.length() <= width ? name : name.substring(0, width - 1) + "\u2026";
  }
}
