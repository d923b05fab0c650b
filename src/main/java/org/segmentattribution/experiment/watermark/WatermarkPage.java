package org.segmentattribution.experiment.watermark;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunReporter;

/** The page of {@code sat experiment watermark} and {@code sat demo}; it stresses the watermark. */
public final class WatermarkPage implements RunReporter {
  @Override
  public Set<RunKind> kinds() {
    return Set.of(RunKind.WATERMARK, RunKind.DEMO);
  }

  @Override
  public void rebuild(RunDirectory run, List<String> highlights) throws IOException {
    WatermarkReporter.write(run);
  }
}
