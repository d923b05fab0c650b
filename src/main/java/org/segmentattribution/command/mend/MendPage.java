package org.segmentattribution.command.mend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.analysis.RemovalComparison;
import org.segmentattribution.command.aggregate.ComparePage;
import org.segmentattribution.command.aggregate.EffectPair;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.answer.ChangeSentence;
import org.segmentattribution.report.answer.Phrases;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.page.Block;
import org.segmentattribution.report.page.Entry;
import org.segmentattribution.report.page.HtmlReport;
import org.segmentattribution.report.page.ReportPage;
import org.segmentattribution.report.page.RunFile;
import org.segmentattribution.report.page.Section;
import org.segmentattribution.report.part.AccuracyChange;
import org.segmentattribution.report.part.ComparedSegment;
import org.segmentattribution.report.part.ComparedSegments;
import org.segmentattribution.report.svg.NumberText;

/**
 * Writes {@code mend.html}, which tells a round to a person who did not run it.
 *
 * @param settings of the round
 * @param result what it found
 */
record MendPage(MendSettings settings, MendResult result) {
  /** Name of the page in the folder of the results. */
  static final String FILE = "mend.html";

  /** A fall of the accuracy that is worth an alarm. */
  private static final double LOST = 0.01;

  private static final int SAID = 4;

  void write() throws IOException {
    HtmlReport.write(page(), settings.out().resolve(FILE));
  }

  private ReportPage page() throws IOException {
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            "What does it look at now?",
            List.of(new Block.Slopes(ComparedSegments.slopes("before", "after", first())))));
    sections.add(new Section("What does it need now?", List.of(removal())));
    sections.add(new Section("Where is the rest?", List.of(new Block.Files(files()))));
    sections.add(Section.folded("How sure is this?", "the rule, limits", howSure()));
    sections.add(Section.folded("All numbers", "accuracies, effects", numbers()));
    sections.add(
        Section.folded("How it was made", "settings", List.of(new Block.Definitions(made()))));
    String title = "Does the classifier do without the " + result.proposal().segment() + " now?";
    return new ReportPage(title, lead(), alarms(), answer(), sections);
  }

  private Sentence lead() {
    return new Phrases()
        .plain("○ before: ")
        .strong(settings.explained().model().name())
        .plain("   ● after: ")
        .strong("mended")
        .plain(
            "   " + NumberText.photographs(result.before().images().images().size()) + " in both")
        .sentence();
  }

  private List<Block> answer() {
    List<Sentence> changed =
        ChangeSentence.of(
                first().stream().map(ComparedSegment::change).toList(), "the new classifier")
            .stream()
            .map(ChangeSentence::sentence)
            .limit(SAID)
            .toList();
    return List.of(
        new Block.Hero(MendWords.of(result)),
        new Block.Changed(
            "How often it is right",
            result.accuracies(),
            "Where it looks, beyond chance",
            changed.isEmpty() ? List.of(ChangeSentence.nothing(true)) : changed,
            ""));
  }

  private List<ComparedSegment> first() {
    List<ComparedSegment> rows = ComparePage.rows(result.compared());
    return rows.stream().filter(row -> row.method().equals(rows.get(0).method())).toList();
  }

  private List<Alarm> alarms() {
    List<Alarm> alarms = new ArrayList<>();
    if (result.seen() > 0) {
      alarms.add(
          new Alarm(
              "It has seen these photographs.",
              NumberText.photographs(result.seen())
                  + " of this page are among those that the new classifier was trained on, so its"
                  + " accuracies are too good. Explain photographs of a folder test/."));
    }
    double lost =
        result.before().images().right().share() - result.after().images().right().share();
    if (lost > LOST) {
      alarms.add(
          new Alarm(
              "Something was lost.",
              NumberText.fixed(100 * lost, 1)
                  + " points of the accuracy on the photographs as they are. Where the segment gave"
                  + " the class away, some of it is what the segment was worth; a training of few"
                  + " epochs loses more than one of many."));
    }
    return alarms;
  }

  private Block removal() throws IOException {
    EffectPair effects = EffectPair.of(settings.run(), settings.out().resolve(MendRun.AFTER));
    return effects.note().isEmpty() && !effects.unit().isEmpty()
        ? new Block.Figure(
            effects.unit()
                + " lost without a segment beyond other places of its shape, before and after, with"
                + " 95 % intervals.",
            RemovalComparison.figure("before", "after", effects.unit(), result.compared()).svg())
        : new Block.Text("Effects are not compared: " + effects.note() + ".");
  }

  private List<RunFile> files() {
    Path out = settings.out().toAbsolutePath().normalize();
    Path run = settings.run().toAbsolutePath().normalize();
    String before = out.relativize(run).toString().replace('\\', '/');
    return List.of(
        new RunFile(before + "/report.html", "the page of the first classifier"),
        new RunFile(MendRun.AFTER + "/report.html", "the page of the new classifier"),
        new RunFile(MendRun.COMPARED + "/" + ComparePage.FILE, "both, segment by segment"),
        new RunFile(MendRun.MODEL, "the new classifier"),
        new RunFile(MendRecord.FILE, "what it was made from, and how"));
  }

  private List<Block> howSure() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Caveats(
            List.of(
                "Two classifiers that are trained alike differ, too: a change of one or two points"
                    + " may be the luck of one training.",
                "Only this segment was made useless. What goes along with it in the pictures may"
                    + " still be used.")));
    blocks.add(
        new Block.Text(
            result.proposal().asked()
                ? "The segment was named by the call."
                : "The segment was proposed: of those whose removal costs a class more than 15 % of"
                    + " its lead beyond other places of its shape, that are not called as a class,"
                    + " and whose share of photographs differs by 20 points or more between"
                    + " classes, it has the largest such loss."));
    blocks.add(
        new Block.Text(
            "Lead: the logit of the class minus the largest other one. Swapped: the segment is"
                + " filled in its own photographs and pasted, with its mask, into photographs of"
                + " other classes that lack it. Intervals are 95 % bootstrap intervals over"
                + " photographs."));
    return blocks;
  }

  private List<Block> numbers() {
    List<List<Block.Cell>> rows = new ArrayList<>();
    for (AccuracyChange change : result.accuracies()) {
      rows.add(
          List.of(
              new Block.Cell(change.name(), change.strong()),
              Block.Cell.of(change.a().of(), NumberText.count(change.a().of())),
              Block.Cell.of(change.a().share(), NumberText.percent(change.a().share())),
              Block.Cell.of(change.b().share(), NumberText.percent(change.b().share()))));
    }
    List<List<Block.Cell>> needs = new ArrayList<>();
    String segment = result.proposal().segment();
    for (EffectSummary row : result.before().found().effects()) {
      if (row.segment().equals(segment)) {
        needs.add(
            List.of(
                Block.Cell.of(row.className()),
                Block.Cell.of(row.images(), NumberText.count(row.images())),
                Block.Cell.of(MendWords.shares(result.before().relative(segment, row.className()))),
                Block.Cell.of(
                    MendWords.shares(result.after().relative(segment, row.className())))));
      }
    }
    return List.of(
        new Block.Table(
            "How often the classifiers are right.",
            List.of("Photographs", "Number", "Before", "After"),
            rows,
            true),
        new Block.Table(
            "Share of the lead that is lost without the " + segment + ", beyond other places.",
            List.of("Class", "Photographs with it", "Before", "After"),
            needs,
            true));
  }

  private List<Entry> made() {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry("command", "sat mend"));
    entries.add(new Entry("run", settings.run().toString()));
    result.made().made().forEach((name, value) -> entries.add(new Entry(name, value)));
    return entries;
  }
}
