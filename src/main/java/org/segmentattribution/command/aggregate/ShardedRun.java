package org.segmentattribution.command.aggregate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunManifest;

/** Recognises parts of one run, made with {@code shard}; together they are that run. */
final class ShardedRun {
  private static final Set<String> OWN = Set.of("shard", "out", "threads");

  private ShardedRun() {}

  /** Returns whether all of these are different parts of one run. */
  static boolean isAllOf(List<Path> runs) throws IOException {
    Set<Map<String, Object>> alike = new HashSet<>();
    Set<Object> shards = new HashSet<>();
    for (Path run : runs) {
      Path folder = Files.isDirectory(run) ? run : run.toAbsolutePath().getParent();
      if (!Files.isRegularFile(folder.resolve("run.json"))) {
        return false;
      }
      RunManifest manifest = RunDirectory.read(folder).manifest();
      Map<String, Object> same = new HashMap<>(manifest.configuration());
      shards.add(String.valueOf(same.get("shard")));
      same.keySet().removeAll(OWN);
      same.put("command", manifest.kind().text());
      same.put("content of model", manifest.inputs().get("model"));
      alike.add(same);
    }
    return alike.size() == 1 && shards.size() == runs.size();
  }
}
