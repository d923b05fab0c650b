package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.report.figure.PowerFigure;
import org.segmentattribution.report.figure.PowerLine;
import org.segmentattribution.report.svg.NumberText;

/**
 * The report of the benchmark on planted shortcuts.
 *
 * @param rows all readings over all classifiers, the best first, at least one
 * @param shown names of the readings that the figure and the table by kind show
 * @param kinds the readings by kind of plant
 * @param cells accuracies by kind and strength
 * @param lines alarms over strength
 * @param details failures, configuration, files, provenance
 */
public record PlantedReport(
    List<Row> rows,
    List<String> shown,
    List<Kind> kinds,
    List<Cell> cells,
    List<PowerLine> lines,
    RunDetails details) {
  /** A reading below this area says little. */
  private static final double WEAK = 0.8;

  /** Some of several classifiers. */
  public record Count(int some, int of) {
    private String text() {
      return of == 0 ? NumberText.NONE : some + " of " + of;
    }

    /** Returns how many of a hundred that is. */
    private String ofHundred() {
      return NumberText.fixed(100.0 * some / of, 0);
    }

    private Block.Cell cell() {
      return Block.Cell.of(of == 0 ? Double.NaN : (double) some / of, text());
    }
  }

  /** An area under a ROC curve with its 95 % interval. */
  public record Area(double value, double low, double high) {
    private String text() {
      String interval =
          Double.isFinite(low)
              ? " (" + NumberText.fixed(low, 2) + "\u2013" + NumberText.fixed(high, 2) + ")"
              : "";
      return NumberText.fixed(value, 3) + interval;
    }
  }

  /**
   * How well a reading tells classifiers that rely on their plant from others.
   *
   * @param name name of the reading
   * @param area under the ROC curve
   * @param falseAlarms alarms among classifiers that do not rely
   * @param atQuarter alarms among those that rely, at a strength of 25 %
   * @param found alarms among all that rely
   * @param silent classifiers of which it says nothing
   */
  public record Row(
      String name, Area area, Count falseAlarms, Count atQuarter, Count found, int silent) {}

  /** The readings on one kind of plant. */
  public record Kind(String name, List<Row> rows) {
    private Row of(String reading) {
      return rows.stream().filter(row -> row.name().equals(reading)).findFirst().orElseThrow();
    }
  }

  /**
   * Classifiers of one kind and strength.
   *
   * @param kind what was planted
   * @param strength in per cent
   * @param clean mean accuracy without plants, 0 to 1
   * @param planted with the plant on its class
   * @param swapped with the plant on the other class
   * @param relying how many rely on it
   */
  public record Cell(
      String kind, double strength, double clean, double planted, double swapped, Count relying) {}

  /** Returns the page. */
  public ReportPage page() {
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            "Found over strength",
            List.of(
                new Block.Figure(
                    "Share of the classifiers that rely on their plant in which a reading raises an"
                        + " alarm, over the share of the class's training pictures with the plant;"
                        + " at 0\u00a0%, alarms in classifiers that do not rely. The best method of"
                        + " each column; a mark in both classes is no shortcut and in no line.",
                    PowerFigure.svg(lines)))));
    sections.add(new Section("Which reading to believe", List.of(readings())));
    sections.add(new Section("By kind of plant", List.of(byKind(), failing())));
    sections.add(new Section("What the classifiers do", List.of(networks())));
    sections.add(new Section("How to read this", howToRead()));
    sections.addAll(details.sections());
    return new ReportPage(
        "How often are the readings right?", lead(), keyFigures(), caveats(), sections);
  }

  private Row best() {
    return rows.get(0);
  }

  private String lead() {
    Row best = best();
    int classifiers = best.found.of + best.falseAlarms.of;
    String first = best.found.of + " of " + classifiers + " classifiers rely on their plant. ";
    if (best.found.of == 0 || best.falseAlarms.of == 0) {
      return first + "Readings can be judged only where some do and some do not.";
    }
    first +=
        "Of "
            + rows.size()
            + " readings, "
            + best.name
            + " tells them best from the others: area under the ROC curve "
            + best.area.text()
            + ". ";
    if (best.atQuarter.of == 0) {
      return first + "None of those that rely was trained with a quarter of a class planted.";
    }
    return first
        + "By it, a shortcut carried by a quarter of a class is found in "
        + best.atQuarter.ofHundred()
        + " of 100 models at "
        + best.falseAlarms.ofHundred()
        + " false alarms in 100 ("
        + best.atQuarter.text()
        + ", "
        + best.falseAlarms.text()
        + ").";
  }

  private List<KeyFigure> keyFigures() {
    return List.of(
        new KeyFigure(NumberText.fixed(best().area.value, 3), "area under the ROC curve, best"),
        new KeyFigure(best().found.text(), "shortcuts found by it, all strengths"),
        new KeyFigure(best().falseAlarms.text(), "false alarms"));
  }

  private List<String> caveats() {
    List<String> caveats = new ArrayList<>();
    caveats.add(
        "The best of many readings looks a little better than it is: it was chosen on these"
            + " classifiers. Their thresholds were not: each is set on other classifiers.");
    if (best().falseAlarms.of < 40) {
      caveats.add(
          "Only "
              + best().falseAlarms.of
              + " classifiers do not rely on their plant, so a rate of 5\u00a0% can hardly be kept or"
              + " measured; more networks say more.");
    }
    return caveats;
  }

  private Block readings() {
    List<List<Block.Cell>> body = new ArrayList<>();
    for (Row row : rows) {
      body.add(
          List.of(
              new Block.Cell(row.name, row == best()),
              Block.Cell.of(row.area.value, row.area.text()),
              row.falseAlarms.cell(),
              row.atQuarter.cell(),
              row.found.cell(),
              Block.Cell.of(row.silent, Integer.toString(row.silent))));
    }
    return new Block.Table(
        "All readings, best first: area under the ROC curve with its 95\u00a0% interval over"
            + " classifiers; alarms at the threshold for 5\u00a0% false alarms. Silent: classifiers"
            + " of which it says nothing, which counts as no. A reading that separates all"
            + " classifiers does so in every resample, and its interval has no width: that says"
            + " nothing about other classifiers.",
        List.of(
            "Reading",
            "Area under ROC",
            "False alarms",
            "Found at 25 %",
            "Found at all strengths",
            "Silent"),
        body,
        true);
  }

  private Block byKind() {
    List<String> headers = new ArrayList<>(List.of("Plant"));
    headers.addAll(shown);
    List<List<Block.Cell>> body = new ArrayList<>();
    for (Kind kind : kinds) {
      List<Block.Cell> cells = new ArrayList<>(List.of(Block.Cell.of(kind.name)));
      for (String reading : shown) {
        Row row = kind.of(reading);
        String text =
            Double.isNaN(row.area.value)
                ? row.falseAlarms.text() + (row.falseAlarms.of == 0 ? "" : " false")
                : NumberText.fixed(row.area.value, 2) + ", " + row.found.text();
        cells.add(Block.Cell.of(row.area.value, text));
      }
      body.add(cells);
    }
    return new Block.Table(
        "Area under the ROC curve, and how many of the classifiers that rely raise an alarm, at the"
            + " same thresholds for all kinds. Where none relies: false alarms. The area compares"
            + " with classifiers that do not rely on this kind, that have no plant, or one in both"
            + " classes.",
        headers,
        body,
        true);
  }

  private Block failing() {
    List<String> sentences = new ArrayList<>();
    for (Kind kind : kinds) {
      List<String> weak =
          shown.stream().filter(reading -> kind.of(reading).area.value < WEAK).toList();
      if (!weak.isEmpty()) {
        sentences.add(kind.name + ": " + String.join(", ", weak));
      }
    }
    return new Block.Text(
        sentences.isEmpty()
            ? "Wherever an area could be measured, it is at least 0.8."
            : "Do not believe (area below 0.8) \u2013 " + String.join("; ", sentences) + ".");
  }

  private Block networks() {
    List<List<Block.Cell>> body = new ArrayList<>();
    for (Cell cell : cells) {
      body.add(
          List.of(
              Block.Cell.of(cell.kind),
              Block.Cell.of(cell.strength, NumberText.prevalence(cell.strength)),
              Block.Cell.of(cell.clean, NumberText.percent(cell.clean)),
              Block.Cell.of(cell.planted, NumberText.percent(cell.planted)),
              Block.Cell.of(cell.swapped, NumberText.percent(cell.swapped)),
              cell.relying.cell()));
    }
    return new Block.Table(
        "Mean accuracies on test pictures without plants, with the plant on every picture of its"
            + " class, and on every picture of the other class instead. A classifier relies on its"
            + " plant if the last is more than five points below the one before.",
        List.of("Plant", "Strength", "Clean", "Planted", "Swapped", "Rely"),
        body,
        true);
  }

  private static List<Block> howToRead() {
    return List.of(
        new Block.Text(
            "Each classifier tells two classes apart. In training, a share of one class's pictures"
                + " carried a plant. Whether the classifier relies on it is known from test pictures"
                + " that differ in the plant alone. No reading sees the swapped pictures: all are"
                + " taken on pictures of the class with its plant, as a user has them."),
        new Block.Text(
            "Rank, calibrated rank, share of the table and shift share are those of the plant's"
                + " segment, means over the explained pictures. Effect, excess, relative excess and"
                + " flip rate are those of its removal. A segment over the whole picture cannot be"
                + " removed, and one over a border has no place to compare it with: then they are"
                + " silent."));
  }
}
