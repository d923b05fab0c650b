package org.segmentattribution.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.segmentattribution.file.InnerPath;
import org.segmentattribution.file.TemporaryName;

/**
 * Lists the files of a run by name, in a fixed order, with their state. Of runs inside it only the
 * tables are listed: each has a {@code run.json} of its own.
 */
public final class RunOutputs {
  /** Files of other origin, or temporary ones; what a demo draws is hashed as its input. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "run.json",
          RunLayout.LOCK,
          RunLayout.CHUNKS,
          RunLayout.EFFECT_CHUNKS,
          RunLayout.RATE_CHUNKS,
          RunLayout.SUSPECT_CHUNKS,
          RunLayout.ADOPTED,
          KeptExplanations.FOLDER,
          "scenes");

  /** Files that experiments read from the runs inside them. */
  private static final List<String> OF_INNER = List.of("sat.csv", "sat.parquet", "failures.csv");

  private static final String SVG = ".svg";

  /** Figures of the page and what earlier versions drew of photographs. */
  private static final Pattern FIGURE =
      Pattern.compile("figures/(gallery/)?(?!suspects)[^/]+\\.svg");

  private RunOutputs() {}

  /** A file and what is wrong with it. */
  public record Fault(String file, String what) {}

  /**
   * Returns all files of a run in their present state.
   *
   * @param depth levels of folders to list, 1 = only the run's own
   */
  static Map<String, OutputFile> of(Path folder, int depth) throws IOException {
    Path run =
        folder.toRealPath(); // links inside are not followed, but the folder itself may be one
    Map<String, OutputFile> outputs = new TreeMap<>();
    for (Path file : files(run, depth)) {
      outputs.put(name(run, file), OutputFile.of(file));
    }
    return outputs;
  }

  private static String name(Path run, Path file) {
    return run.relativize(file).toString().replace('\\', '/');
  }

  private static List<Path> files(Path run, int depth) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        run,
        Set.of(),
        depth,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            if (dir.equals(run)) {
              return FileVisitResult.CONTINUE;
            }
            if (isLeftOut(run, dir)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            if (!Files.exists(dir.resolve("run.json"))) {
              return FileVisitResult.CONTINUE;
            }
            OF_INNER.stream().map(dir::resolve).filter(Files::isRegularFile).forEach(files::add);
            return FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !isLeftOut(run, file)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static boolean isLeftOut(Path run, Path path) {
    return TemporaryName.is(path)
        || path.getParent().equals(run) && LEFT_OUT.contains(path.getFileName().toString());
  }

  /** Checks a run of an earlier version, which recorded only the number of rows. */
  static List<Fault> faultsOfEarlier(Path run, RunManifest manifest) throws IOException {
    Path table = run.resolve("sat.csv");
    if (!(manifest.summary().get("rows") instanceof Number rows) || !manifest.isDone()) {
      return List.of();
    }
    if (!Files.exists(table)) {
      return List.of(new Fault("sat.csv", "is missing"));
    }
    long now = OutputFile.of(table).rows();
    return now == rows.longValue()
        ? List.of()
        : List.of(new Fault("sat.csv", "has " + now + " of " + rows + " rows"));
  }

  /**
   * Deletes figures that a run has written in an earlier form of its page: those that it lists,
   * that nobody has changed, and that are not written now. With an SVG go its exports.
   *
   * @param outputs files that the run has written before
   * @param written names of files that are written now
   * @param all whether drawings of single images go, too, which only the run itself can make
   */
  static void deleteStale(
      Path run, Map<String, OutputFile> outputs, Set<String> written, boolean all)
      throws IOException {
    for (String name : outputs.keySet()) {
      boolean drawn = name.startsWith("figures/overlay-") && !all;
      if (FIGURE.matcher(name).matches() && !drawn && !written.contains(name)) {
        String stem = name.substring(0, name.length() - SVG.length());
        for (String ending : List.of(SVG, ".png", ".pdf")) {
          Path file = InnerPath.of(run, stem + ending);
          OutputFile recorded = outputs.get(stem + ending);
          boolean own = recorded != null && recorded.fault(file).isEmpty();
          if (own && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(file);
          }
        }
      }
    }
  }

  /** Returns the files that have changed since they were written, in order. */
  static List<Fault> faults(Path run, Map<String, OutputFile> outputs) throws IOException {
    List<Fault> faults = new ArrayList<>();
    for (Map.Entry<String, OutputFile> output : outputs.entrySet()) {
      output
          .getValue()
          .fault(InnerPath.of(run, output.getKey()))
          .ifPresent(what -> faults.add(new Fault(output.getKey(), what)));
    }
    return faults;
  }
}
