package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.report.answer.ClassAnswer;
import org.segmentattribution.report.answer.ClassAnswer.Accuracy;
import org.segmentattribution.report.answer.SegmentAnswer;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.store.Explained;
import org.segmentattribution.table.store.FirstPlaces;
import org.segmentattribution.table.store.GroupAggregates;
import org.segmentattribution.table.store.RunGroups;
import org.segmentattribution.table.store.RunTables;
import org.segmentattribution.table.store.TableStore;

/** Reads the facts of the first screen from the tables of a run. */
public final class ClassAnswers {
  private static final Comparator<SegmentAnswer> MOST_OFTEN_FIRST =
      Comparator.comparingInt(SegmentAnswer::firsts)
          .reversed()
          .thenComparingDouble(ClassAnswers::meanRank)
          .thenComparing(Comparator.comparingInt(SegmentAnswer::photographs).reversed())
          .thenComparing(SegmentAnswer::segment, SegmentNames.BY_CODE_POINT);

  /** Returns the mean rank; behind all others where it is alone in its photographs. */
  private static double meanRank(SegmentAnswer segment) {
    double rank = segment.row().relativeMeanRank();
    return Double.isNaN(rank) ? Double.MAX_VALUE : rank;
  }

  private final RunTables tables;
  private final String method;
  private final boolean byClass;
  private final double chance;
  private final Map<String, TableStore.Labelled> labelled;

  private ClassAnswers(RunTables tables, String method, boolean byClass, int classes) {
    this.tables = tables;
    this.method = method;
    this.byClass = byClass;
    chance = classes < 2 ? 0 : 1.0 / classes;
    labelled =
        tables.store().labelled(method).stream()
            .collect(Collectors.toMap(TableStore.Labelled::label, l -> l));
  }

  /**
   * Returns the answers of a method, classes in code point order.
   *
   * @param byClass one for each class; otherwise one for all photographs
   * @param classes number of classes among which guessing would choose; 0 = not known
   */
  public static List<ClassAnswer> of(
      RunTables tables, String method, boolean byClass, int classes) {
    return new ClassAnswers(tables, method, byClass, classes).all();
  }

  private List<ClassAnswer> all() {
    RunGroups groups = byClass ? tables.byClass() : tables.together();
    Map<String, FirstPlaces> firsts = tables.firsts(groups, method);
    List<Explained> explained = tables.store().explained(method, byClass);
    Map<String, Explained> questions =
        explained.stream().collect(Collectors.toMap(Explained::className, e -> e));
    boolean signed = tables.store().signedMethods().contains(method);
    List<ClassAnswer> answers = new ArrayList<>();
    for (GroupAggregates group : groups.aggregates()) {
      if (group.method().equals(method)) {
        FirstPlaces places = firsts.get(group.className());
        Explained of = questions.get(group.className());
        answers.add(
            new ClassAnswer(
                Questions.of(of, explained.size() > 1),
                new ClassAnswer.Counts(places.tables(), places.compared(), places.signs()),
                accuracy(of),
                signed,
                segments(group, places),
                elsewhere(groups, group)));
      }
    }
    return answers;
  }

  /** Returns the accuracy where rows are grouped by what is on the label. */
  private Accuracy accuracy(Explained of) {
    if (!of.all().labelled()) {
      return Accuracy.NONE;
    }
    List<TableStore.Labelled> counted =
        labelled.values().stream()
            .filter(l -> !byClass || l.label().equals(of.className()))
            .toList();
    return new Accuracy(
        counted.stream().mapToInt(TableStore.Labelled::correct).sum(),
        counted.stream().mapToInt(TableStore.Labelled::images).sum(),
        chance);
  }

  private static List<SegmentAnswer> segments(GroupAggregates group, FirstPlaces places) {
    return group.rows().stream()
        .filter(row -> row.images() > 0)
        .map(row -> segment(row, places.segments().get(row.segment())))
        .sorted(MOST_OFTEN_FIRST)
        .toList();
  }

  private SegmentAnswer elsewhere(RunGroups groups, GroupAggregates group) {
    return GroupTracks.outside(groups.tables(), group, tables.bootstrap())
        .map(
            track ->
                new SegmentAnswer(
                    group.outside(),
                    0,
                    new SegmentAnswer.Shares(
                        track.relative().forClass(),
                        track.relative().against(),
                        track.relative().balance())))
        .orElse(null);
  }

  private static SegmentAnswer segment(AggregateRow row, FirstPlaces.OfSegment of) {
    return new SegmentAnswer(
        row,
        of.firsts(),
        of.alone(),
        new SegmentAnswer.Shares(of.forClass(), of.againstClass(), of.balance()));
  }
}
