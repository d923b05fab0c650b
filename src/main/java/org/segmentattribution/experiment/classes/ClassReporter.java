package org.segmentattribution.experiment.classes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.segmentattribution.analysis.CalibratedRanks;
import org.segmentattribution.analysis.ClassAnswers;
import org.segmentattribution.analysis.GroupDifferences;
import org.segmentattribution.analysis.GroupTracks;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.RunProvenance;
import org.segmentattribution.command.explain.ExplainReporter;
import org.segmentattribution.report.answer.AnswerView;
import org.segmentattribution.report.answer.ClassAnswer;
import org.segmentattribution.report.answer.ClassSentence;
import org.segmentattribution.report.answer.Question;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.figure.ClassicDiagram;
import org.segmentattribution.report.figure.CriticalDifferenceDiagram;
import org.segmentattribution.report.figure.track.RankDots;
import org.segmentattribution.report.figure.track.SegmentTracks;
import org.segmentattribution.report.page.Block;
import org.segmentattribution.report.page.ClassDiagrams;
import org.segmentattribution.report.page.ExplainGroup;
import org.segmentattribution.report.page.HtmlReport;
import org.segmentattribution.report.page.RunFile;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.CriticalDifferenceOptions;
import org.segmentattribution.table.FailureCsv;
import org.segmentattribution.table.store.AggregateCsv;
import org.segmentattribution.table.store.AggregateValue;
import org.segmentattribution.table.store.GroupAggregates;
import org.segmentattribution.table.store.GroupedTables;
import org.segmentattribution.table.store.NameAggregate;
import org.segmentattribution.table.store.RunTables;
import org.segmentattribution.table.store.TableStore;

/** Writes figures, aggregates and page over the classes of {@link ClassRuns}, from their tables. */
public final class ClassReporter {
  private static final List<RunFile> FILES =
      List.of(
          new RunFile("aggregate.csv", "class, segment: means and ranks"),
          new RunFile("failures.csv", "images that were left out"),
          new RunFile("inputs.csv", "files that were not simply used, and why"),
          new RunFile("run.json", "configuration, versions and hashes"));

  private final RunDirectory directory;
  private final Set<String> highlights;
  private final List<GroupAggregates> aggregates = new ArrayList<>();
  private final List<ClassDiagrams.Entry> entries = new ArrayList<>();
  private final List<ClassAnswer> answers = new ArrayList<>();
  private final List<Sentence> sentences = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private SegmentColours colours = SegmentColours.of(List.of());

  private ClassReporter(RunDirectory directory) {
    this.directory = directory;
    highlights = ExplainReporter.highlights(directory);
  }

  /** Writes everything from the runs in a directory. */
  public static void write(RunDirectory directory) throws IOException {
    ClassReporter reporting = new ClassReporter(directory);
    if (directory.manifest().configuration().get("runs") instanceof Map<?, ?> runs) {
      for (Map.Entry<?, ?> run : runs.entrySet()) {
        reporting.add(run.getKey().toString(), run.getValue().toString());
      }
    }
    reporting.finish();
  }

  private void add(String folder, String name) throws IOException {
    if (!folder.matches("[\\p{L}\\p{N}-]+")) {
      throw new WrongInput(
          directory.path("run.json") + " is damaged: '" + folder + "' is no folder of a class");
    }
    long seed = directory.manifest().seed();
    try (RunTables run = RunTables.open(directory.path(folder), seed)) {
      TableStore store = run.store();
      failures.addAll(FailureCsv.read(directory.path(folder).resolve("failures.csv")));
      if (store.isEmpty()) {
        return;
      }
      GroupedTables tables = run.together().tables();
      colours = SegmentColours.of(run.photographs());
      String model = store.images(store.methods().get(0)).model();
      for (ClassAnswer answer : ClassAnswers.of(run, store.methods().get(0), false, 0)) {
        ClassAnswer named = named(answer, name);
        answers.add(named);
        sentences.add(ClassSentence.of(named, model.isEmpty() ? "the model" : model));
      }
      for (String method : store.methods()) {
        for (GroupAggregates group : run.together().aggregates()) {
          if (group.method().equals(method)) {
            add(folder, tables, group.named(name), store.signedMethods().contains(method));
          }
        }
      }
    }
  }

  /** Returns the answer of a run that holds one class, under the name of this class. */
  private static ClassAnswer named(ClassAnswer answer, String name) {
    Question question = answer.question();
    boolean own = question.target().equals(name);
    return new ClassAnswer(
        new Question(
            Question.Of.CLASS,
            name,
            own ? Question.Asked.CLASS : question.asked(),
            question.target()),
        answer.counts(),
        answer.accuracy(),
        answer.signed(),
        answer.segments(),
        answer.elsewhere());
  }

  private void add(String folder, GroupedTables tables, GroupAggregates group, boolean signed)
      throws IOException {
    aggregates.add(group);
    Map<String, Double> areas = new HashMap<>();
    for (NameAggregate a : group.segments()) {
      areas.put(a.name().get(0), a.statistics().get(AggregateValue.FRACTION).relative());
    }
    if (group.elsewhere() != null) {
      areas.put(
          group.elsewhere().name().get(0),
          group.elsewhere().statistics().get(AggregateValue.FRACTION).relative());
    }
    SegmentTracks tracks =
        GroupTracks.of(
            tables,
            group,
            signed,
            colours,
            highlights,
            Bootstrap.seeded(directory.manifest().seed()));
    List<Block.Figure> figures = new ArrayList<>();
    figures.add(
        new Block.Figure(
            "In each photograph the segments are ranked by attribution per pixel.",
            RankDots.of(tracks)));
    Optional<CriticalDifferenceDiagram> diagram = diagram(tables, group);
    if (diagram.isPresent()) {
      String stem = "figures/" + folder + "-" + group.method() + "-critical-difference";
      directory.write(stem + ".svg", diagram.get().svg());
      Drawing classic = ClassicDiagram.of(diagram.get());
      directory.write(stem + "-classic.svg", classic.wide());
      directory.write(stem + "-classic-narrow.svg", classic.narrow());
      figures.add(
          new Block.Figure(
              "Brackets join segments whose order may be chance.", diagram.get().drawing()));
    }
    entries.add(
        new ClassDiagrams.Entry(
            new ExplainGroup(
                group.method(),
                group.className(),
                group.rows(),
                group.outside(),
                areas,
                figures,
                signed),
            CalibratedRanks.caveat(
                    group.className() + " \u00b7 " + group.method(), group.segments())
                .orElse(""),
            new RunFile(folder + "/report.html", "its images, tables, and how they were made")));
  }

  private Optional<CriticalDifferenceDiagram> diagram(GroupedTables tables, GroupAggregates group) {
    List<String> key = List.of(group.method());
    return GroupDifferences.of(
            List.of(group.className(), group.method()),
            AggregateValue.ATTRIBUTION,
            tables.matrix(key, AggregateValue.ATTRIBUTION),
            CriticalDifferenceOptions.defaults())
        .map(
            differences ->
                differences
                    .diagram(
                        tables.matrix(key, AggregateValue.RANK),
                        highlights,
                        directory.manifest().seed())
                    .of(colours));
  }

  private void finish() throws IOException {
    AggregateCsv.write(directory.path("aggregate.csv"), aggregates);
    FailureCsv.write(directory.path("failures.csv"), failures);
    HtmlReport.write(
        new ClassDiagrams(
                AnswerView.of(answers, sentences),
                entries,
                highlights,
                RunProvenance.of(directory, FILES))
            .page(),
        directory.path("report.html"));
  }
}
