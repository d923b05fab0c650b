package org.segmentattribution.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.file.TemporaryName;

class LeftoversTest {
  @TempDir Path folder;

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "x");
  }

  private Path temporary(String beside) throws IOException {
    Path file = TemporaryName.beside(folder.resolve(beside));
    Files.createDirectories(file.getParent());
    return file;
  }

  @Test
  void onlyTemporaryNamesGo() throws IOException {
    file("run.json");
    file("notes.tmp");
    file(".sat-photo.tmp");
    file(".sat-0123456789abcdef0123456789abcdef.tmp.bak");
    file("figures/.sat-0123456789ABCDEF0123456789ABCDEF.tmp");
    Map<String, String> before = TestRuns.files(folder);
    Files.writeString(temporary("sat.csv"), "half");
    Files.writeString(temporary("a/b/c/d.svg"), "half");
    Path half = Files.createDirectory(temporary("parts/chunk"));
    Files.writeString(half.resolve("sat.csv"), "half");
    Leftovers.delete(folder);
    assertEquals(before, TestRuns.files(folder));
    assertFalse(Files.exists(half));
  }

  /** A table may be written into a folder that holds all that a user has. */
  @Test
  void outsideARunOnlyTheFolderIsLookedThrough() throws IOException {
    Path near = Files.writeString(temporary("aggregate.csv"), "half");
    Path inside = Files.writeString(temporary("figures/a.svg"), "half");
    Path far = Files.writeString(temporary("photos/2020/a.jpg"), "somebody's");
    Leftovers.delete(folder);
    assertFalse(Files.exists(near));
    assertFalse(Files.exists(inside));
    assertTrue(Files.exists(far));
    Files.createDirectory(folder.resolve("masks"));
    Leftovers.delete(folder);
    assertFalse(Files.exists(far), "a folder with masks is the program's own");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksAreNotFollowed() throws IOException {
    file("run/run.json");
    Path others = Files.createDirectory(folder.resolve("others"));
    Path kept = Files.writeString(temporary("others/a"), "x");
    Files.createSymbolicLink(folder.resolve("run/link"), others);
    Path link = temporary("run/b");
    Files.createSymbolicLink(link, others);
    Leftovers.delete(folder.resolve("run"));
    assertTrue(Files.exists(kept));
    assertTrue(Files.exists(folder.resolve("run/link")));
    assertFalse(Files.isSymbolicLink(link), "the link of a temporary name goes, not what it is to");
    assertTrue(Files.isDirectory(others));
  }
}
