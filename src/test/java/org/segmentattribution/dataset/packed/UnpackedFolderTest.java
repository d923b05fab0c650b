package org.segmentattribution.dataset.packed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedFolderTest {
  @TempDir Path folder;

  @BeforeEach
  void cacheOfItsOwn() {
    System.setProperty(UnpackedFolder.PROPERTY, folder.resolve("cache").toString());
  }

  @AfterEach
  void usualCache() {
    System.clearProperty(UnpackedFolder.PROPERTY);
  }

  @Test
  void severalCallsAtOnceShareOneFolder() throws Exception {
    Path zip = PackedFiles.zip(folder.resolve("a.zip"), Map.of("a/1.png", "", "b/2.png", ""));
    Callable<UnpackedFolder> call =
        () -> UnpackedFolder.of(zip, new ZipFormat(), Intake.Bounds.USUAL);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<UnpackedFolder>> calls = IntStream.range(0, 16).mapToObj(i -> call).toList();
      for (Future<UnpackedFolder> made : threads.invokeAll(calls)) {
        assertEquals(call.call(), made.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, left());
  }

  @Test
  void aFolderThatLacksFilesIsReplaced() throws IOException {
    Path zip = PackedFiles.zip(folder.resolve("a.zip"), Map.of("a/1.png", ""));
    UnpackedFolder whole = UnpackedFolder.of(zip, new ZipFormat(), Intake.Bounds.USUAL);
    Files.delete(whole.pictures().resolve("a/1.png"));
    UnpackedFolder again = UnpackedFolder.of(zip, new ZipFormat(), Intake.Bounds.USUAL);
    assertEquals(whole, again);
    assertEquals(1, left());
  }

  private long left() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("cache"))) {
      return all.count();
    }
  }
}
