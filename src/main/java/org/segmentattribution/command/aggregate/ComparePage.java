package org.segmentattribution.command.aggregate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.segmentattribution.analysis.Changes;
import org.segmentattribution.analysis.RemovalComparison;
import org.segmentattribution.analysis.SegmentComparison;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.page.Block;
import org.segmentattribution.report.page.CompareReport;
import org.segmentattribution.report.page.Entry;
import org.segmentattribution.report.page.HtmlReport;
import org.segmentattribution.report.page.RunDetails;
import org.segmentattribution.report.page.RunFile;
import org.segmentattribution.report.part.AccuracyChange;
import org.segmentattribution.report.part.ComparedSegment;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.table.store.RightChange;
import org.segmentattribution.table.store.TableStore;

/**
 * Writes {@code compare.html}.
 *
 * @param a first run, as it was given
 * @param b second run
 * @param where condition on the rows; empty = all
 * @param seed of the resamples
 */
public record ComparePage(Path a, Path b, String where, long seed) {
  /** Name of the page in the folder of the results. */
  public static final String FILE = "compare.html";

  private static final List<RunFile> FILES =
      List.of(
          new RunFile("compare.csv", "every segment in both runs, with intervals and p-values"),
          new RunFile("figures/compare.svg", "the largest shares side by side"));
  private static final RunFile REMOVAL =
      new RunFile("figures/compare-removal.svg", "the excess of removed segments side by side");

  /**
   * Writes the page.
   *
   * @param out folder of the results
   * @param all comparisons
   * @param alarms reasons to doubt them
   * @param unit what effects are measured in; empty where they are not compared
   */
  public void write(Path out, List<SegmentComparison> all, List<Alarm> alarms, String unit)
      throws IOException {
    HtmlReport.write(report(all, alarms, unit).page(), out.resolve(FILE));
  }

  private CompareReport report(List<SegmentComparison> given, List<Alarm> alarms, String unit)
      throws IOException {
    boolean removed = given.stream().anyMatch(c -> c.removal().isKnown());
    List<RunFile> files = new ArrayList<>(FILES);
    List<Block> removal = new ArrayList<>();
    if (removed) {
      files.add(REMOVAL);
      removal.add(
          new Block.Figure(
              unit
                  + " lost without the segment beyond other places of its shape, with 95\u00a0%"
                  + " intervals.",
              RemovalComparison.figure("A", "B", unit, given).drawing()));
    }
    // only who is right, and where: not the values of the rows
    try (TableStore store = TableStore.open(List.of(a, b), column -> false)) {
      TableStore.Common common = store.common(a.toString(), b.toString());
      List<SegmentComparison> all = inOrderOf(store.methods(), given);
      return new CompareReport(
          runs(store, all.get(0), common.images()),
          alarms(alarms, all),
          where.isBlank() ? accuracy(store) : CompareReport.Accuracy.NONE,
          rows(all),
          new CompareReport.Further(
              TurnedPhotographs.of(a, b, all.get(0).methodA(), all.get(0).methodB()), removal),
          new RunDetails(List.of(), configuration(all), files, List.of()));
    }
  }

  /** Returns the comparisons with those of the first method of the runs first, as in reports. */
  private static List<SegmentComparison> inOrderOf(
      List<String> methods, List<SegmentComparison> all) {
    return all.stream().sorted(Comparator.comparingInt(c -> methods.indexOf(c.methodA()))).toList();
  }

  private static List<Alarm> alarms(List<Alarm> given, List<SegmentComparison> all) {
    SegmentComparison first = all.get(0);
    List<Alarm> alarms = new ArrayList<>();
    alarms.addAll(CompareRuns.alarms(all));
    alarms.addAll(given);
    if (!first.methodA().equals(first.methodB())) {
      alarms.add(
          new Alarm(
              "Two methods are compared.",
              "%s in A, %s in B: differences are of the methods, too."
                  .formatted(first.methodA(), first.methodB())));
    }
    return alarms;
  }

