package org.segmentattribution.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedFileTest {
  @TempDir Path folder;

  @Test
  void textIsReadUpToABound() throws IOException {
    Path file = folder.resolve("a.txt");
    assertEquals("zèbre\n", BoundedFile.text(Files.writeString(file, "zèbre\n")));
    Files.writeString(file, "a".repeat(BoundedFile.MOST_BYTES));
    assertEquals(BoundedFile.MOST_BYTES, BoundedFile.text(file).length());
    Files.writeString(file, "a".repeat(BoundedFile.MOST_BYTES + 1));
    String line = assertThrows(IOException.class, () -> BoundedFile.text(file)).getMessage();
    assertEquals(file + ": larger than 16 MiB", line);
    Files.write(file, new byte[] {(byte) 0xff});
    String bad = assertThrows(IOException.class, () -> BoundedFile.text(file)).getMessage();
    assertEquals(file + ", line 1: is not UTF-8 text; save the file as UTF-8", bad);
    Files.writeString(file, "\uFEFFzèbre\n");
    assertEquals("zèbre\n", BoundedFile.text(file));
  }

  @Test
  void whatNeverEndsIsRefused() {
    Path zeros = Path.of("/dev/zero");
    Assumptions.assumeTrue(Files.isReadable(zeros), "no /dev/zero here");
    assertThrows(IOException.class, () -> BoundedFile.text(zeros));
  }
}
