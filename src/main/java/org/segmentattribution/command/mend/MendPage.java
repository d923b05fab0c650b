package org.segmentattribution.command.mend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.command.aggregate.ComparePage;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.answer.Phrases;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.page.Block;
import org.segmentattribution.report.page.Entry;
import org.segmentattribution.report.page.HtmlReport;
import org.segmentattribution.report.page.ReportPage;
import org.segmentattribution.report.page.RunFile;
import org.segmentattribution.report.page.Section;
import org.segmentattribution.report.part.ShownPicture;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.slice.SlicesCsv;

/**
 * Writes {@code mend.html}, which tells a round to a person who did not run it.
 *
 * @param settings of the round
 * @param result what it found
 * @param slices of both runs
 * @param swapped pictures; may be empty
 */
record MendPage(
    MendSettings settings, MendResult result, RoundSlices slices, List<ShownPicture> swapped) {
  /** Name of the page in the folder of the results. */
  static final String FILE = "mend.html";

  void write() throws IOException {
    HtmlReport.write(page(), settings.out().resolve(FILE));
  }

  private ReportPage page() throws IOException {
    MendSections parts = new MendSections(settings, result, slices);
    List<Section> sections = new ArrayList<>();
    List<ShownPicture> lit =
        SegmentPictures.of(result.before().run(), result.segment(), result.proposal().className());
    if (!lit.isEmpty()) {
      sections.add(
          new Section(
              "What is " + result.proposal().words() + "?",
              List.of(
                  new Block.Text(
                      "Lit, in photographs of "
                          + result.proposal().className()
                          + ", the first by name; below, its share of the attribution under the"
                          + " first classifier."),
                  new Block.Shown(lit))));
    }
    if (!swapped.isEmpty()) {
      sections.add(new Section("What do they say to swapped photographs?", swaps()));
    }
    boolean guesses = Verdict.isGuessing(result, result.after());
    String noise = "of a classifier that guesses, this says little";
    sections.add(new Section("What does it look at now?", noise, guesses, parts.looks()));
    sections.add(new Section("What does it need now?", noise, guesses, List.of(parts.needs())));
    sections.add(new Section("Where is it still wrong?", parts.bySlice()));
    sections.add(new Section("Where is the rest?", List.of(new Block.Files(files()))));
    sections.add(Section.folded("How sure is this?", "the rules, limits", parts.howSure()));
    sections.add(Section.folded("All numbers", "accuracies, effects", parts.numbers()));
    sections.add(
        Section.folded("How it was made", "settings", List.of(new Block.Definitions(made()))));
    String title = "Does the classifier do without " + result.proposal().words() + " now?";
    return new ReportPage(title, lead(), alarms(), answer(), sections);
  }

  private Sentence lead() {
    return new Phrases()
        .plain("\u25cb before: ")
        .strong(settings.explained().model().name())
        .plain(" \u00a0 \u25cf after: ")
        .strong("mended")
        .plain(
            " \u00a0 "
                + NumberText.photographs(result.before().images().images().size())
                + " in both")
        .sentence();
  }

  private List<Block> answer() {
    return List.of(
        new Block.Hero(MendWords.answer(result)),
        new Block.Changed(
            "How often it is right",
            result.accuracies(),
            "What happened",
            MendWords.story(result),
            ""));
  }

  private List<Block> swaps() {
    return List.of(
        new Block.Text(
            "With "
                + result.proposal().words()
                + " filled in its own photographs, and pasted into others: what the first"
                + " classifier says \u2192 what the new one says. The first photographs of each kind"
                + " by name, at the size that the classifier sees."),
        new Block.Shown(swapped));
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
    Verdict verdict = Verdict.of(result);
    boolean said = verdict == Verdict.NO || verdict == Verdict.PRICE;
    boolean less =
        Verdict.isLess(result.before().images().right(), result.after().images().right());
    if (less && !said) {
      alarms.add(
          new Alarm(
              "Something was lost.",
              NumberText.fixed(100 * result.lost(), 1)
                  + " points of the accuracy on the photographs as they are. Where the segment gave"
                  + " the class away, some of it is what the segment was worth"
                  + (MendMade.isTrained(result.made())
                      ? "; a training of few epochs loses more than one of many."
                      : ".")));
    }
    return alarms;
  }

  private List<RunFile> files() {
    ExplainSettings before = result.chosen().before();
    List<RunFile> files = new ArrayList<>();
    files.add(new RunFile(link(settings.run()) + "/report.html", "the page of the first run"));
    if (result.chosen().suspect() != null) {
      files.add(
          new RunFile(
              link(settings.run()) + "/suspects.html",
              "what was found outside the named segments"));
      files.add(
          new RunFile(
              link(before.out()) + "/report.html",
              "the first classifier, with " + result.segment() + " among the segments"));
    }
    files.add(new RunFile(NewClassifier.RUN + "/report.html", "the page of the new classifier"));
    files.add(new RunFile(MendRun.COMPARED + "/" + ComparePage.FILE, "both, segment by segment"));
    files.add(new RunFile(link(before.out()) + "/" + SlicesCsv.PAGE, "slices before"));
    files.add(new RunFile(NewClassifier.RUN + "/" + SlicesCsv.PAGE, "slices after"));
    files.add(new RunFile(NewClassifier.FILE, "the new classifier"));
    files.add(new RunFile(MendRecord.FILE, "what it was made from, and how"));
    return files;
  }

  /** Returns the way from the page to a folder. */
  private String link(Path folder) {
    return settings
        .out()
        .toAbsolutePath()
        .normalize()
        .relativize(folder.toAbsolutePath().normalize())
        .toString()
        .replace('\\', '/');
  }

  private List<Entry> made() {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry("command", "sat mend"));
    entries.add(new Entry("run", settings.run().toString()));
    MendMade.used(result.made())
        .forEach(
            (name, value) -> entries.add(new Entry(name, value.isEmpty() ? "not given" : value)));
    result
        .made()
        .chosen()
        .forEach((name, value) -> entries.add(new Entry(name + ", chosen", value)));
    return entries;
  }
}
