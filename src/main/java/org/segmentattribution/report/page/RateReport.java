package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.segmentattribution.report.answer.Phrases;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.part.DotScale;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.statistics.Estimate;

/**
 * The page of {@code sat rate}: which column of which method predicts what the removal of a segment
 * does.
 *
 * @param images number of photographs that were rated
 * @param choices what was chosen, by what was to be predicted; that of the effect first
 * @param rows all candidates and the ruler
 * @param details how it was made
 */
public record RateReport(int images, List<Choice> choices, List<Row> rows, RunDetails details) {
  /** Largest number of candidates in the figure. */
  private static final int SHOWN = 8;

  /** With fewer photographs, a choice is rough. */
  private static final int FEW = 30;

  /** The score of a column that knows nothing of effects. */
  private static final double CHANCE = 0.5;

  /**
   * A choice, made on one half of the photographs and confirmed on the other.
   *
   * @param against what was to be predicted: {@code effect}, {@code effect per pixel}, {@code
   *     excess}
   * @param method method of the column; null where no photograph has a score
   * @param column the column
   * @param scores its scores
   */
  public record Choice(String against, String method, String column, Scores scores) {
    /** Returns whether the photographs were enough to choose. */
    boolean isMade() {
      return method != null && !Double.isNaN(scores.lead().low());
    }

    /** Returns whether it surely beats the size of the segments. */
    boolean beatsSize() {
      return scores.lead().low() > 0;
    }
  }

  /**
   * Scores of a choice.
   *
   * @param chosen where it was chosen
   * @param confirmed on the other half
   * @param size of the size of the segments alone, on the other half
   * @param lead of the choice over the size there
   */
  public record Scores(Estimate chosen, Estimate confirmed, Estimate size, Estimate lead) {}

  /**
   * A candidate.
   *
   * @param name what people call it
   * @param ruler whether its score shows what scores mean
   * @param effect score against the effect
   * @param others further numbers
   * @param flag why it says little; empty for no reason
   */
  public record Row(String name, boolean ruler, Estimate effect, Others others, String flag) {}

  /** Further numbers of a candidate; NaN for what was not measured. */
  public record Others(int images, double perPixel, double excess, double srg, double random) {}

  /** Returns a column in words, such as {@code total attribution}. */
  public static String words(String column) {
    return column.replace('_', ' ');
  }

