package org.segmentattribution.command.segment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.segmentattribution.report.page.SegmentQuality;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.segmentation.quality.FlagRules;
import org.segmentattribution.segmentation.quality.NameQuality;
import org.segmentattribution.segmentation.quality.QualityFile;
import org.segmentattribution.segmentation.quality.QualityFlag;
import org.segmentattribution.segmentation.quality.TestedMasks;

/** Says how good the masks of a folder seem, for the terminal and for the page. */
public final class QualityWords {
  private static final int LINES = 8;
  private static final int NAMES = 10;

  private QualityWords() {}

  /** Returns a headline and a line for each of the most doubtful names; empty without numbers. */
  public static List<String> lines(Path folder) throws IOException {
    SegmentQuality quality = of(folder, account(RunDirectory.read(folder)), null);
    List<String> lines = new ArrayList<>();
    if (quality.rows().isEmpty()) {
      return lines;
    }
    lines.add(quality.sentence().text());
    List<String> doubts = new ArrayList<>();
    for (SegmentQuality.Row row : quality.rows()) {
      row.doubts().forEach(doubt -> doubts.add("  " + row.name() + ": " + doubt));
    }
    doubts.stream().limit(LINES).forEach(lines::add);
    if (doubts.size() > LINES) {
      lines.add("  and " + (doubts.size() - LINES) + " more remarks: the report has them");
    }
    quality.notes().forEach(note -> lines.add("  " + note));
    return lines;
  }

  /** Returns what a finished run tested and compared. */
  static Map<?, ?> account(RunDirectory run) {
    return run.manifest().summary().get(SegmentPage.QUALITY) instanceof Map<?, ?> map
        ? map
        : Map.of();
  }

  /**
   * Returns what the page of a run shows.
   *
   * @param account what was tested and compared
   * @param pictures of the doubtful names; null for none
   */
  static SegmentQuality of(Path folder, Map<?, ?> account, Drawing pictures) throws IOException {
    List<NameQuality> rows = worstFirst(QualityFile.read(folder));
    return new SegmentQuality(
        rows.stream().map(QualityWords::row).toList(), notes(account, rows), pictures);
  }

  /** Returns the names that a page shows pictures of: doubtful ones that some image has. */
  static List<String> pictured(Path folder) throws IOException {
    return worstFirst(QualityFile.read(folder)).stream()
        .filter(row -> !row.isSound() && row.found().images() > 0)
        .map(NameQuality::segment)
        .toList();
  }

  /** Returns the rows, those with the worst flags first. */
  static List<NameQuality> worstFirst(List<NameQuality> rows) {
    return rows.stream()
        .sorted(
            Comparator.<NameQuality>comparingInt(
                    row -> row.flags().isEmpty() ? Integer.MAX_VALUE : row.flags().get(0).ordinal())
                .thenComparingInt(row -> -row.flags().size()))
        .toList();
  }

  private static SegmentQuality.Row row(NameQuality of) {
    List<String> doubts =
        of.flags().stream()
            .filter(QualityFlag::isDoubt)
            .map(flag -> FlagRules.sentence(flag, of))
            .toList();
    NameQuality.Area area = of.area();
    NameQuality.Against against = of.against();
    return new SegmentQuality.Row(
        of.segment(),
        doubts,
        new SegmentQuality.Numbers(
            of.found().share(),
            new SegmentQuality.Area(area.median(), area.least(), area.most()),
            of.stability().shift(),
            of.stability().flip(),
            new SegmentQuality.Partner(of.overlap().segment(), of.overlap().iou()),
            new SegmentQuality.Against(
                against.iou(),
                against.low(),
                against.high(),
                against.onlyHere(),
                against.onlyThere())));
  }

  private static List<String> notes(Map<?, ?> account, List<NameQuality> rows) {
    List<String> notes = new ArrayList<>();
    if (account.get("compared_images") instanceof Number compared) {
      int all = rows.isEmpty() ? 0 : rows.get(0).found().of();
      notes.add("Compared with other masks in %s of %d images.".formatted(compared, all));
      name(notes, "Only in these masks, so not compared: %s.", account.get("only_here"));
      name(notes, "Only in the other masks: %s.", account.get("only_against"));
    }
    name(
        notes,
        "Found everywhere, which is fine for what every picture shows: %s.",
        everywhere(rows));
    boolean sides =
        rows.stream().anyMatch(r -> r.stability().images() > 0 && TestedMasks.hasSide(r.segment()));
    if (sides) {
      notes.add("Names with left or right are not flipped: a flip exchanges them.");
    }
    return notes;
  }

  private static List<String> everywhere(List<NameQuality> rows) {
    return rows.stream()
        .filter(row -> row.flags().contains(QualityFlag.EVERYWHERE))
        .map(NameQuality::segment)
        .toList();
  }

  private static void name(List<String> notes, String text, Object names) {
    if (names instanceof List<?> list && !list.isEmpty()) {
      List<String> shown = list.stream().limit(NAMES).map(String::valueOf).toList();
      int more = list.size() - shown.size();
      notes.add(
          text.formatted(String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "")));
    }
  }
}
