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

/** Reads the overlays that a run has stored as files, so that its report can be rebuilt. */
final class SampleFigures {
  private SampleFigures() {}

  /** Returns the figures whose names start with {@code prefix}, sorted by name. */
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
