package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.segmentattribution.report.page.ExplainGroup;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.Signs;

/**
 * Says what the tables of a run show in a few lines of plain text, for a terminal: of the first
 * method, the segments that come first in each class, as on the page.
 */
public final class FoundInWords {
  /** Number of segments of a class. */
  private static final int SEGMENTS = 3;

  /** With more classes than this, all images are described together. */
  private static final int CLASSES = 8;

  private final TableTotals totals;
  private final List<ExplainGroup> groups;

  private FoundInWords(TableTotals totals) {
    this.totals = totals;
    String method = totals.groups().isEmpty() ? "" : totals.groups().get(0).method();
    groups = totals.groups().stream().filter(g -> g.method().equals(method)).toList();
  }

  /** Returns a heading, then a line a class and a line a segment; empty without tables. */
  public static List<String> lines(TableTotals totals) {
    return new FoundInWords(totals).lines();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (groups.isEmpty()) {
      return lines;
    }
    lines.add(
        "what the model looks at, by "
            + groups.get(0).method()
            + " (segments by mean rank; %: share of an image's attribution, mean over the images with it"
            + (groups.get(0).signed()
                ? ""
                : "; no value is negative here, so none is called for or against")
            + "):");
    List<ExplainGroup> classes = groups.stream().filter(g -> !g.className().isEmpty()).toList();
    List<ExplainGroup> together = groups.stream().filter(g -> g.className().isEmpty()).toList();
    boolean few = !classes.isEmpty() && classes.size() <= CLASSES;
    List<ExplainGroup> shown = few || together.isEmpty() ? classes : together;
    shown.stream().limit(CLASSES).forEach(group -> of(group, lines));
    if (shown.size() > CLASSES) {
      lines.add("  and %d more classes: the report has them".formatted(shown.size() - CLASSES));
    }
    return lines;
  }

  private void of(ExplainGroup group, List<String> lines) {
    String name = group.className().isEmpty() ? "all classes together" : group.className();
    int images = group.rows().isEmpty() ? 0 : group.rows().get(0).tables();
    String head = "  " + name + ", " + NumberText.images(images) + ":";
    if (!group.silence().isEmpty()) {
      lines.add(head + " " + group.silence());
      return;
    }
    lines.add(head);
    List<AggregateRow> usual = group.usual();
    usual.stream().limit(SEGMENTS).forEach(row -> lines.add(segment(group, row)));
  }

  private String segment(ExplainGroup group, AggregateRow row) {
    Map<String, Double> shares = totals.shares(group);
    String direction = direction(row.signs(), group.signed());
    return ("    "
            + row.segment()
            + ": "
            + NumberText.percent(shares.getOrDefault(row.segment(), Double.NaN))
            + ", mean rank "
            + NumberText.rank(row.relativeMeanRank())
            + (direction.isEmpty() ? "" : ", " + direction))
        .replace('\u00a0', ' ');
  }

  private static String direction(Signs signs, boolean signed) {
    if (!signed || signs.tables() == 0) {
      return "";
    }
    return switch (signs.direction()) {
      case FOR -> "for the class in " + of(signs.positive(), signs);
      case AGAINST -> "against the class in " + of(signs.negative(), signs);
      case MIXED ->
          "mixed: for the class in %d, against it in %d of %d images"
              .formatted(signs.positive(), signs.negative(), signs.tables());
      case NONE -> "";
    };
  }

  private static String of(long agreeing, Signs signs) {
    return "%d of %d images".formatted(agreeing, signs.tables());
  }
}