  private CompareReport.Runs runs(TableStore store, SegmentComparison first, int common) {
    List<String> modelsA = store.models(a.toString());
    List<String> modelsB = store.models(b.toString());
    boolean told = modelsA.size() == 1 && modelsB.size() == 1 && !modelsA.equals(modelsB);
    String nameA = told ? modelsA.get(0) : folder(a);
    String nameB = told ? modelsB.get(0) : folder(b);
    boolean same = nameA.equals(nameB);
    String methods =
        first.methodA().equals(first.methodB())
            ? "by " + first.methodA()
            : first.methodA() + " and " + first.methodB();
    return new CompareReport.Runs(
        same ? a.toString() : nameA,
        same ? b.toString() : nameB,
        "What changed from A to B?",
        (common == 0 ? "other photographs in each" : NumberText.photographs(common) + " in both")
            + (methods.isEmpty() ? "" : "; " + methods)
            + (where.isBlank() ? "" : "; only rows where " + where));
  }

  private static String folder(Path run) {
    Path name = run.toAbsolutePath().normalize().getFileName();
    return name == null ? run.toString() : name.toString();
  }

  private CompareReport.Accuracy accuracy(TableStore store) {
    List<RightChange> labels =
        store.right(a.toString(), b.toString()).stream()
            .filter(r -> r.a() > 0 && r.b() > 0)
            .toList();
    if (labels.isEmpty()) {
      return CompareReport.Accuracy.NONE;
    }
    double chance = chance(store);
    List<AccuracyChange> changes = new ArrayList<>();
    changes.add(
        new AccuracyChange(
            labels.size() == 1 ? labels.get(0).label() : "all classes",
            new AccuracyChange.Right(
                labels.stream().mapToInt(RightChange::rightA).sum(),
                labels.stream().mapToInt(RightChange::a).sum()),
            new AccuracyChange.Right(
                labels.stream().mapToInt(RightChange::rightB).sum(),
                labels.stream().mapToInt(RightChange::b).sum()),
            chance,
            labels.size() > 1));
    for (RightChange of : labels.size() == 1 ? List.<RightChange>of() : labels) {
      changes.add(
          new AccuracyChange(
              of.label(),
              new AccuracyChange.Right(of.rightA(), of.a()),
              new AccuracyChange.Right(of.rightB(), of.b()),
              chance,
              false));
    }
    boolean pairs = labels.stream().anyMatch(r -> r.pairs().all() > 0);
    return new CompareReport.Accuracy(
        changes,
        pairs ? labels.stream().mapToInt(r -> r.pairs().gained()).sum() : -1,
        pairs ? labels.stream().mapToInt(r -> r.pairs().lost()).sum() : -1);
  }

  private static double chance(TableStore store) {
    int classes =
        Optional.of(store.methods())
            .filter(m -> !m.isEmpty())
            .map(m -> store.doubts(m.get(0)).predictions().classes())
            .orElse(0);
    return classes < 2 ? Double.NaN : 1.0 / classes;
  }

  /** Returns the comparisons for a page, those of the first method first. */
  public static List<ComparedSegment> rows(List<SegmentComparison> all) {
    List<ComparedSegment> rows = new ArrayList<>();
    List<SegmentComparison> first = new ArrayList<>();
    List<SegmentComparison> others = new ArrayList<>();
    for (SegmentComparison c : all) {
      boolean same =
          c.methodA().equals(all.get(0).methodA()) && c.methodB().equals(all.get(0).methodB());
      (same ? first : others).add(c);
    }
    first.addAll(others);
    first.forEach(c -> rows.add(row(c)));
    return rows;
  }

  private static ComparedSegment row(SegmentComparison c) {
    return new ComparedSegment(
        Changes.of(List.of(c)).get(0),
        c.methodA().equals(c.methodB()) ? c.methodA() : c.methodA() + " / " + c.methodB(),
        c.share().difference(),
        c.shareAdjusted(),
        c.pairs(),
        new ComparedSegment.Ranks(c.rank().a().value(), c.rank().b().value(), c.rankAdjusted()));
  }

  private List<Entry> configuration(List<SegmentComparison> all) {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry("A", a.toString()));
    entries.add(new Entry("B", b.toString()));
    if (!where.isBlank()) {
      entries.add(new Entry("where", where));
    }
    entries.add(new Entry("method", row(all.get(0)).method()));
    entries.add(new Entry("seed", Long.toString(seed)));
    return entries;
  }
}
