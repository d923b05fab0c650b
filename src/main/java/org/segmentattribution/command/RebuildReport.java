package org.segmentattribution.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.report.svg.FigureExport;
import org.segmentattribution.run.RunCheck;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunLock;
import org.segmentattribution.run.RunReporter;

/** {@code sat report}: writes figures and page of a run again. */
public final class RebuildReport {
  private RebuildReport() {}

  /**
   * Writes figures and page from the run's tables, and every figure in further formats.
   *
   * @param kinds further formats of figures: png, pdf
   * @param dpi pixels per inch of PNG files
   * @param highlights segments to highlight in the report of {@code explain}; empty = those of the
   *     run
   * @param notes takes lines for people
   * @throws WrongInput where the folder holds no finished run, or its files are not those that the
   *     run wrote
   */
  public static void rebuild(
      Path folder, List<String> highlights, List<String> kinds, int dpi, Consumer<String> notes)
      throws IOException {
    RunDirectory.read(folder); // fails before a folder that holds no run is locked
    RunLock.holding(
        folder,
        () -> {
          RunCheck.effects(folder);
          RunCheck.rebuild(
              folder,
              notes,
              directory -> {
                RunReporter.rebuildAll(directory, highlights);
                export(folder, kinds, dpi);
              });
          return null;
        });
  }

  private static void export(Path folder, List<String> kinds, int dpi) throws IOException {
    if (kinds.isEmpty()) {
      return;
    }
    List<Path> figures;
    Path figureFolder = folder.resolve("figures");
    // the figure of a segment run lies beside its page
    try (Stream<Path> files = Files.list(Files.isDirectory(figureFolder) ? figureFolder : folder)) {
      figures = files.filter(f -> f.toString().endsWith(".svg")).sorted().toList();
    }
    for (Path figure : figures) {
      String svg = DrawingFile.read(figure, "");
      String name = figure.getFileName().toString();
      String stem = name.substring(0, name.length() - 3);
      try {
        for (String kind : kinds) {
          FigureExport.write(svg, figure.resolveSibling(stem + kind), dpi);
        }
      } catch (IOException e) {
        throw new IOException(figure + ": " + e.getMessage(), e);
      }
    }
  }
}
