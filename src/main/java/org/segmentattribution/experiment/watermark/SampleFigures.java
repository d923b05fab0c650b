package org.segmentattribution.experiment.watermark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.command.DrawingFile;
import org.segmentattribution.report.page.Block.Figure;
import org.segmentattribution.run.RunDirectory;

/**
 * The overlays that a run has drawn, kept as files so that a report can be made again from them.
 */
final class SampleFigures {
  private SampleFigures() {}

  /** The figures whose names begin so, in the order of their names. */
  static List<Figure> read(RunDirectory directory, String prefix, String caption)
      throws IOException {
    Path folder = directory.path("figures");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, prefix + "*.svg")) {
      found.forEach(files::add);
    }
    files.sort(null);
    List<Figure> figures = new ArrayList<>();
    for (Path file : files) {
      figures.add(new Figure(caption, DrawingFile.read(file, "")));
    }
    return figures;
  }
}
