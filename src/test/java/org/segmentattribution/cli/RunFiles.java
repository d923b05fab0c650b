package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.segmentattribution.file.Sha256;

/** What a finished run consists of. */
final class RunFiles {
  /** They say where and when a run was made and how long it took. */
  private static final Set<String> OF_THE_CALL = Set.of("run.json", "report.html");

  private RunFiles() {}

  /** SHA-256 of each file that depends on nothing but images, model and flags, by its name. */
  static Map<String, String> hashes(Path run) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = run.relativize(file).toString();
        if (!OF_THE_CALL.contains(name)) {
          hashes.put(name, new Sha256().add(file).hex());
        }
      }
    }
    assertTrue(hashes.keySet().containsAll(List.of("sat.csv", "sat.parquet", "aggregate.csv")));
    return hashes;
  }
}
