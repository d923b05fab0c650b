package org.segmentattribution.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ReplacedFileTest {
  @TempDir private Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksAreReplacedAndNeverFollowed() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Path target = folder.resolve("heat.png");
    Files.createSymbolicLink(folder.resolve("heat.png.tmp"), victim);
    Files.createSymbolicLink(target, victim);
    ReplacedFile.write(target, file -> Files.writeString(file, "new"));
    assertEquals("precious", Files.readString(victim));
    assertEquals("new", Files.readString(target));
    assertFalse(Files.isSymbolicLink(target));
    assertEquals(List.of("heat.png", "heat.png.tmp", "victim"), names());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyItsOwnerCanReachWhatIsNotFinished() throws IOException {
    AtomicReference<Path> first = new AtomicReference<>();
    Path target = folder.resolve("x.csv");
    ReplacedFile.write(
        target,
        file -> {
          first.set(file);
          Files.writeString(file, "a");
          assertEquals("x.csv", file.getFileName().toString());
          assertTrue(TemporaryName.is(file.getParent()));
          assertEquals(3, Files.getPosixFilePermissions(file.getParent()).size());
        });
    ReplacedFile.write(
        target,
        file -> {
          assertFalse(file.equals(first.get()), "another name every time");
          Files.writeString(file, "b");
        });
    assertEquals("b", Files.readString(target));
    assertEquals(List.of("x.csv"), names());
  }

  @Test
  void afterAFailureEverythingIsAsItWas() throws IOException {
    Path target = Files.writeString(folder.resolve("x.csv"), "old");
    assertThrows(
        IOException.class,
        () ->
            ReplacedFile.write(
                target,
                file -> {
                  Files.writeString(file, "half");
                  throw new IOException("No space left on device");
                }));
    assertEquals("old", Files.readString(target));
    assertEquals(List.of("x.csv"), names());
  }

  @Test
  void namesMayBeAsLongAsTheSystemTakesThem() throws IOException {
    Path target = folder.resolve("n".repeat(255));
    ReplacedFile.write(target, file -> Files.writeString(file, "x"));
    assertEquals("x", Files.readString(target));
  }
}
