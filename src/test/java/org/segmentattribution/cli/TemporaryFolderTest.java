package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.model.torchscript.JavaProcess;

/** What killed processes leave in the temporary folder. */
class TemporaryFolderTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";

  @TempDir Path base;

  private Path folder(String name, Duration age) throws IOException {
    Path folder = Files.createDirectory(base.resolve(name));
    Files.writeString(folder.resolve("lib.so"), "x");
    Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(age)));
    return folder;
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(base)) {
      return new TreeSet<>(files.map(f -> f.getFileName().toString()).toList());
    }
  }

  private static String space() throws IOException {
    Path link = Path.of("/proc/self/ns/pid");
    return Files.exists(link) ? Files.readSymbolicLink(link).toString().replaceAll("\\D", "") : "0";
  }

  @Test
  void whatIsLeftGoesAndNothingElse() throws Exception {
    Process ended = JavaProcess.of(Sat.class, List.of(), List.of("--version")).start();
    ended.waitFor();
    String gone = "sat-" + space() + "-" + ended.pid() + "-" + ID;
    String alive = "sat-" + space() + "-" + ProcessHandle.current().pid() + "-" + ID;
    Path victim = Files.createDirectory(base.resolve("victim"));
    Files.writeString(victim.resolve("kept"), "x");
    Files.createSymbolicLink(folder(gone, Duration.ZERO).resolve("link"), victim);
    folder(alive, Duration.ZERO);
    folder("sat-1-" + ended.pid() + "-" + ID, Duration.ZERO);
    folder("sat-2-" + ended.pid() + "-" + ID, Duration.ofHours(30));
    folder("onnxruntime-java123", Duration.ofHours(30));
    folder("onnxruntime-java124", Duration.ofHours(1));
    folder("sat-tables77", Duration.ofHours(30));
    folder("onnxruntime-javabean", Duration.ofHours(30));
    folder("others", Duration.ofDays(300));
    Path link = base.resolve("onnxruntime-java125");
    Files.createSymbolicLink(link, victim);
    TemporaryFolder.tidy(base, Files.getOwner(victim));
    assertEquals(
        new TreeSet<>(
            List.of(
                alive,
                "sat-1-" + ended.pid() + "-" + ID,
                "onnxruntime-java124",
                "onnxruntime-java125",
                "onnxruntime-javabean",
                "others",
                "victim")),
        names());
    assertTrue(Files.exists(victim.resolve("kept")));
  }

  @Test
  void aKilledProcessIsTidiedUpAfter() throws Exception {
    List<String> here = List.of("-Xmx256m", "-Djava.io.tmpdir=" + base);
    Path waits = Files.createDirectories(base.resolve("images"));
    Process killed = JavaProcess.of(Waiting.class, here, List.of()).start();
    while (names().size() < 2) {
      Thread.sleep(20);
    }
    killed.destroyForcibly().waitFor();
    assertEquals(2, names().size());
    assertEquals(0, JavaProcess.of(Sat.class, here, List.of("--help")).start().waitFor());
    assertEquals(Set.of(waits.getFileName().toString()), names());
  }

  /** A process that never ends by itself. */
  static final class Waiting {
    public static void main(String[] args) throws InterruptedException {
      TemporaryFolder.begin();
      Thread.sleep(600_000);
    }
  }
}
