package org.segmentattribution.command.mend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.segmentattribution.command.explain.PhotographFiles;
import org.segmentattribution.report.part.LitPicture;
import org.segmentattribution.report.part.ShownPicture;
import org.segmentattribution.report.photograph.Photograph;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.run.RunDirectory;

/** Photographs of a run with a segment lit, so that a reader sees what it is. */
final class SegmentPictures {
  private static final int SHOWN = 6;

  private SegmentPictures() {}

  /** Returns the first photographs of a class by name; none where the run keeps no pictures. */
  static List<ShownPicture> of(Path run, String segment, String className) throws IOException {
    RunDirectory directory = RunDirectory.read(run);
    List<Photograph> some =
        PhotographFiles.read(directory).photographs().stream()
            .filter(photograph -> photograph.answer().label().equals(className))
            .filter(photograph -> isDrawn(photograph, segment))
            .sorted(Comparator.comparing(Photograph::image))
            .limit(SHOWN)
            .toList();
    List<ShownPicture> shown = new ArrayList<>();
    for (Photograph photograph : some) {
      Photograph.Row row = photograph.rows().get(photograph.row(segment));
      shown.add(
          new ShownPicture(
              LitPicture.of(photograph, PhotographFiles.uri(directory, photograph.id()), segment),
              NumberText.share(Math.abs(row.share())) + " of the attribution",
              false,
              photograph.image().substring(photograph.image().lastIndexOf('/') + 1)));
    }
    return shown;
  }

  private static boolean isDrawn(Photograph photograph, String segment) {
    int row = photograph.row(segment);
    return row >= 0 && !photograph.rows().get(row).outline().isEmpty();
  }
}
