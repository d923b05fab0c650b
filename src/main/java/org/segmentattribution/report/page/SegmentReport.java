package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.answer.Phrases;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.NumberText;

/**
 * The page of {@code sat segment}, which shows whether the prompts work.
 *
 * @param images that were segmented
 * @param counts one for each name
 * @param unmatched objects of names that were not asked for and so left out
 * @param sheet the contact sheet
 * @param quality what seems wrong with the masks
 * @param details failures, configuration, files, provenance
 */
public record SegmentReport(
    int images,
    List<Count> counts,
    Map<String, Integer> unmatched,
    Drawing sheet,
    SegmentQuality quality,
    RunDetails details) {
  private static final double SELDOM = 0.1;
  private static final int NAMED = 3;

  /**
   * Counts for one name.
   *
   * @param images number of images in which it was found
   * @param share of all images, 0 to 1
   * @param score mean of the model's confidence, 0 to 1; NaN if never found
   * @param fraction mean share of the image that it covers, 0 to 1; NaN if never found
   */
  public record Count(String name, int images, double share, double score, double fraction) {}

  /** Returns the page. */
  public ReportPage page() {
    List<Section> sections = new ArrayList<>();
    if (quality.isMeasured()) {
      sections.add(quality.section());
    }
    sections.add(
        new Section(
            "Contact sheet",
            List.of(
                new Block.Figure(
                    "Photographs spread over the data set, with what was found in them.", sheet))));
    sections.add(Section.folded("All numbers", "how often each name was found", numbers()));
    sections.addAll(details.sections());
    return new ReportPage(
        "Were the segments found?",
        Sentence.of(
            NumberText.photographs(images)
                + ", "
                + counts.size()
                + (counts.size() == 1 ? " name." : " names.")),
        alarms(),
        List.of(
            new Block.Hero(
                quality.isMeasured() ? List.of(found(), quality.sentence()) : List.of(found()))),
        sections);
  }

  /**
   * Says how many names were found. Names that were found nowhere differ from those found in fewer
   * than one photograph in ten; at most three of each are named.
   */
  Sentence found() {
    List<String> nowhere = counts.stream().filter(c -> c.images == 0).map(Count::name).toList();
    List<String> seldom =
        counts.stream().filter(c -> c.images > 0 && c.share < SELDOM).map(Count::name).toList();
    int found = counts.size() - nowhere.size();
    Phrases text = new Phrases();
    if (found == 0) {
      return text.strong("None")
          .plain(" of " + counts.size() + " names was found in any photograph.")
          .sentence();
    }
    text.strong(found + " of " + counts.size())
        .plain(counts.size() == 1 ? " name was" : " names were");
    text.plain(" found");
    if (!nowhere.isEmpty()) {
      names(text.plain("; "), nowhere).plain(" nowhere");
    }
    if (!seldom.isEmpty()) {
      names(text.plain("; "), seldom).plain(" in fewer than one photograph in ten");
    }
    if (nowhere.isEmpty() && seldom.isEmpty()) {
      text.plain(", " + (found == 1 ? "" : "each ") + "in at least one photograph in ten");
    }
    return text.plain(".").sentence();
  }

  private static Phrases names(Phrases text, List<String> names) {
    int shown = Math.min(NAMED, names.size());
    for (int i = 0; i < shown; i++) {
      boolean last = i == names.size() - 1;
      text.plain(i == 0 ? "" : last ? " and " : ", ").strong(names.get(i));
    }
    return names.size() > shown ? text.plain(" and " + (names.size() - shown) + " more") : text;
  }

  private List<Alarm> alarms() {
    if (unmatched.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Alarm(
            "Other names came back.",
            "Left out, since they are none of the prompts: "
                + unmatched.entrySet().stream()
                    .map(e -> "'" + e.getKey() + "' (" + e.getValue() + ")")
                    .collect(Collectors.joining(", "))
                + "."));
  }

  private List<Block> numbers() {
    List<List<Block.Cell>> rows = new ArrayList<>();
    for (Count c : counts) {
      boolean few = c.share < SELDOM;
      rows.add(
          List.of(
              new Block.Cell(c.name, few),
              Block.Cell.of(c.images, NumberText.count(c.images)),
              Block.Cell.of(c.share, NumberText.percent(c.share)),
              Block.Cell.of(c.score, Double.isNaN(c.score) ? "–" : NumberText.significant(c.score)),
              Block.Cell.of(
                  c.fraction, Double.isNaN(c.fraction) ? "–" : NumberText.percent(c.fraction))));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Table(
            "How often each name was found; score: how sure the segmenter was, on average; area: how"
                + " much of the photograph it covers, on average.",
            List.of("segment", "photographs", "share", "score", "area"),
            rows,
            true));
    if (counts.stream().anyMatch(c -> c.share < SELDOM)) {
      blocks.add(
          new Block.Text(
              "Bold: in fewer than one photograph in ten. Another word or a lower threshold may find"
                  + " more."));
    }
    return blocks;
  }
}
