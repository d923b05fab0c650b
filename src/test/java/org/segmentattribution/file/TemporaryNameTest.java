package org.segmentattribution.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemporaryNameTest {
  @Test
  void aNewNameEveryTimeBesideTheFile() {
    Path file = Path.of("run", "sat.csv");
    Path one = TemporaryName.beside(file);
    Path two = TemporaryName.beside(file);
    assertNotEquals(one, two);
    assertEquals(file.toAbsolutePath().getParent(), one.getParent());
    assertTrue(TemporaryName.is(one) && TemporaryName.is(one.getFileName()));
  }

  /** Only what this program can have left is tidied away. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sat.csv",
        ".sat-.tmp",
        ".sat-0123456789abcdef0123456789abcde.tmp",
        ".sat-0123456789abcdef0123456789abcdeg.tmp",
        ".sat-0123456789ABCDEF0123456789ABCDEF.tmp",
        ".sat-0123456789abcdef0123456789abcdef.tmp.csv",
        "my.sat-0123456789abcdef0123456789abcdef.tmp",
        ".sat-0123456789abcdef0123456789abcdef.tmp/inside"
      })
  void otherNamesStay(String name) {
    assertFalse(TemporaryName.is(Path.of(name)));
  }

  @Test
  void theRootHasNoName() {
    assertFalse(TemporaryName.is(Path.of("/")));
  }
}