  /** Returns the page. */
  public ReportPage page() {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("Which come close?", List.of(new Block.Dots(scale()))));
    sections.add(Section.folded("How sure is this?", "how it was chosen, limits", howSure()));
    sections.add(
        Section.folded("All numbers", "every method and column", List.of(chosen(), all())));
    sections.addAll(details.sections());
    return new ReportPage(
        "Which numbers tell what a segment does to the answer?",
        Sentence.of(
            NumberText.photographs(images)
                + "; segments were taken out one by one, and every column of every method is judged"
                + " by how it orders what that did."),
        List.of(),
        List.of(new Block.Hero(found())),
        sections);
  }

  /**
   * Says what predicts effects best, and whether that is more than the size of the segments tells;
   * then the same of the other kinds of effects.
   */
  List<Sentence> found() {
    List<Sentence> sentences = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      sentences.add(i == 0 ? first(choices.get(i)) : further(choices.get(i)));
    }
    return sentences;
  }

  /**
   * Returns what the page of the rated run says of a choice, with a link to this page.
   *
   * @param page name of the file beside it
   */
  public static Block inRun(Choice choice, String page) {
    List<Block.Phrase> phrases = new ArrayList<>();
    for (Sentence.Part part : first(choice).parts()) {
      phrases.add(new Block.Phrase(part.text(), "", part.tone() == Sentence.Tone.STRONG));
    }
    phrases.add(Block.Phrase.of(" "));
    phrases.add(new Block.Phrase("All methods and columns that were rated", page, false));
    phrases.add(Block.Phrase.of("."));
    return new Block.Prose(phrases);
  }

  private static Sentence first(Choice choice) {
    Phrases text = new Phrases();
    if (choice.method() == null) {
      return Sentence.of("No photograph has three segments: nothing can be chosen.");
    }
    if (Double.isNaN(choice.scores().lead().low())) {
      return Sentence.of("The photographs are too few to choose: give more.");
    }
    if (choice.beatsSize()) {
      column(text, choice)
          .plain(" predicts best what taking a segment out does: it scores ")
          .strong(score(choice.scores().confirmed()))
          .plain(", the size of the segments alone " + score(choice.scores().size()));
    } else {
      text.plain("Nothing is shown to predict what taking a segment out does better than its ")
          .strong("size")
          .plain(": ");
      column(text, choice)
          .plain(" scores ")
          .strong(score(choice.scores().confirmed()))
          .plain(", the size alone " + score(choice.scores().size()))
          .plain(choice.scores().lead().value() > 0 ? ", a lead that may be luck" : "");
    }
    return text.plain(" (1 is perfect, 0.5 is chance).").sentence();
  }

  private static Sentence further(Choice choice) {
    Phrases text = new Phrases().plain("For the " + choice.against() + ": ");
    if (!choice.isMade()) {
      return text.plain("too few photographs to choose.").sentence();
    }
    if (!choice.beatsSize()) {
      text.plain("nothing is shown to beat the size; ");
    }
    return column(text, choice)
        .plain(
            " scores "
                + score(choice.scores().confirmed())
                + ", the size alone "
                + score(choice.scores().size())
                + ".")
        .sentence();
  }

  private static Phrases column(Phrases text, Choice choice) {
    return text.strong(choice.method()).plain("\u2019s " + words(choice.column()));
  }

  private static String score(Estimate estimate) {
    return NumberText.fixed(estimate.value(), 2);
  }

  private DotScale scale() {
    Row size =
        rows.stream()
            .filter(r -> r.ruler() && r.name().equals("mask size"))
            .findFirst()
            .orElse(null);
    double mark = size == null ? CHANCE : size.effect().value();
    List<DotScale.Row> dots = new ArrayList<>();
    Choice choice = choices.isEmpty() ? null : choices.get(0);
    boolean chosen = choice != null && choice.isMade();
    String best = chosen ? choice.method() + " " + words(choice.column()) : "";
    List<Row> shown =
        rows.stream()
            .filter(r -> !r.ruler() && Double.isFinite(r.effect().value()))
            .sorted(Comparator.comparingDouble(r -> -r.effect().value()))
            .limit(SHOWN)
            .toList();
    double least = CHANCE;
    for (Row row : shown) {
      Estimate e = row.effect();
      least = Math.min(least, Double.isFinite(e.low()) ? e.low() : e.value());
      dots.add(
          new DotScale.Row(
              row.name(), e.value(), e.low(), e.high(), score(e), row.name().equals(best)));
    }
    double from = Math.floor(10 * least) / 10;
    return new DotScale(
        new DotScale.End(from, NumberText.fixed(from, 1) + (from == CHANCE ? " = chance" : "")),
        new DotScale.End(1, "1 = always in the order of the effects"),
        new DotScale.End(
            mark,
            size == null
                ? "Dashed: chance."
                : "Dashed: the size of the segments alone, "
                    + score(size.effect())
                    + ". Over all photographs"
                    + (shown.stream().anyMatch(r -> Double.isFinite(r.effect().low()))
                        ? ", with 95\u00a0% intervals"
                        : "")
                    + (chosen ? "; full dot: chosen." : ".")),
        dots);
  }

  private List<Block> howSure() {
    List<Block> blocks = new ArrayList<>();
    List<String> caveats = new ArrayList<>();
    if (images < FEW) {
      caveats.add("Only " + NumberText.photographs(images) + ": the choice may be luck.");
    }
    rows.stream()
        .filter(r -> !r.ruler() && !r.flag().isEmpty())
        .map(r -> r.name() + ": " + r.flag() + ".")
        .distinct()
        .limit(SHOWN)
        .forEach(caveats::add);
    if (!caveats.isEmpty()) {
      blocks.add(new Block.Caveats(caveats));
    }
    blocks.add(
        new Block.Text(
            "Method and column were chosen on one half of the photographs; the scores in the"
                + " sentences are those of the other half, so that luck does not count."));
    blocks.add(
        new Block.Text(
            "A score is single deletion: the rank correlation of a column with the effects of the"
                + " segments of one photograph, from 0 (reversed) over 0.5 (unrelated) to 1 (the same"
                + " order), averaged over photographs. Large segments have large effects, so their size"
                + " alone scores well: only what beats it says something."));
    return blocks;
  }

  private Block chosen() {
    List<List<Block.Cell>> cells = new ArrayList<>();
    for (Choice c : choices) {
      cells.add(
          List.of(
              Block.Cell.of(c.against()),
              Block.Cell.of(c.method() == null ? NumberText.NONE : c.method()),
              Block.Cell.of(c.column() == null ? NumberText.NONE : words(c.column())),
              cell(c.scores().chosen()),
              cell(c.scores().confirmed()),
              cell(c.scores().size()),
              cell(c.scores().lead())));
    }
    return new Block.Table(
        "What was chosen, and its lead over the size of the segments on the other half, with 95\u00a0%"
            + " intervals.",
        List.of(
            "To predict",
            "method",
            "column",
            "Score where chosen",
            "on the other half",
            "Size alone",
            "Lead"),
        cells,
        3,
        "");
  }

  private Block all() {
    List<List<Block.Cell>> cells = new ArrayList<>();
    rows.stream()
        .sorted(
            Comparator.comparing(Row::ruler)
                .reversed()
                .thenComparingDouble(
                    r -> Double.isNaN(r.effect().value()) ? 1 : -r.effect().value()))
        .forEach(
            r ->
                cells.add(
                    List.of(
                        new Block.Cell(r.name(), r.ruler()),
                        Block.Cell.of(r.flag()),
                        Block.Cell.of(r.others().images(), NumberText.count(r.others().images())),
                        cell(r.effect()),
                        number(r.others().perPixel()),
                        number(r.others().excess()),
                        number(r.others().srg()),
                        number(r.others().random()))));
    return new Block.Table(
        "Scores of all columns over all photographs; bold: rows that show what scores mean. SRG: how"
            + " much faster the answer falls when the most important places are taken out first."
            + " Random: how much of a map stays when the weights are random; below 0.5 is good.",
        List.of(
            "Column",
            "Note",
            "Photographs",
            "Effect",
            "Effect per pixel",
            "Excess",
            "SRG",
            "Random"),
        cells,
        2,
        "Words in the names");
  }

  private static Block.Cell number(double value) {
    return Block.Cell.of(value, NumberText.fixed(value, 2));
  }

  private static Block.Cell cell(Estimate e) {
    String value = NumberText.fixed(e.value(), 2);
    return Block.Cell.of(
        e.value(),
        Double.isNaN(e.low())
            ? value
            : value
                + " ("
                + NumberText.fixed(e.low(), 2)
                + " to "
                + NumberText.fixed(e.high(), 2)
                + ")");
  }
}
