package org.segmentattribution.command.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawnCacheTest {
  @TempDir Path folder;

  @Test
  void whatIsKnownToBeUnchangedIsKeptForOtherProcesses() throws IOException {
    byte[] made = {1, 2, 3};
    new DrawnCache(folder).get("small 0 1", "key", () -> made);
    DrawnCache later = new DrawnCache(folder);
    assertNull(later.inMemory("small 0 1"));
    assertArrayEquals(made, later.get("small 0 7", "key", () -> new byte[] {9}));
    assertArrayEquals(new byte[] {9}, later.get("large 0 7", "key", () -> new byte[] {9}));
    assertArrayEquals(new byte[] {8}, later.get("small 0 2", "other", () -> new byte[] {8}));
    assertArrayEquals(made, later.inMemory("small 0 7"));
  }

  @Test
  void whatMayHaveChangedIsKeptInMemoryAlone() throws IOException {
    DrawnCache cache = new DrawnCache(folder);
    cache.get("small 0 1", "", () -> new byte[] {1});
    assertArrayEquals(new byte[] {1}, cache.inMemory("small 0 1"));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void memoryIsBounded() throws IOException {
    DrawnCache cache = new DrawnCache(null);
    for (int i = 0; i < 10; i++) {
      cache.get("large 0 " + i, "", () -> new byte[10 << 20]);
    }
    assertNull(cache.inMemory("large 0 3"));
    assertEquals(10 << 20, cache.inMemory("large 0 9").length);
  }

  @Test
  void theOldestFilesAreDeletedWhereThereAreTooMany() throws IOException {
    for (String name : List.of("a", "b", "c")) {
      Path file = Files.write(folder.resolve(name), new byte[100]);
      Files.setLastModifiedTime(file, FileTime.fromMillis(name.charAt(0) * 1000L));
    }
    DrawnCache.tidy(folder, 250);
    assertEquals(
        List.of(false, true, true),
        Stream.of("a", "b", "c").map(n -> Files.exists(folder.resolve(n))).toList());
  }
}
