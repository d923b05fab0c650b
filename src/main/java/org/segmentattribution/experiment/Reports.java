package org.segmentattribution.experiment;

import java.io.IOException;
import java.nio.file.Path;
import org.segmentattribution.pipeline.RunDirectory;
import org.segmentattribution.pipeline.UsageError;

/** {@code sat report}: figures and page of a run, again. */
public final class Reports {
  private Reports() {}

  /**
   * Writes them from the run's tables.
   *
   * @throws UsageError where the folder holds no finished run
   */
  public static void rebuild(Path folder) throws IOException {
    RunDirectory directory = RunDirectory.read(folder);
    if (!directory.isDone()) {
      throw new UsageError(
          folder + " holds a run that is not finished: run the same command again");
    }
    switch (directory.manifest().command()) {
      case "explain" -> ExplainReporting.write(directory);
      case "demo", "experiment watermark" -> WatermarkReporting.write(directory);
      default ->
          throw new UsageError(
              folder
                  + " was made by '"
                  + directory.manifest().command()
                  + "', which has no report");
    }
  }
}
