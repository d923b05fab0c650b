package org.segmentattribution.cli.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.api.WrongInput;

class ShownErrorTest {
  @Test
  void whatSomebodyGaveWronglyIsNamedByItsFlag() {
    ShownError error = ShownError.of(WrongInput.of("{out} %s is a file;\n name a folder", "a"));
    assertEquals(2, error.code());
    assertEquals("--out a is a file; name a folder", error.line());
    assertTrue(error.hint().isEmpty());
  }

  @Test
  void anythingElseThatEscapesIsABug() {
    for (RuntimeException bug :
        new RuntimeException[] {
          new IllegalArgumentException("boom"),
          new NullPointerException("boom"),
          new IllegalStateException("boom"),
          new IndexOutOfBoundsException("boom")
        }) {
      ShownError error = ShownError.of(bug);
      assertEquals(1, error.code());
      assertEquals(
          "this is a bug, please report it: " + bug.getClass().getSimpleName() + ": boom",
          error.line());
      assertEquals("--verbose shows where it happened", error.hint().orElseThrow());
    }
    assertTrue(ShownError.of(new AssertionError()).line().endsWith("it: AssertionError"));
  }

  @Test
  void machinesAndFilesFailWithoutABug() {
    for (Throwable failure :
        new Throwable[] {new IOException("no space"), new RunFailed("the loss is NaN")}) {
      ShownError error = ShownError.of(failure);
      assertEquals(1, error.code());
      assertEquals(failure.getMessage(), error.line());
      assertEquals(failure instanceof IOException, error.hint().isPresent());
    }
    assertFalse(ShownError.of(new OutOfMemoryError("heap")).line().contains("bug"));
  }

  @Test
  void aFileThatFailsHasAReason() {
    for (FileSystemException failure :
        List.of(
            new NoSuchFileException("a/b"),
            new FileAlreadyExistsException("a/b"),
            new AccessDeniedException("a/b"),
            new NotDirectoryException("a/b"),
            new DirectoryNotEmptyException("a/b"))) {
      String line = ShownError.of(failure).line();
      assertTrue(line.startsWith("a/b: ") && line.length() > "a/b: ".length(), line);
      assertEquals(line, ShownError.of(new UncheckedIOException(failure)).line());
    }
    FileSystemException full = new FileSystemException("a/b", null, "No space left on device");
    assertEquals("a/b: No space left on device", ShownError.of(full).line());
  }

  @Test
  void aTextThatIsNoPathIsAWrongCall() {
    assertEquals(2, ShownError.of(new InvalidPathException("a\0b", "Nul character")).code());
  }
}
