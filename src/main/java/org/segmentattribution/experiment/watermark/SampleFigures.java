package org.segmentattribution.experiment.watermark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.command.DrawingFile;
import org.segmentattribution.report.page.Block.Figure;
import org.segmentattribution.report.part.LitPicture;
import org.segmentattribution.report.part.PicturePair;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.table.SatCsv;

/** Reads the overlays that a run has stored as files, so that its report can be rebuilt. */
final class SampleFigures {
  /** What ends the name of a figure's drawing for a narrow page. */
  static final String NARROW = "-narrow.svg";

  private static final Pattern TITLE =
      Pattern.compile("<title>Attribution in ([^<]*), trained with ");

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
      found.forEach(
          file -> {
            if (!file.toString().endsWith(NARROW)) {
              files.add(file);
            }
          });
    }
    files.sort(null);
    List<Figure> figures = new ArrayList<>();
    for (Path file : files) {
      Path narrow =
          file.resolveSibling(file.getFileName().toString().replaceFirst("\\.svg$", NARROW));
      // earlier versions drew each figure once
      String small = Files.exists(narrow) ? DrawingFile.read(narrow, "") : "";
      figures.add(new Figure(caption, new Drawing("", DrawingFile.read(file, ""), small)));
    }
    return figures;
  }

  /**
   * Returns an image under the first classifiers of two prevalences, with the segment lit that has
   * the most attribution per pixel; null where a table has no such image.
   */
  static PicturePair lit(RunDirectory directory, List<Figure> figures, List<Double> prevalences)
      throws IOException {
    List<LitPicture> pictures = new ArrayList<>();
    String name = "";
    for (int i = 0; i < figures.size(); i++) {
      String svg = figures.get(i).svg();
      Matcher title = TITLE.matcher(svg);
      name = title.find() ? plain(title.group(1)) : "";
      String path = name;
      Path table = TrialFiles.folder(directory.folder(), prevalences.get(i), 1).resolve("sat.csv");
      Optional<SegmentAttribution> winner =
          SatCsv.read(table).stream()
              .filter(row -> row.image().path().equals(path))
              .min(Comparator.comparingDouble(SegmentAttribution::rank));
      if (winner.isEmpty()) {
        return null;
      }
      int sign = (int) Math.signum(winner.get().meanSigned());
      pictures.add(LitPicture.of(svg, winner.get().segment(), sign));
    }
    return new PicturePair(name, pictures.get(0), pictures.get(1));
  }

  private static String plain(String markup) {
    return markup.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }
}
