package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.segmentattribution.report.svg.NumberText;

/**
 * The page of the experiment on Biased Action Recognition: accuracies, watched segments, and the
 * strongest segments of both classifiers side by side.
 *
 * @param scores both classifiers on both sets
 * @param changes differences of the watched segments, class by class
 * @param absent watched names that occur in no image
 * @param figure the strongest segments side by side, as SVG
 * @param details failures, configuration, files, provenance
 */
public record BarReport(
    List<Score> scores,
    List<Change> changes,
    List<String> absent,
    String figure,
    RunDetails details) {
  private static final int FEW = 30;

  /**
   * Accuracy of a classifier on a set.
   *
   * @param share accuracy, 0 to 1, with its 95 % interval
   */
  public record Score(
      String model, String set, int images, double share, double low, double high) {}

  /**
   * Compares a watched segment in one class under the biased and the less biased classifier.
   *
   * @param className class of the images; empty = all
   * @param method saliency method
   * @param segment name of the segment
   * @param pairs images that show it
   * @param share its mean share of a table's summed attribution, 0 to 1
   * @param rank its mean rank, 1 = most attribution per pixel
   */
  public record Change(
      String className, String method, String segment, int pairs, Share share, Rank rank) {

    /**
     * Mean shares of a table's summed attribution, 0 to 1.
     *
     * @param biased of the biased classifier
     * @param lessBiased of the less biased classifier
     * @param low lower end of the 95 % interval of the difference
     * @param high upper end
     * @param p adjusted over the segments of the class
     * @param sure whether p is below 0.05
     */
    public record Share(
        double biased, double lessBiased, double low, double high, double p, boolean sure) {}

    /**
     * Mean ranks.
     *
     * @param biased of the biased classifier
     * @param lessBiased of the less biased classifier
     * @param p adjusted over the segments of the class
     */
    public record Rank(double biased, double lessBiased, double p) {}

    private boolean sure() {
      return share.sure();
    }

    private String direction() {
      double change = share.lessBiased() - share.biased();
      return Double.isNaN(change) || change == 0
          ? "does not change"
          : change > 0 ? "rises" : "falls";
    }

    private String sentence() {
      return String.format(
          Locale.ROOT,
          "%s, %s: %s in its share of the attribution, from %s to %s (%d images, p = %s%s).",
          className.isEmpty() ? "All images" : className,
          segment,
          direction(),
          NumberText.percent(share.biased()),
          NumberText.percent(share.lessBiased()),
          pairs,
          NumberText.significant(share.p()),
          share.sure() ? "" : ": may be chance");
    }
  }

  /** Returns the page. */
  public ReportPage page() {
    List<Section> sections = new ArrayList<>();
    List<Block> words = new ArrayList<>();
    changes.forEach(change -> words.add(new Block.Text(change.sentence())));
    if (!absent.isEmpty()) {
      words.add(
          new Block.Text(
              "No image has a segment called "
                  + String.join(", ", absent)
                  + ": the segmenter does not know it, or did not find it. Nothing can be said of it."));
    }
    if (!words.isEmpty()) {
      sections.add(new Section("In words", words));
    }
    sections.add(new Section("Accuracy", List.of(accuracies())));
    sections.add(
        new Section(
            "The strongest segments",
            List.of(
                new Block.Figure(
                    "Mean share of a table\u2019s summed attribution, biased against less biased, with 95"
                        + "\u00a0% intervals; the seven largest of each class and classifier.",
                    figure))));
    if (!changes.isEmpty()) {
      sections.add(new Section("What was watched", List.of(watched())));
    }
    sections.addAll(details.sections());
    return new ReportPage("Biased against less biased", lead(), keyFigures(), caveats(), sections);
  }

  private double share(String model, String set) {
    return scores.stream()
        .filter(s -> s.model().equals(model) && s.set().equals(set))
        .mapToDouble(Score::share)
        .findFirst()
        .orElse(Double.NaN);
  }

  private String lead() {
    String text =
        "On test images that neither classifier has seen, the biased one is right in "
            + NumberText.percent(share("biased", "unbiased"))
            + ", the less biased one in "
            + NumberText.percent(share("less-biased", "unbiased"))
            + ".";
    List<String> sure =
        changes.stream()
            .filter(Change::sure)
            .map(c -> c.segment() + " " + c.direction() + " in " + c.className())
            .toList();
    return text
        + (sure.isEmpty()
            ? " None of the watched segments changes its share of the attribution beyond chance."
            : " Beyond chance: " + String.join(", ", sure) + ".");
  }

  private List<KeyFigure> keyFigures() {
    return scores.stream()
        .map(
            s ->
                new KeyFigure(
                    NumberText.percent(s.share()),
                    "right, " + s.model() + " classifier, " + s.set() + " images"))
        .toList();
  }

  private List<String> caveats() {
    List<String> caveats = new ArrayList<>();
    List<String> few =
        changes.stream()
            .filter(c -> c.pairs() < FEW)
            .map(c -> c.segment() + " in " + c.className() + " (" + c.pairs() + ")")
            .toList();
    if (!few.isEmpty()) {
      caveats.add(
          "Fewer than "
              + FEW
              + " images show: "
              + few.stream().collect(Collectors.joining(", "))
              + ".");
    }
    caveats.add(
        "One training of each classifier: the intervals and p-values are over images and do not hold"
            + " how much another training would differ. Another seed shows it.");
    return caveats;
  }

  private Block accuracies() {
    List<List<Block.Cell>> rows = new ArrayList<>();
    for (Score s : scores) {
      rows.add(
          List.of(
              Block.Cell.of(s.model()),
              Block.Cell.of(s.set()),
              Block.Cell.of(s.images(), NumberText.count(s.images())),
              Block.Cell.of(s.share(), NumberText.percent(s.share())),
              Block.Cell.of(
                  NumberText.percent(s.low()) + "\u2013" + NumberText.percent(s.high()))));
    }
    return new Block.Table(
        "Images that are labelled right, with Wilson\u2019s 95\u00a0% interval. Biased images: held out of"
            + " the training photographs; unbiased: test photographs that were not mixed into any training.",
        List.of("classifier", "images of", "how many", "right", "interval"), rows, 2, "");
  }

  private Block watched() {
    List<List<Block.Cell>> rows = new ArrayList<>();
    for (Change c : changes) {
      rows.add(
          List.of(
              Block.Cell.of(c.className()),
              new Block.Cell(c.segment(), c.sure()),
              Block.Cell.of(c.method()),
              Block.Cell.of(c.pairs(), Integer.toString(c.pairs())),
              Block.Cell.of(c.share().biased(), NumberText.percent(c.share().biased())),
              Block.Cell.of(c.share().lessBiased(), NumberText.percent(c.share().lessBiased())),
              Block.Cell.of(
                  NumberText.fixed(100 * c.share().low(), 1)
                      + " to "
                      + NumberText.fixed(100 * c.share().high(), 1)),
              Block.Cell.of(c.share().p(), NumberText.significant(c.share().p())),
              Block.Cell.of(c.rank().biased(), NumberText.rank(c.rank().biased())),
              Block.Cell.of(c.rank().lessBiased(), NumberText.rank(c.rank().lessBiased())),
              Block.Cell.of(c.rank().p(), NumberText.significant(c.rank().p()))));
    }
    return new Block.Table(
        "Watched segments: share of the attribution and mean rank, biased against less biased, over the"
            + " same images; the difference of the shares in points with its 95\u00a0% interval; p by a"
            + " permutation test, adjusted by Holm\u2019s procedure over the segments of a class.",
        List.of(
            "class",
            "segment",
            "method",
            "images",
            "share, biased",
            "less biased",
            "difference",
            "p",
            "rank, biased",
            "less biased",
            "p"),
        rows,
        3,
        "");
  }
}
