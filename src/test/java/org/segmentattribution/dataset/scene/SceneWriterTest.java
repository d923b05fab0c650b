package org.segmentattribution.dataset.scene;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SceneWriterTest {
  private static final int SIZE = 64;

  @TempDir Path dir;

  @Test
  void writesPicturesMasksNamesAndContactSheets() throws IOException {
    AtomicInteger drawn = new AtomicInteger();
    SceneWriter.write(dir, new SceneGenerator(SIZE, 9), 3, 2, drawn::incrementAndGet);

    assertEquals(10, drawn.get());
    assertEquals(2 * 10 + 3, files(dir).size());
    List<String> names = Files.readAllLines(dir.resolve("masks/names.txt"));
    assertEquals("other", names.get(0));
    assertEquals(Scene.PARTS, names.subList(1, names.size()));
    BufferedImage sheet = ImageIO.read(dir.resolve("contact-sheet.png").toFile());
    assertEquals(8 * SIZE, sheet.getWidth());
    assertEquals(6 * SIZE, sheet.getHeight());
  }

  @Test
  void theFilesHoldTheSceneAndItsLabels() throws IOException {
    SceneGenerator generator = new SceneGenerator(SIZE, 9);
    SceneWriter.write(dir, generator, 1, 1, () -> {});

    Scene scene = generator.scene(SceneClass.ZEBRA, "test", 1);
    BufferedImage image = ImageIO.read(dir.resolve("images/test/zebra/0001.png").toFile());
    BufferedImage mask = ImageIO.read(dir.resolve("masks/test/zebra/0001.png").toFile());
    assertEquals(BufferedImage.TYPE_BYTE_GRAY, mask.getType());
    for (int i = 0; i < SIZE * SIZE; i++) {
      int x = i % SIZE;
      int y = i / SIZE;
      assertEquals(scene.labels()[i], mask.getRaster().getSample(x, y, 0));
      for (int c = 0; c < 3; c++) {
        assertEquals(scene.image().value(x, y, c), image.getRGB(x, y) >> 16 - 8 * c & 0xff);
      }
    }
  }

  @Test
  void twoRunsWriteTheSameBytes() throws IOException {
    Path first = dir.resolve("first");
    Path second = dir.resolve("second");
    SceneWriter.write(first, new SceneGenerator(SIZE, 4), 2, 1, () -> {});
    SceneWriter.write(second, new SceneGenerator(SIZE, 4), 2, 1, () -> {});

    for (Path file : files(first)) {
      Path twin = second.resolve(first.relativize(file));
      assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(twin), file.toString());
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsAnError() throws IOException {
    Files.writeString(dir.resolve("images"), "in the way");

    assertThrows(
        IOException.class,
        () -> SceneWriter.write(dir, new SceneGenerator(SIZE, 4), 1, 0, () -> {}));
  }

  private static List<Path> files(Path dir) throws IOException {
    try (Stream<Path> paths = Files.walk(dir)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }
}
