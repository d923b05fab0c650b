package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.answer.ClassAnswer;
import org.segmentattribution.report.answer.ClassSentence;
import org.segmentattribution.report.answer.SegmentAnswer;
import org.segmentattribution.report.figure.track.RankDots;
import org.segmentattribution.report.figure.track.SegmentTracks;
import org.segmentattribution.report.figure.track.ShareBars;
import org.segmentattribution.report.page.Block;
import org.segmentattribution.report.page.ExplainGroup;
import org.segmentattribution.report.page.ExplainOverview;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.CriticalDifferenceOptions;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.store.AggregateValue;
import org.segmentattribution.table.store.Doubts;
import org.segmentattribution.table.store.GroupAggregates;
import org.segmentattribution.table.store.GroupedTables;
import org.segmentattribution.table.store.NameAggregate;
import org.segmentattribution.table.store.NameMatrix;
import org.segmentattribution.table.store.RunGroups;
import org.segmentattribution.table.store.RunTables;
import org.segmentattribution.table.store.TableStore;

/**
 * Collects what the tables of a run show, for its report: counts, groups, figures, caveats and
 * alarms.
 */
public final class TableTotals {
  /** With more classes than this, the page shows only all images together. */
  public static final int CLASSES = 12;

  private final List<ExplainGroup> groups = new ArrayList<>();
  private final List<String> caveats = new ArrayList<>();
  private final List<Alarm> alarms = new ArrayList<>();
  private final List<ClassAnswer> answers = new ArrayList<>();
  private final List<MethodAgreements> agreements = new ArrayList<>();
  private final ExplainOverview overview;
  private final Bootstrap bootstrap;
  private final Set<String> highlights;
  private final Set<String> signed;
  private final SegmentColours colours;
  private final Map<String, Map<String, Double>> shares = new HashMap<>();

  /**
   * Reads the rows of a run.
   *
   * @param skipped number of images without a table
   * @param highlights segments to highlight
   */
  public static TableTotals of(RunTables tables, int skipped, Set<String> highlights) {
    return of(tables, skipped, highlights, Known.NOTHING);
  }

  /**
   * What is known of a run beside its rows.
   *
   * @param classes number of the classifier's classes; 0 = not known
   * @param doubtful what makes masks doubtful, by segment
   */
  public record Known(int classes, Map<String, String> doubtful) {
    /** Nothing. */
    public static final Known NOTHING = new Known(0, Map.of());
  }

  /** Reads the rows of a run of which more is known. */
  public static TableTotals of(RunTables tables, int skipped, Set<String> highlights, Known known) {
    return new TableTotals(tables, skipped, highlights, known);
  }

  private TableTotals(RunTables tables, int skipped, Set<String> highlights, Known known) {
    TableStore store = tables.store();
    bootstrap = tables.bootstrap();
    this.highlights = highlights;
    signed = store.signedMethods();
    colours = SegmentColours.of(tables.photographs());
    List<String> methods = store.methods();
    TableStore.Images images = store.images(methods.isEmpty() ? "" : methods.get(0));
    overview =
        new ExplainOverview(
            images.model().isEmpty() ? "the model" : images.model(),
            methods,
            images.all(),
            skipped,
            images.labelled() == 0 ? Double.NaN : (double) images.correct() / images.labelled(),
            methods.isEmpty()
                ? List.of()
                : store.labelled(methods.get(0)).stream()
                    .map(l -> new ExplainOverview.OfClass(l.label(), l.images(), l.correct()))
                    .toList());
    if (methods.isEmpty()) {
      return;
    }
    Doubts doubts = store.doubts(methods.get(0)).ofClasses(known.classes());
    int classes = store.classes().size();
    answers.addAll(
        ClassAnswers.of(
            tables, methods.get(0), classes <= CLASSES, doubts.predictions().classes()));
    // one class says nothing of another: tables of one image for several classes are not mixed
    boolean apart = classes == 1 || (classes <= CLASSES && store.hasSeveralTargets());
    List<Told> together = apart ? List.of() : groups(tables.together(), methods);
    List<Told> byClass = classes > CLASSES ? List.of() : groups(tables.byClass(), methods);
    for (String method : methods) {
      Stream.concat(together.stream(), byClass.stream())
          .filter(told -> told.group().method().equals(method))
          .forEach(
              told -> {
                groups.add(told.group());
                // the page describes the first method in full
                caveats.addAll(method.equals(methods.get(0)) ? told.caveats() : List.of());
              });
    }
    alarms.addAll(Alarms.of(doubts));
    alarms.addAll(Alarms.ofLabels(store.labelled(methods.get(0)), doubts.predictions().classes()));
    alarms.addAll(Alarms.ofAnswers(answers));
    alarms.addAll(OutsideAlarm.of(answers));
    alarms.addAll(Alarms.ofMasks(answers, known.doubtful()));
    Optional<Alarm> other = OtherMethods.alarm(tables, methods, answers, classes <= CLASSES);
    other.ifPresent(alarms::add);
    if (other.isEmpty()) {
      alarms.addAll(Alarms.ofMethods(methods.get(0), agreements, answers));
    }
    alarms.addAll(Alarms.ofFlat(store.flat()));
  }

  /** A group with its caveats. */
  private record Told(ExplainGroup group, List<String> caveats) {}

