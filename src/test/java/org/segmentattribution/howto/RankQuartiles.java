package org.segmentattribution.howto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;
import org.segmentattribution.table.SatCsv;

/**
 * An aggregate and its figure: quartiles of a segment's ranks. A mean of 5 may be "always 5" or "1
 * in half of the images and 9 in the others".
 *
 * @param segment its name
 * @param images in which it occurs
 * @param low lower quartile
 * @param median the middle
 * @param high upper quartile
 */
public record RankQuartiles(String segment, int images, double low, double median, double high) {
  /** Of every segment in a table of one method, best median first. */
  public static List<RankQuartiles> of(List<SegmentAttribution> rows) {
    Map<String, List<Double>> ranks = new TreeMap<>();
    for (SegmentAttribution row : rows) {
      ranks.computeIfAbsent(row.segment(), name -> new ArrayList<>()).add(row.rank());
    }
    return ranks.entrySet().stream()
        .map(entry -> of(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingDouble(RankQuartiles::median))
        .toList();
  }

  private static RankQuartiles of(String segment, List<Double> ranks) {
    double[] sorted = ranks.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new RankQuartiles(
        segment, sorted.length, at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
  }

  /** Linear between neighbours, as NumPy's percentile. */
  private static double at(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** A line from quartile to quartile for each segment, with a dot at the median. */
  public static String svg(List<RankQuartiles> segments) {
    double worst = segments.stream().mapToDouble(RankQuartiles::high).max().orElse(2);
    double left = 110;
    double unit = (SvgWriter.COLUMN - left - 10) / Math.max(1, worst - 1);
    double height = 15 * segments.size() + 30;
    SvgWriter svg =
        new SvgWriter(SvgWriter.COLUMN, height, "Quartiles of ranks", describe(segments));
    for (int i = 0; i < segments.size(); i++) {
      RankQuartiles q = segments.get(i);
      double y = 15 * i + 12;
      svg.fitted(2, y + 3, q.segment() + " (" + q.images() + ")", left - 10, TextStyle.of(8));
      double from = left + unit * (q.low() - 1);
      double to = left + unit * (q.high() - 1);
      svg.line(from, y, to, y, Palette.SECOND, 3);
      svg.rect(left + unit * (q.median() - 1) - 2, y - 4, 4, 8, "fill", Palette.INK);
    }
    TextStyle caption = TextStyle.of(7).fill(Palette.MUTED);
    svg.text(
        left, height - 6, "rank 1 at the left edge; quartiles, and a mark at the median", caption);
    return svg.finish();
  }

  private static String describe(List<RankQuartiles> segments) {
    return Arrays.toString(segments.toArray());
  }

  /** {@code RankQuartiles RUN METHOD OUT.svg}. */
  public static void main(String[] args) throws IOException {
    List<SegmentAttribution> rows =
        SatCsv.read(Path.of(args[0], "sat.csv")).stream()
            .filter(row -> row.method().equals(args[1]))
            .toList();
    Files.writeString(Path.of(args[2]), svg(of(rows)));
  }
}
