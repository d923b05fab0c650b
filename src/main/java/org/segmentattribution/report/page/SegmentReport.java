package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.segmentattribution.report.svg.NumberText;

/**
 * The page of {@code sat segment}, which shows whether the prompts work.
 *
 * @param images that were segmented
 * @param counts one for each name
 * @param unmatched objects of names that were not asked for and so left out
 * @param sheet the contact sheet as SVG
 * @param details failures, configuration, files, provenance
 */
public record SegmentReport(
    int images,
    List<Count> counts,
    Map<String, Integer> unmatched,
    String sheet,
    RunDetails details) {
  private static final double SELDOM = 0.1;

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
    List<List<Block.Cell>> rows = new ArrayList<>();
    for (Count c : counts) {
      rows.add(
          List.of(
              Block.Cell.of(c.name),
              new Block.Cell(String.valueOf(c.images), c.share < SELDOM),
              new Block.Cell(NumberText.percent(c.share), c.share < SELDOM),
              Block.Cell.of(Double.isNaN(c.score) ? "–" : NumberText.significant(c.score)),
              Block.Cell.of(Double.isNaN(c.fraction) ? "–" : NumberText.percent(c.fraction))));
    }
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            "Detections",
            List.of(
                new Block.Table(
                    "How often each name was found.",
                    List.of("segment", "images", "share", "mean score", "mean area"),
                    rows,
                    true))));
    sections.add(
        new Section(
            "Contact sheet",
            List.of(
                new Block.Figure(
                    "Images spread over the data set with what was found in them.", sheet))));
    sections.addAll(details.sections());
    return new ReportPage("Segments", lead(), List.of(), caveats(), sections);
  }

  private String lead() {
    long found = counts.stream().filter(c -> c.images > 0).count();
    return found + " of " + counts.size() + " names were found in " + images + " images.";
  }

  private List<String> caveats() {
    List<String> caveats = new ArrayList<>();
    List<String> seldom = counts.stream().filter(c -> c.share < SELDOM).map(Count::name).toList();
    if (!seldom.isEmpty()) {
      caveats.add(
          "Found in fewer than one image in ten: "
              + String.join(", ", seldom)
              + ". Another word or a lower threshold may find more.");
    }
    if (!unmatched.isEmpty()) {
      caveats.add(
          "Left out, since the name that came back is none of the prompts: "
              + unmatched.entrySet().stream()
                  .map(e -> "'" + e.getKey() + "' (" + e.getValue() + ")")
                  .collect(Collectors.joining(", "))
              + ".");
    }
    return caveats;
  }
}
