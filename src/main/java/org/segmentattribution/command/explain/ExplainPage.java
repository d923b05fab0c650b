package org.segmentattribution.command.explain;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunReporter;

/** The page of {@code sat explain}, from a run's tables and drawings. */
public final class ExplainPage implements RunReporter {
  @Override
  public Set<RunKind> kinds() {
    return Set.of(RunKind.EXPLAIN);
  }

  @Override
  public void rebuild(RunDirectory run, List<String> highlights) throws IOException {
    ExplainReporter.rebuild(
        run,
        highlights.isEmpty() ? ExplainReporter.highlights(run) : ExplainReporter.names(highlights));
  }
}
