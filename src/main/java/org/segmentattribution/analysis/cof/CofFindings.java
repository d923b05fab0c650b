package org.segmentattribution.analysis.cof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.analysis.TableTotals;
import org.segmentattribution.effect.CofRow;
import org.segmentattribution.effect.CofTable;
import org.segmentattribution.effect.EffectSummaries;
import org.segmentattribution.report.page.Block;
import org.segmentattribution.report.page.Block.Cell;
import org.segmentattribution.report.page.ExplainGroup;
import org.segmentattribution.report.part.Slope;
import org.segmentattribution.report.part.SlopeView;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.PlaceText;
import org.segmentattribution.table.AggregateRow;

/**
 * Puts counterfactual frequencies beside the tables of the first method, for the page.
 *
 * @param table of the run
 * @param totals what its tables show
 * @param together so many segments were removed together at most
 */
public record CofFindings(CofTable table, TableTotals totals, int together) {
  /** More lines of a panel cannot be named. */
  private static final int LINES = 7;

  /** Returns the part of the section about removal; empty where nothing was searched. */
  public List<Block> blocks() {
    List<Block> texts = new ArrayList<>();
    Map<String, List<Slope>> slopes = new LinkedHashMap<>();
    Map<String, String> rest = new HashMap<>();
    List<List<Cell>> cells = new ArrayList<>();
    for (ExplainGroup group : totals.groups()) {
      String name = group.className().isEmpty() ? EffectSummaries.ALL : group.className();
      CofTable.OfClass of = table.classes().get(name);
      if (!group.method().equals(totals.groups().get(0).method()) || of == null) {
        continue;
      }
      List<CofRow> rows = table.rows(name);
      AggregateRow first = totals.first(group);
      CofVerdict verdict = CofVerdict.of(rows, of, first == null ? null : first.segment());
      String subject = group.className().isEmpty() ? "All photographs" : group.className();
      texts.add(sentence(subject, of, verdict, often(rows, verdict), totals.shares(group)));
      if (of.found() > 0) {
        slopes.put(subject, slopes(rows, of, verdict, totals.shares(group)));
        if (rows.size() > LINES) {
          rest.put(subject, (rows.size() - LINES) + " more in the table below.");
        }
      }
      rows.forEach(row -> cells.add(cells(subject, row, of, totals.shares(group))));
    }
    if (texts.isEmpty()) {
      return List.of();
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading("Which segments change the answer?"));
    blocks.add(how());
    blocks.addAll(texts);
    if (!slopes.isEmpty()) {
      blocks.add(
          new Block.Slopes(
              SlopeView.of(
                  new SlopeView.Names(
                      "attribution",
                      "counterfactuals",
                      0,
                      "Left: share of the attribution in the photographs that show the segment."
                          + " Right: share of the counterfactuals that hold it. Coloured: segments"
                          + " on which the two disagree."),
                  slopes,
                  rest,
                  totals.colours())));
    }
    blocks.add(new Block.Folded("All counterfactuals", false, List.of(table(cells))));
    return blocks;
  }

  private Block how() {
    return new Block.Text(
        "A counterfactual is a set of at most "
            + (together == 1 ? "one segment" : together + " segments")
            + " without which the model gives another answer, under every fill. Of each photograph"
            + " one is searched, the best first (SEDC). How often each segment is in one is a CoF"
            + " table (Hinns and Martens 2024).");
  }

