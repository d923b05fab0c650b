package org.segmentattribution.command.track;

import java.io.IOException;
import java.nio.file.Path;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.command.explain.ExplainWithReport;
import org.segmentattribution.pipeline.Progress;

/** A run of five scenes a class, to be given to servers. */
final class LoggedRun {
  private LoggedRun() {}

  static Path make(Path folder) throws IOException {
    Path images = TestCalls.draw(folder.resolve("images"), "test", 5);
    Path run = folder.resolve("run");
    ExplainWithReport.run(TestCalls.explain(images, run, "label", 1), Progress.NONE);
    return run;
  }
}
