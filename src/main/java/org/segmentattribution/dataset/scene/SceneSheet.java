package org.segmentattribution.dataset.scene;

import java.io.IOException;
import java.nio.file.Path;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.dataset.decode.PngFile;

/** Writes contact sheets of scenes: eight columns, three rows for each class. */
final class SceneSheet {
  private static final int COLUMNS = 8;
  private static final int ROWS = 6;

  /** A colour for each label; all are easy to tell apart. */
  private static final int[] COLOURS = {
    0x606060, 0xff0000, 0xff9900, 0x7a3b00, 0xffe119, 0xff66c4, 0x911eb4, 0x4363d8, 0x1cb5a3,
    0x000000, 0xfabed4, 0x3cb44b, 0xa8d8ff
  };

  private SceneSheet() {}

  /** Writes {@code contact-sheet.png} and {@code contact-sheet-masks.png}. */
  static void write(Path dir, SceneGenerator generator, String split) throws IOException {
    int size = generator.size();
    RgbImage pictures = RgbImage.black(COLUMNS * size, ROWS * size);
    RgbImage masks = RgbImage.black(COLUMNS * size, ROWS * size);
    for (int tile = 0; tile < COLUMNS * ROWS; tile++) {
      SceneClass cls = SceneClass.values()[tile / COLUMNS % 2];
      int index = 1 + tile % COLUMNS + tile / (2 * COLUMNS) * COLUMNS;
      Scene scene = generator.scene(cls, split, index);
      int left = tile % COLUMNS * size;
      int top = tile / COLUMNS * size;
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          RgbImage image = scene.image();
          pictures.set(
              left + x, top + y, image.value(x, y, 0), image.value(x, y, 1), image.value(x, y, 2));
          int colour = COLOURS[scene.labels()[y * size + x]];
          masks.set(left + x, top + y, colour >> 16, colour >> 8 & 0xff, colour & 0xff);
        }
      }
    }
    PngFile.write(dir.resolve("contact-sheet.png"), pictures);
    PngFile.write(dir.resolve("contact-sheet-masks.png"), masks);
  }
}
