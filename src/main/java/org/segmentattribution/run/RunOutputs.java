package org.segmentattribution.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
          KeptExplanations.FOLDER,
          "scenes");

  /** Files that experiments read from the runs inside them. */
  private static final List<String> OF_INNER = List.of("sat.csv", "sat.parquet", "failures.csv");

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
