package org.segmentattribution.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.segmentattribution.pipeline.RunDirectory;
import org.segmentattribution.pipeline.UsageError;
import org.segmentattribution.report.FigureExport;

/** {@code sat report}: figures and page of a run, again. */
public final class Reports {
  private Reports() {}

  /**
   * Writes them from the run's tables.
   *
   * @param highlights segments to stress in the report of {@code explain}; empty = those of the run
   * @throws UsageError where the folder holds no finished run
   */
  public static void rebuild(Path folder, List<String> highlights) throws IOException {
    RunDirectory directory = RunDirectory.read(folder);
    if (!directory.isDone()) {
      throw new UsageError(
          folder + " holds a run that is not finished: run the same command again");
    }
    switch (directory.manifest().command()) {
      case "explain" ->
          ExplainReporting.write(
              directory,
              highlights.isEmpty()
                  ? ExplainReporting.highlights(directory)
                  : ExplainReporting.names(highlights));
      case "experiment bar" -> BarReporting.write(directory);
      case "experiment imagenet" -> ClassReporting.write(directory);
      case "demo", "experiment watermark" -> WatermarkReporting.write(directory);
      default ->
          throw new UsageError(
              folder
                  + " was made by '"
                  + directory.manifest().command()
                  + "', which has no report");
    }
  }

  /**
   * Writes every figure of a run as other kinds of file, beside its SVG.
   *
   * @param kinds of png and pdf
   * @param dpi pixels an inch of PNG
   */
  public static void export(Path folder, List<String> kinds, int dpi) throws IOException {
    if (kinds.isEmpty()) {
      return;
    }
    List<Path> figures;
    try (Stream<Path> files = Files.list(folder.resolve("figures"))) {
      figures = files.filter(f -> f.toString().endsWith(".svg")).sorted().toList();
    }
    for (Path figure : figures) {
      String svg = Files.readString(figure);
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
