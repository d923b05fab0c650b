package org.segmentattribution.report.page.slice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.page.Block;
import org.segmentattribution.report.page.ReportPage;
import org.segmentattribution.report.page.RunDetails;
import org.segmentattribution.report.page.Section;
import org.segmentattribution.report.part.DotScale;
import org.segmentattribution.report.part.ShownPicture;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.PlaceText;
import org.segmentattribution.slice.BesideRest;
import org.segmentattribution.slice.SegmentSlice;
import org.segmentattribution.slice.SliceResult;
import org.segmentattribution.slice.SliceSearch;

/**
 * The page of {@code sat slices}: which part of a class the model gets wrong more often.
 *
 * @param facts what was cut, and how
 * @param found all slices
 * @param photographs of the named slices, by their place among them
 * @param doubts what a reader must know, in sentences
 * @param details how it was made
 */
public record SlicesReport(
    Facts facts,
    SliceSearch.Found found,
    Map<Integer, List<ShownPicture>> photographs,
    List<String> doubts,
    RunDetails details) {
  /** Largest number of named slices. */
  private static final int NAMED = 8;

  /** Largest number of sentences on the first screen. */
  private static final int TOLD = 4;

  /** A slice that shares so much of its photographs with one above it is not named again. */
  private static final double SAME = 0.8;

  /** Largest number of rows of the table; the file has all. */
  private static final int LISTED = 500;

  /**
   * What was cut.
   *
   * @param model name of the classifier
   * @param method of attribution
   * @param object what segments speak for or against; empty = the class of the images
   * @param images number of images
   * @param correction name of the procedure
   */
  public record Facts(String model, String method, String object, int images, String correction) {}

  /**
   * Returns the slices that are named: worse than the rest, without near repetitions. Those by what
   * speaks for or against the class are last: the answer itself makes them worse.
   */
  public static List<SliceResult> named(SliceSearch.Found found) {
    return distinct(
        found.slices().stream()
            .filter(SliceResult::isWorse)
            .sorted(Comparator.comparing(one -> one.slice().kind().isBySide()))
            .toList());
  }

  private static List<SliceResult> distinct(List<SliceResult> slices) {
    List<SliceResult> named = new ArrayList<>();
    for (SliceResult one : slices) {
      if (named.size() < NAMED && named.stream().allMatch(other -> one.overlap(other) < SAME)) {
        named.add(one);
      }
    }
    return named;
  }

  /** Returns slices where the model is less sure, although it is not shown to be wrong more. */
  private List<SliceResult> lessSure() {
    return distinct(
        found.slices().stream()
            .filter(one -> one.accuracy().isKnown() && !one.isWorse())
            .filter(one -> one.confidence().isWorse())
            .toList());
  }

  private boolean isLabelled() {
    return found.slices().isEmpty()
        || found.slices().stream().anyMatch(one -> one.accuracy().isKnown());
  }

  /** Returns the page. */
  public ReportPage page() {
    List<SliceResult> named = named(found);
    List<Section> sections = new ArrayList<>();
    if (named.size() > TOLD) {
      sections.add(new Section("More slices", more(named)));
    }
    if (named.size() > 1) {
      sections.add(new Section("How much worse?", List.of(new Block.Dots(scale(named)))));
    }
    List<SliceResult> lessSure = lessSure();
    if (!lessSure.isEmpty()) {
      List<Block> texts = new ArrayList<>();
      lessSure.forEach(one -> texts.add(prose(sentences().sure(one))));
      sections.add(
          Section.folded("Where is it less sure?", "and not shown to be wrong more often", texts));
    }
    sections.add(Section.folded("How sure is this?", "tests, limits", howSure()));
    if (!found.slices().isEmpty()) {
      sections.add(Section.folded("All numbers", "every slice", List.of(table())));
    }
    sections.addAll(details.sections());
    return new ReportPage(
        isLabelled() ? "Where is it wrong?" : "Where is it less sure?",
        lead(),
        List.of(),
        top(named),
        sections);
  }

  private Sentence lead() {
    return Sentence.of(
        NumberText.photographs(facts.images())
            + " under "
            + facts.model()
            + ". Each class is cut by whether a segment is in the picture, comes first, or speaks"
            + " for or against the class by "
            + facts.method()
            + ", and each part is compared with the rest of its class. In the photographs, wrong"
            + " answers first, the segment is in colour."
            + (isLabelled()
                ? ""
                : " No label says what is right, so this is about how sure the model is."));
  }

  /** Returns the first screen: sentences with their photographs. */
  private List<Block> top(List<SliceResult> named) {
    if (named.isEmpty()) {
      return List.of(new Block.Hero(nothing()));
    }
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < Math.min(TOLD, named.size()); i++) {
      blocks.add(new Block.Hero(sentences().of(named.get(i))));
      blocks.add(pictures(i));
    }
    return blocks;
  }

  private List<Block> more(List<SliceResult> named) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Text(
            "Worse than the rest of their class, too. Those by the side on which a segment speaks"
                + " are last: the answer itself makes them worse."));
    for (int i = TOLD; i < named.size(); i++) {
      blocks.add(prose(sentences().of(named.get(i))));
      blocks.add(pictures(i));
    }
    return blocks;
  }

  private Block pictures(int place) {
    List<ShownPicture> shown = photographs.getOrDefault(place, List.of());
    return shown.isEmpty()
        ? new Block.Text("The run keeps no picture of these photographs.")
        : new Block.Shown(shown);
  }

  /** Returns what was found, for a terminal. */
  public List<Sentence> sentencesOf(List<SliceResult> named) {
    return named.isEmpty() ? nothing() : named.stream().map(sentences()::of).toList();
  }

  private List<Sentence> nothing() {
    List<Sentence> told = new ArrayList<>();
    told.add(
        Sentence.of(
            found.slices().isEmpty()
                ? "No slice has enough photographs to compare"
                    + (found.small() == 0
                        ? "."
                        : ": "
                            + NumberText.count(found.small())
                            + (found.small() == 1 ? " is" : " are")
                            + " too small, or the rest of the class is.")
                : "No part of a class is surely worse than the rest of it."));
    found.slices().stream()
        .filter(one -> one.lead().isLower() && one.lead().pValue() <= BesideRest.LEVEL)
        .findFirst()
        .ifPresent(
            one ->
                told.add(
                    joined(
                        Sentence.of("The strongest hint, which may be luck: "),
                        sentences().of(one))));
    return told;
  }

  private static Sentence joined(Sentence first, Sentence second) {
    List<Sentence.Part> parts = new ArrayList<>(first.parts());
    parts.addAll(second.parts());
    return new Sentence(parts);
  }

  private SliceSentence sentences() {
    return new SliceSentence(facts.object());
  }

  private static Block prose(Sentence sentence) {
    return new Block.Prose(
        sentence.parts().stream()
            .map(part -> new Block.Phrase(part.text(), "", part.tone() != Sentence.Tone.PLAIN))
            .toList());
  }

  private DotScale scale(List<SliceResult> named) {
    List<DotScale.Row> rows = new ArrayList<>();
    double least = 0;
    double most = 0;
    for (SliceResult one : named) {
      BesideRest lead = one.lead();
      least = Math.min(least, lead.interval().low());
      most = Math.max(most, lead.interval().high());
      rows.add(
          new DotScale.Row(
              brief(one.slice()),
              lead.difference(),
              lead.interval().low(),
              lead.interval().high(),
              points(lead.difference()),
              true));
    }
    double from = Math.max(-1, Math.floor(least * 5) / 5);
    double to = Math.min(1, Math.ceil(most * 5) / 5);
    return new DotScale(
        new DotScale.End(from, points(from) + " points"),
        new DotScale.End(to, to == 0 ? "no difference" : points(to)),
        new DotScale.End(
            0,
            (isLabelled() ? "Percentage points of accuracy" : "Percentage points of probability")
                + " that the slice differs from the rest of its class, with 95\u00a0% intervals of"
                + " single slices. Dashed: no difference."),
        rows);
  }

  private static String brief(SegmentSlice slice) {
    String segment = PlaceText.label(slice.segment());
    String name = slice.className().isEmpty() ? "" : slice.className() + ", ";
    return name
        + switch (slice.kind()) {
          case PRESENT -> "with " + segment;
          case ABSENT -> "without " + segment;
          case FIRST -> segment + " first";
          case NOT_FIRST -> segment + " not first";
          case FOR -> segment + " for";
          case AGAINST -> segment + " against";
        };
  }

  private static String points(double difference) {
    return NumberText.fixed(100 * difference, 0);
  }

  private List<Block> howSure() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Caveats(doubts));
    blocks.add(
        new Block.Text(
            "Accuracies are compared by Fisher\u2019s exact test, with Newcombe\u2019s interval of"
                + " the difference; mean probabilities by a permutation test, with a bootstrap"
                + " interval. p is adjusted by "
                + facts.correction()
                + " for "
                + NumberText.count(found.tests())
                + (found.tests() == 1 ? " test" : " tests")
                + ": all slices of all classes, by accuracy and by probability. A slice is named if"
                + " it is worse and its adjusted p is at most 0.05; the smallest p comes"
                + " first, and slices by for or against come last."));
    blocks.add(
        new Block.Text(
            "A slice says where a model is wrong, not why: photographs without a segment may differ"
                + " in other ways, too. Whether the segment matters, its removal tells."));
    return blocks;
  }

  private Block table() {
    List<List<Block.Cell>> rows = new ArrayList<>();
    for (SliceResult one : found.slices().subList(0, Math.min(LISTED, found.slices().size()))) {
      rows.add(
          List.of(
              new Block.Cell(one.slice().className(), one.isWorse()),
              Block.Cell.of(one.slice().segment()),
              Block.Cell.of(one.slice().kind().words()),
              Block.Cell.of(one.counts().images(), NumberText.count(one.counts().images())),
              right(one.accuracy().inside(), one.counts().right(), one.counts().images()),
              right(one.accuracy().rest(), one.counts().rightRest(), one.counts().rest()),
              interval(one.accuracy()),
              p(one.accuracy()),
              share(one.confidence().inside()),
              share(one.confidence().rest()),
              p(one.confidence())));
    }
    return new Block.Table(
        "Slices, the worst first; bold: surely worse. Difference: in percentage points of accuracy."
            + " p: adjusted; a dash where no outcome would be a finding."
            + (found.slices().size() > LISTED
                ? " These are the first " + LISTED + "; slices.csv has all."
                : ""),
        List.of(
            "Class",
            "Segment",
            "Slice",
            "Images",
            "Right",
            "Rest",
            "Difference",
            "p",
            "Probability",
            "Rest",
            "p"),
        rows,
        3,
        "Filter by class, segment or slice");
  }

  private static Block.Cell right(double share, int right, int images) {
    String of = NumberText.count(right) + " of " + NumberText.count(images);
    return Block.Cell.of(
        share, right < 0 ? NumberText.NONE : NumberText.share(share) + " (" + of + ")");
  }

  private static Block.Cell share(double value) {
    return Block.Cell.of(value, NumberText.share(value));
  }

  private static Block.Cell p(BesideRest of) {
    return Block.Cell.of(of.adjusted(), NumberText.significant(of.adjusted()));
  }

  private static Block.Cell interval(BesideRest of) {
    return Block.Cell.of(
        of.difference(),
        of.isKnown()
            ? points(of.difference())
                + " ("
                + points(of.interval().low())
                + " to "
                + points(of.interval().high())
                + ")"
            : NumberText.NONE);
  }
}