  private List<Told> groups(RunGroups of, List<String> methods) {
    List<Told> made = new ArrayList<>();
    Map<String, Map<String, NameMatrix>> byClass = new LinkedHashMap<>();
    for (GroupAggregates group : of.aggregates()) {
      NameMatrix attributions = of.tables().matrix(group.key(), AggregateValue.ATTRIBUTION);
      made.add(group(of.tables(), group, attributions));
      if (methods.size() > 1) {
        byClass
            .computeIfAbsent(group.className(), c -> new HashMap<>())
            .put(group.method(), attributions);
      }
    }
    byClass.forEach((className, matrices) -> agreement(className, matrices, methods));
    return made;
  }

  /** Adds how far the methods agree, where two or more have tables. */
  private void agreement(String className, Map<String, NameMatrix> matrices, List<String> methods) {
    Map<String, NameMatrix> ordered = new LinkedHashMap<>();
    methods.stream().filter(matrices::containsKey).forEach(m -> ordered.put(m, matrices.get(m)));
    if (ordered.size() > 1) {
      agreements.add(MethodAgreements.of(className, ordered));
    }
  }

  private Told group(GroupedTables tables, GroupAggregates of, NameMatrix attributions) {
    Map<String, Double> areas = new HashMap<>();
    Map<String, Double> parts = new HashMap<>();
    List<NameAggregate> all = new ArrayList<>(of.segments());
    if (of.elsewhere() != null) {
      all.add(of.elsewhere());
    }
    for (NameAggregate a : all) {
      areas.put(a.name().get(0), a.statistics().get(AggregateValue.FRACTION).relative());
      parts.put(a.name().get(0), a.statistics().get(AggregateValue.SHARE).relative());
    }
    List<String> caveats = new ArrayList<>();
    ExplainGroup group =
        new ExplainGroup(
            of.method(),
            of.className(),
            of.rows(),
            of.outside(),
            areas,
            List.of(),
            signed.contains(of.method()));
    shares.put(group.heading(), parts);
    CalibratedRanks.caveat(group.heading(), of.segments()).ifPresent(caveats::add);
    Optional<GroupDifferences> compared =
        GroupDifferences.of(
            List.of(group.heading()),
            AggregateValue.ATTRIBUTION,
            attributions,
            CriticalDifferenceOptions.defaults());
    List<Block.Figure> figures = new ArrayList<>(figures(tables, of));
    if (compared.isEmpty() || of.images() < Interval.FEWEST) {
      return new Told(group.with(figures), caveats);
    }
    GroupDifferences differences = compared.get();
    if (!differences.result().gate().passed()) {
      caveats.add(
          group.heading()
              + ": the order of the segments may be chance alone (Friedman\u2019s test does not reject it).");
    }
    figures.add(
        new Block.Figure(
            "Brackets join segments whose order may be chance.",
            differences
                .diagram(tables.matrix(of.key(), AggregateValue.RANK), highlights, bootstrap.seed())
                .of(colours)
                .drawing()));
    return new Told(group.with(figures), caveats);
  }

  /** Draws which segment comes first, and what speaks for and against the class. */
  private List<Block.Figure> figures(GroupedTables tables, GroupAggregates of) {
    SegmentTracks tracks =
        GroupTracks.of(tables, of, signed.contains(of.method()), colours, highlights, bootstrap);
    return List.of(
        new Block.Figure(
            "In each photograph the segments are ranked by attribution per pixel.",
            RankDots.of(tracks)),
        new Block.Figure(
            "Attribution per pixel of a segment as a share of the sum over its photograph.",
            ShareBars.of(tracks),
            new Block.Switch(
                "Mean over",
                "photographs with the segment",
                "all photographs",
                ShareBars.absolute(tracks),
                tracks.someAreMissing())));
  }

  /** Returns the colours of the run's segments. */
  public SegmentColours colours() {
    return colours;
  }

  /**
   * Returns the group of all images, then each class where there are few; the first method before
   * the others.
   */
  public List<ExplainGroup> groups() {
    return groups;
  }

  /**
   * Returns the mean share of a table's summed attribution of each segment, 0 to 1, over the images
   * with the segment.
   */
  public Map<String, Double> shares(ExplainGroup group) {
    return shares.getOrDefault(group.heading(), Map.of());
  }

  /**
   * Returns the segment that the sentence about a class of the first method names; null where it
   * names none.
   */
  public AggregateRow first(ExplainGroup group) {
    for (ClassAnswer answer : answers) {
      if (answer.className().equals(group.className())) {
        return ClassSentence.named(answer).map(SegmentAnswer::row).orElse(null);
      }
    }
    return group.silence().isEmpty() ? group.usual().get(0) : null;
  }

  /** Returns reasons to doubt the tables as a whole. */
  public List<Alarm> alarms() {
    return alarms;
  }

  /**
   * Returns what the tables of the first method say: of each class, or of all photographs together
   * where there are many classes; empty without tables.
   */
  public List<ClassAnswer> answers() {
    return answers;
  }

  /** Returns what readers must know about the groups' diagrams and ranks. */
  public List<String> caveats() {
    return caveats;
  }

  /**
   * Returns how far the methods agree: over all images, then in each class; empty with one method.
   */
  public List<MethodAgreements> agreements() {
    return agreements;
  }

  /** Returns the segments to highlight. */
  public Set<String> highlights() {
    return highlights;
  }

  /** Returns the counts. */
  public ExplainOverview overview() {
    return overview;
  }
}
