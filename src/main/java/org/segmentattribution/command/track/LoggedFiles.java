package org.segmentattribution.command.track;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.file.InnerPath;
import org.segmentattribution.run.RunDirectory;

/** Which files of a run a server gets. */
final class LoggedFiles {
  /** Tables with a line for each image, segment or filling, which may have gigabytes. */
  private static final Set<String> LARGE =
      Set.of(
          "sat.csv",
          "sat.parquet",
          "effects.csv",
          "counterfactual-images.csv",
          "swaps.csv",
          "rating-images.csv",
          "rating-maps.csv",
          "keys.csv");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html",
          "json", "application/json",
          "csv", "text/csv",
          "svg", "image/svg+xml",
          "png", "image/png",
          "md", "text/markdown");

  private LoggedFiles() {}

  /**
   * Returns names of files, the page first.
   *
   * @param all whether large tables and the drawings of single images are among them
   */
  static List<String> of(RunDirectory run, boolean all) throws IOException {
    Map<String, ?> outputs = run.manifest().outputs() == null ? Map.of() : run.manifest().outputs();
    List<String> files = new ArrayList<>();
    for (String name : outputs.keySet()) {
      if ((all || !isLarge(name)) && Files.isRegularFile(file(run, name))) {
        files.add(name);
      }
    }
    files.add("run.json");
    files.sort(Comparator.comparing((String name) -> !name.equals("report.html")));
    return files;
  }

  private static boolean isLarge(String name) {
    boolean single = name.startsWith("figures/gallery/") || name.startsWith("figures/overlay-");
    boolean inner = name.startsWith("runs/") || name.startsWith("models/");
    return LARGE.contains(name) || single || inner;
  }

  /** Returns a file of a run, which lies inside it. */
  static Path file(RunDirectory run, String name) throws IOException {
    return InnerPath.of(run.folder(), name);
  }

  /** Returns the media type of a file. */
  static String type(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(ending, "application/octet-stream");
  }
}