  /** Names the segments that are in most counterfactuals, which may be several. */
  private static String often(List<CofRow> rows, CofVerdict verdict) {
    if (verdict.most() == null) {
      return "";
    }
    List<String> names =
        rows.stream()
            .filter(row -> row.counterfactuals() == verdict.most().counterfactuals())
            .map(row -> PlaceText.label(row.segment()))
            .toList();
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  private Block sentence(
      String subject,
      CofTable.OfClass of,
      CofVerdict verdict,
      String often,
      Map<String, Double> shares) {
    StringBuilder text = new StringBuilder();
    text.append(": ")
        .append(NumberText.count(of.found()))
        .append(" of ")
        .append(NumberText.photographs(of.images()))
        .append(" have one (")
        .append(NumberText.share(of.coverage()))
        .append("; ")
        .append(NumberText.fixed(of.passes(), 1))
        .append(" passes a photograph). ");
    if (verdict.most() != null) {
      text.append("Most often it holds " + often + ": in " + count(verdict.most(), of) + ". ");
    }
    text.append(
        switch (verdict.answer()) {
          case UNKNOWN ->
              verdict.most() != null && verdict.first() == null
                  ? "The table names no segment that stands out."
                  : "";
          case AGREES ->
              "The table puts " + PlaceText.label(verdict.first().segment()) + " first, too.";
          case OPEN ->
              "The table puts "
                  + PlaceText.label(verdict.first().segment())
                  + " first ("
                  + count(verdict.first(), of)
                  + "): too near to call it another answer.";
          case DISAGREES ->
              "But the table puts "
                  + PlaceText.label(verdict.first().segment())
                  + " first, which is in "
                  + count(verdict.first(), of)
                  + share(verdict.most(), shares)
                  + ".";
        });
    return new Block.Prose(
        List.of(
            new Block.Phrase(subject, "", true), Block.Phrase.of(text.toString().stripTrailing())));
  }

  private static String share(CofRow most, Map<String, Double> shares) {
    double share = shares.getOrDefault(most.segment(), Double.NaN);
    return Double.isNaN(share)
        ? ""
        : "; "
            + PlaceText.label(most.segment())
            + " has "
            + NumberText.share(share)
            + " of the attribution";
  }

  private static String count(CofRow row, CofTable.OfClass of) {
    return NumberText.count(row.counterfactuals()) + " of " + NumberText.count(of.found());
  }

  /** Returns the segments with a line: the most frequent, and that which the table puts first. */
  private static List<CofRow> drawn(List<CofRow> rows, CofVerdict verdict) {
    List<CofRow> drawn = new ArrayList<>(rows.subList(0, Math.min(LINES, rows.size())));
    if (verdict.first() != null && !drawn.contains(verdict.first())) {
      drawn.set(drawn.size() - 1, verdict.first());
    }
    return drawn;
  }

  private static List<Slope> slopes(
      List<CofRow> rows, CofTable.OfClass of, CofVerdict verdict, Map<String, Double> shares) {
    boolean differ = verdict.answer() == CofVerdict.Answer.DISAGREES;
    return drawn(rows, verdict).stream()
        .map(
            row ->
                new Slope(
                    row.segment(),
                    shares.getOrDefault(row.segment(), Double.NaN),
                    (double) row.counterfactuals() / of.found(),
                    0,
                    0,
                    differ && (row.equals(verdict.most()) || row.equals(verdict.first()))))
        .toList();
  }

  private static List<Cell> cells(
      String subject, CofRow row, CofTable.OfClass of, Map<String, Double> shares) {
    double share = shares.getOrDefault(row.segment(), Double.NaN);
    double held = of.found() == 0 ? Double.NaN : (double) row.counterfactuals() / of.found();
    double alone = (double) row.alone() / row.present();
    return List.of(
        Cell.of(subject),
        Cell.of(row.segment()),
        Cell.of(row.present(), NumberText.count(row.present())),
        Cell.of(row.counterfactuals(), NumberText.count(row.counterfactuals())),
        Cell.of(held, NumberText.percent(held)),
        Cell.of(alone, NumberText.percent(alone)),
        Cell.of(share, NumberText.percent(share)));
  }

  private static Block table(List<List<Cell>> cells) {
    return new Block.Table(
        "Counterfactuals by segment, from cof.csv. Held by: share of the counterfactuals of the"
            + " class that hold the segment. Alone: share of the photographs with the segment whose"
            + " answer changes without it. Attribution: as in the tables above.",
        List.of(
            "class",
            "segment",
            "photographs",
            "counterfactuals",
            "held by",
            "alone",
            "attribution"),
        cells,
        2,
        "");
  }
}
