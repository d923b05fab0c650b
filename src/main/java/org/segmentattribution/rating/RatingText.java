package org.segmentattribution.rating;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What people read of a rating: the ruler, the best candidates, and what to use. */
public final class RatingText {
  private static final int SHOWN = 6;

  private RatingText() {}

  /** Returns lines for a terminal. */
  public static List<String> lines(List<RatingRow> rows, List<RatingChoice> choices) {
    List<String> lines = new ArrayList<>();
    int width = rows.stream().mapToInt(row -> name(row).length()).max().orElse(0);
    lines.add(
        String.format(
            Locale.ROOT, "%-" + width + "s  effect  per pixel  excess    SRG  random", ""));
    rows.stream()
        .filter(row -> row.candidate().isRuler() && !row.candidate().isAbsolute())
        .forEach(row -> lines.add(line(row, width)));
    rows.stream()
        .filter(row -> !row.candidate().isRuler())
        .sorted(Comparator.comparingDouble(RatingText::order))
        .limit(SHOWN)
        .forEach(row -> lines.add(line(row, width)));
    lines.add("");
    choices.forEach(choice -> lines.add(choice.sentence()));
    return lines;
  }

  private static double order(RatingRow row) {
    double value = row.scores().get(Against.PER_PIXEL).all().value();
    return Double.isNaN(value) ? 1 : -value;
  }

  private static String name(RatingRow row) {
    return row.candidate().method() + " " + row.candidate().column();
  }

  private static String line(RatingRow row, int width) {
    return String.format(
            Locale.ROOT,
            "%-" + width + "s  %6s  %9s  %6s  %5s  %6s  %s",
            name(row),
            number(row, Against.EFFECT),
            number(row, Against.PER_PIXEL),
            number(row, Against.EXCESS),
            number(row.checks().srgMean()),
            number(row.checks().randomisation()),
            row.flag())
        .stripTrailing();
  }

  private static String number(RatingRow row, Against against) {
    return number(row.scores().get(against).all().value());
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }
}
