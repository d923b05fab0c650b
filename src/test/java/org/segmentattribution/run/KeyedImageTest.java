package org.segmentattribution.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyedImageTest {
  @TempDir Path folder;

  @Test
  void linesAreReadBackInTheirOrder() throws IOException {
    List<KeyedImage> images =
        List.of(
            new KeyedImage("b", "b.jpg", "0f"),
            new KeyedImage("a, \"b\"", "a\nb.jpg", "absent"),
            new KeyedImage("\u00e9\ud83e\udd93", "=1+1.png", ""));
    KeyedImage.write(folder, images);
    assertEquals(images, KeyedImage.read(folder));
    KeyedImage.write(folder, List.of());
    assertEquals(List.of(), KeyedImage.read(folder));
    assertEquals("image_id,image,key", Files.readString(folder.resolve("keys.csv")).strip());
  }

  @Test
  void aFolderWithoutTheFileHasNone() throws IOException {
    assertEquals(List.of(), KeyedImage.read(folder));
  }

  @Test
  void aFileOfOtherColumnsIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("keys.csv"), "image_id,image\na,a.jpg\n");
    String said = assertThrows(IOException.class, () -> KeyedImage.read(folder)).getMessage();
    assertTrue(said.contains(file.toString()), said);
    assertTrue(said.contains("key"), said);
  }
}
