package org.segmentattribution.command.explain;

import java.io.IOException;
import org.segmentattribution.analysis.FoundInWords;
import org.segmentattribution.analysis.PhotographChoice;
import org.segmentattribution.analysis.TableTotals;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.RunLock;
import org.segmentattribution.run.RunSummary;
import org.segmentattribution.table.store.RunTables;

/** {@code sat explain}, from images to the report. */
public final class ExplainWithReport {
  private static final int SAMPLES_PER_CLASS = 2;
  private static final int SAMPLES = 6;

  private ExplainWithReport() {}

  /** Runs all that is not finished yet. */
  public static RunSummary run(ExplainSettings settings, Progress progress) throws IOException {
    return run(settings, null, progress);
  }

  /**
   * Runs all that is not finished yet, with tables made elsewhere.
   *
   * @param elsewhere makes the tables; null for threads of this process
   */
  public static RunSummary run(ExplainSettings settings, ChunkRunner elsewhere, Progress progress)
      throws IOException {
    return RunLock.holding(settings.out(), () -> alone(settings, elsewhere, progress));
  }

  private static RunSummary alone(
      ExplainSettings settings, ChunkRunner elsewhere, Progress progress) throws IOException {
    try (ExplainRun run = ExplainRun.open(settings, elsewhere)) {
      run.decisions().forEach(progress::note);
      if (!run.isCurrent(progress)) {
        TableTotals totals;
        PhotographChoice choice;
        // closed before images are explained again: the findings are small, the rows are not
        try (RunTables tables = run.tabulate(progress)) {
          totals = ExplainReporter.totals(run.directory(), tables);
          choice = PhotographChoice.of(tables, totals.answers());
        }
        ExplainReporter.drawSamples(
            run.directory(), run.again().samples(SAMPLES_PER_CLASS, SAMPLES), totals.colours());
        PhotographDrawing.draw(run, choice, progress);
        run.finish(ExplainReporter.write(run.directory(), totals), FoundInWords.lines(totals));
      }
      return run.summary();
    }
  }
}
