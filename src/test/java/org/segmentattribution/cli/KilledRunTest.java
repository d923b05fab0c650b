package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.dataset.SceneGenerator;
import org.segmentattribution.dataset.SceneWriter;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.image.Sha256;
import org.segmentattribution.model.CnnArchitecture;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.OnnxNetwork;
import org.segmentattribution.model.OnnxWriter;

/** {@code sat explain} in processes that are killed, as by {@code kill -9}, wherever they are. */
@DisabledOnOs(OS.WINDOWS)
class KilledRunTest {
  private static final int KILLS = 3;

  /** Files that say when a run was made and how long it took. */
  private static final Set<String> TIMED = Set.of("run.json", "report.html");

  @TempDir Path folder;

  @Test
  @Timeout(300)
  void whatIsLeftOfARunBecomesTheSameBytes() throws Exception {
    SceneWriter.write(folder, new SceneGenerator(48, 1), 12, 1, () -> {});
    Path model = folder.resolve("model.onnx");
    try (OnnxNetwork network = new CnnArchitecture(List.of(4, 8), 2).create(48, 48, 2, 1, "cpu")) {
      OnnxWriter.write(
          network,
          new ModelDeclaration(List.of("horse", "zebra"), Preprocessing.simple(48, 48)),
          model);
    }
    Path whole = folder.resolve("whole");
    Called.sat(call(model, whole).toArray()).ended(0);
    Path out = folder.resolve("killed");
    for (int kill = 1; kill <= KILLS; kill++) {
      killAfter(kill * 5, call(model, out), out);
      Path table = out.resolve("sat.csv");
      assertTrue(!Files.exists(table) || Files.mismatch(whole.resolve("sat.csv"), table) == -1);
    }
    Called.sat(call(model, out).toArray()).ended(0);
    assertEquals(hashes(whole), hashes(out));
  }

  private List<Object> call(Path model, Path out) {
    List<Object> call = new ArrayList<>(List.of("explain", "--images"));
    call.addAll(List.of(folder.resolve("images/train"), "--model", model));
    call.addAll(List.of("--segmenter", "grid:3x3", "--method", "lrp-z,gradient"));
    call.addAll(List.of("--batch", "1", "--threads", "2", "--out", out));
    return call;
  }

  /** Ends a process at once when so many of its chunks are there. */
  private static void killAfter(int chunks, List<Object> call, Path out) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Dai.djl.offline=true", "-cp", System.getProperty("java.class.path")));
    command.add(Sat.class.getName());
    call.forEach(argument -> command.add(argument.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (process.isAlive() && chunks(out) < chunks) {
      Thread.sleep(1);
    }
    process.destroyForcibly();
    assertEquals(128 + 9, process.waitFor(), "killed before it ended");
  }

  private static long chunks(Path out) throws IOException {
    Path parts = out.resolve("parts");
    if (!Files.isDirectory(parts)) {
      return 0;
    }
    try (Stream<Path> chunks = Files.list(parts)) {
      return chunks.count();
    }
  }

  private static Map<String, String> hashes(Path run) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = run.relativize(file).toString();
        if (!TIMED.contains(name)) {
          hashes.put(name, new Sha256().add(file).hex());
        }
      }
    }
    return hashes;
  }
}
