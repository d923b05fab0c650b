package org.segmentattribution.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InnerPathTest {
  @ParameterizedTest
  @ValueSource(strings = {"masks", ".", "/tmp/masks", "../masks"})
  void staysInTheFolder(String folder) throws IOException {
    Path path = Path.of(folder);
    assertEquals(path.resolve("a/b.png"), InnerPath.of(path, "a/b.png"));
    assertEquals(path.resolve("a/../b.png"), InnerPath.of(path, "a/../b.png"));
    for (String out : new String[] {"../b.png", "a/../../b.png", "/etc/passwd"}) {
      IOException e = assertThrows(IOException.class, () -> InnerPath.of(path, out), out);
      assertTrue(e.getMessage().contains("leads out of the folder"), e.getMessage());
    }
  }

  @Test
  void aSiblingWithTheSameBeginningIsOutside() {
    assertThrows(IOException.class, () -> InnerPath.of(Path.of("masks"), "../masks-2/a.png"));
  }
}
