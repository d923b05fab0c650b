package org.segmentattribution.report.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;

/**
 * Draws one image's table beside its picture: rank, segment, signed mean, size; best rank first.
 *
 * @param letters size of its text, to which all distances belong
 */
record OverlayTable(double x, double y, double width, double height, double letters) {
  private static final double USUAL = 7;
  private static final double PITCH = 10.4;
  private static final double TOP = 14;

  /** Returns the height of a table of so many rows. */
  static double height(int rows, double letters) {
    return (TOP + 1 + PITCH * rows) * letters / USUAL;
  }

  void draw(SvgWriter svg, List<SegmentAttribution> rows, Set<String> highlights) {
    List<SegmentAttribution> sorted =
        rows.stream()
            .sorted(
                Comparator.comparingDouble(SegmentAttribution::rank)
                    .thenComparing(SegmentAttribution::segment))
            .toList();
    double em = letters / USUAL;
    TextStyle text = TextStyle.of(letters);
    TextStyle head = text.fill(Palette.MUTED);
    int room = Math.max(1, (int) ((height - TOP * em) / (PITCH * em)));
    List<SegmentAttribution> shown = shown(sorted, room, highlights);
    double largest = rows.stream().mapToDouble(SegmentAttribution::meanAttribution).max().orElse(0);
    int power = NumberText.exponent(largest);
    double mean = x + width - 28 * em;
    double name = x + 26 * em;
    svg.text(x + 20 * em, y + 7 * em, "rank", head.end());
    svg.text(name, y + 7 * em, "segment", head);
    String unit = power == 0 ? "mean" : "mean, " + NumberText.powerOfTen(power);
    svg.text(mean, y + 7 * em, unit, head.end());
    svg.text(x + width, y + 7 * em, "area", head.end());
    svg.line(x, y + 10.5 * em, x + width, y + 10.5 * em, Palette.AXIS, 0.6);
    double base = y + 19 * em;
    for (SegmentAttribution row : shown) {
      boolean highlighted = highlights.contains(row.segment());
      TextStyle style = text.bold(highlighted);
      if (highlighted) {
        svg.rect(x, base - 7.4 * em, width, PITCH * em, "fill", Palette.GRID);
      }
      svg.text(x + 20 * em, base, NumberText.plain(row.rank()), style.end());
      svg.fitted(name, base, row.segment(), mean - 26 * em - name, style);
      String value = NumberText.fixed(row.meanSigned() / Math.pow(10, power), 2);
      svg.text(mean, base, value, style.end());
      svg.text(x + width, base, area(row.facts().maskFraction()), style.end());
      base += PITCH * em;
    }
    if (shown.size() < sorted.size()) {
      svg.text(name, base, "and " + (sorted.size() - shown.size()) + " more", head);
    }
  }

  /** Returns the best rows that fit; highlighted ones are always included. */
  private static List<SegmentAttribution> shown(
      List<SegmentAttribution> sorted, int room, Set<String> highlights) {
    if (sorted.size() <= room) {
      return sorted;
    }
    List<SegmentAttribution> shown = new ArrayList<>(sorted.subList(0, room - 1));
    for (SegmentAttribution row : sorted.subList(room - 1, sorted.size())) {
      int last = shown.size() - 1;
      while (last >= 0 && highlights.contains(shown.get(last).segment())) {
        last--;
      }
      if (highlights.contains(row.segment()) && last >= 0) {
        shown.remove(last);
        shown.add(row);
      }
    }
    return shown;
  }

  private static String area(double fraction) {
    double percent = fraction * 100;
    return NumberText.fixed(percent, percent < 9.95 ? 1 : 0) + "\u00a0%";
  }
}
