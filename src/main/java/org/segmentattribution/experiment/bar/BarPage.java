package org.segmentattribution.experiment.bar;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunReporter;

/** The page of {@code sat experiment bar}; the run says which segments it stresses. */
public final class BarPage implements RunReporter {
  @Override
  public Set<RunKind> kinds() {
    return Set.of(RunKind.BAR);
  }

  @Override
  public void rebuild(RunDirectory run, List<String> highlights) throws IOException {
    BarReporter.write(run);
  }
}
