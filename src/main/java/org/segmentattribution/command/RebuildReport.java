package org.segmentattribution.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.experiment.bar.BarReporter;
import org.segmentattribution.experiment.classes.ClassReporter;
import org.segmentattribution.experiment.watermark.WatermarkReporter;
import org.segmentattribution.report.svg.FigureExport;
import org.segmentattribution.run.RunCheck;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunLock;

/** {@code sat report}: figures and page of a run, again. */
public final class RebuildReport {
  private RebuildReport() {}

  /**
   * Writes them from the run's tables, and every figure as other kinds of file too.
   *
   * @param kinds of png and pdf
   * @param dpi pixels an inch of PNG
   * @param highlights segments to stress in the report of {@code explain}; empty = those of the run
   * @param notes takes lines for people
   * @throws WrongInput where the folder holds no finished run, or not what the run wrote
   */
  public static void rebuild(
      Path folder, List<String> highlights, List<String> kinds, int dpi, Consumer<String> notes)
      throws IOException {
    RunDirectory.read(folder); // before a folder that is none is locked
    RunLock.holding(
        folder,
        () -> {
          RunCheck.rebuild(
              folder,
              notes,
              directory -> {
                rebuild(directory, highlights);
                export(folder, kinds, dpi);
              });
          return null;
        });
  }

  private static void rebuild(RunDirectory directory, List<String> highlights) throws IOException {
    switch (directory.manifest().command()) {
      case "explain" ->
          ExplainReporter.write(
              directory,
              highlights.isEmpty()
                  ? ExplainReporter.highlights(directory)
                  : ExplainReporter.names(highlights));
      case "experiment bar" -> BarReporter.write(directory);
      case "experiment imagenet" -> ClassReporter.write(directory);
      case "demo", "experiment watermark" -> WatermarkReporter.write(directory);
      default ->
          throw new WrongInput(
              directory.folder()
                  + " was made by '"
                  + directory.manifest().command()
                  + "', which has no report");
    }
  }

  private static void export(Path folder, List<String> kinds, int dpi) throws IOException {
    if (kinds.isEmpty()) {
      return;
    }
    List<Path> figures;
    try (Stream<Path> files = Files.list(folder.resolve("figures"))) {
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
