package org.segmentattribution.command.slices;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.page.HtmlReport;
import org.segmentattribution.report.page.slice.SlicesReport;
import org.segmentattribution.run.KeyedImage;
import org.segmentattribution.run.RunCheck;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunLock;
import org.segmentattribution.slice.SliceSearch;
import org.segmentattribution.slice.SlicedImage;
import org.segmentattribution.slice.SlicedImages;
import org.segmentattribution.slice.SlicesCsv;
import org.segmentattribution.table.FailureCsv;
import org.segmentattribution.table.SkippedSegment;

/**
 * {@code sat slices}: adds slices and their page to a finished run of {@code explain}. Only the
 * tables and pictures of the run are read; model and images are not needed.
 *
 * @param run folder of the run
 * @param method whose attributions cut the classes; empty = the first of the run
 * @param search how slices are compared
 */
public record SlicesRun(Path run, String method, SliceSearch search) {
  /** Kinds of runs with a table for each image. */
  private static final Set<RunKind> TABLES = Set.of(RunKind.EXPLAIN, RunKind.WATERMARK_TRIAL);

  /** Name of the target under which images have several tables. */
  private static final String POSITIVES = "positives";

  /**
   * Compares slices, and writes file and page.
   *
   * @param notes takes lines for people
   * @return what was found, in sentences
   * @throws WrongInput where the run is of another kind, is not finished or has changed, or has no
   *     tables of the method
   */
  public List<String> write(Consumer<String> notes) throws IOException {
    RunDirectory directory = RunDirectory.read(run);
    RunKind kind = directory.manifest().kind();
    if (!TABLES.contains(kind)) {
      throw new WrongInput(
          run
              + " was made by '"
              + kind
              + "'; slices are of runs of explain, and of trials of demo");
    }
    RunCheck.tables(run.resolve("sat.csv"), notes);
    return RunLock.holding(
        run,
        () -> {
          List<String> lines = new ArrayList<>();
          RunCheck.rebuild(run, notes, of -> lines.addAll(found(of, notes)));
          return lines;
        });
  }

  private List<String> found(RunDirectory directory, Consumer<String> notes) throws IOException {
    // trials have no such setting: they explain the label
    Object setting = directory.manifest().configuration().get("target");
    String target = setting == null ? "label" : setting.toString();
    Path rows = directory.path("sat.csv");
    SlicedImages images =
        SlicedImages.read(
            rows,
            chosen(rows),
            SkippedSegment.read(directory.path("skipped-segments.csv")),
            !target.equals(POSITIVES));
    requireValues(images);
    if (images.images().stream().noneMatch(image -> image.right() != null)) {
      notes.accept(
          "note: "
              + (target.equals(POSITIVES)
                  ? "a label names one class, and the run explains several"
                  : "no image has a label that the model knows")
              + ": accuracy is unknown, and slices compare how sure the model is");
    }
    SliceSearch.Found found = search.of(images.images());
    SlicesCsv.write(directory.path(SlicesCsv.FILE), found.slices());
    SlicesPage page = new SlicesPage(directory, target, images, search);
    SlicesReport report = page.report(found, withoutTable(directory, images));
    HtmlReport.write(report.page(), directory.path(SlicesCsv.PAGE));
    return report.sentencesOf(SlicesReport.named(found)).stream().map(Sentence::text).toList();
  }

  private void requireValues(SlicedImages images) {
    if (images.images().stream()
        .allMatch(image -> image.right() == null && Double.isNaN(image.confidence()))) {
      throw new WrongInput(
          run
              + " has neither labels that the model knows nor probabilities of the explained class:"
              + " nothing to compare; start explain again");
    }
  }

  private String chosen(Path rows) throws IOException {
    List<String> methods = SlicedImages.methods(rows);
    if (methods.isEmpty()) {
      throw new WrongInput(rows + " has no rows: in no image was a segment found");
    }
    if (method.isEmpty()) {
      return methods.get(0);
    }
    if (!methods.contains(method)) {
      throw WrongInput.of(
          "{method} %s: the run has %s%s",
          method, String.join(", ", methods), Spelling.hint(method, methods));
    }
    return method;
  }

  /** Counts images that were explained and have no segment, of which no prediction is kept. */
  private static int withoutTable(RunDirectory directory, SlicedImages images) throws IOException {
    Set<String> none = new HashSet<>();
    KeyedImage.read(directory.folder()).forEach(image -> none.add(image.path()));
    FailureCsv.read(directory.path("failures.csv")).forEach(one -> none.remove(one.image()));
    images.images().stream().map(SlicedImage::image).forEach(none::remove);
    return none.size();
  }
}
