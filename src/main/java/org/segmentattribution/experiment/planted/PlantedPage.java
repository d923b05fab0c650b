package org.segmentattribution.experiment.planted;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunReporter;

/** The page of {@code sat experiment planted}; it has no segments to stress. */
public final class PlantedPage implements RunReporter {
  @Override
  public Set<RunKind> kinds() {
    return Set.of(RunKind.PLANTED);
  }

  @Override
  public void rebuild(RunDirectory run, List<String> highlights) throws IOException {
    PlantedReporter.write(run);
  }
}
