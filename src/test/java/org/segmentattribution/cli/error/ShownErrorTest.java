package org.segmentattribution.cli.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.InvalidPathException;
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
  void aTextThatIsNoPathIsAWrongCall() {
    assertEquals(2, ShownError.of(new InvalidPathException("a\0b", "Nul character")).code());
  }
}
