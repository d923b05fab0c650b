package org.segmentattribution.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.file.CsvFile;

/**
 * An image with a hash of what its rows depend on: a line of {@code keys.csv}.
 *
 * @param id id of the image
 * @param path path as listed
 * @param key hash of {@link ImageKeys}
 */
public record KeyedImage(String id, String path, String key) {
  /** Name of the file, in a run directory and in each of its chunks. */
  static final String FILE = "keys.csv";

  private static final List<String> COLUMNS = List.of("image_id", "image", "key");

  public static void write(Path folder, List<KeyedImage> images) throws IOException {
    CsvFile.write(
        folder.resolve(FILE),
        COLUMNS,
        printer -> {
          for (KeyedImage image : images) {
            printer.printRecord(image.id, image.path, image.key);
          }
        });
  }

  /** Reads the lines of a folder's file; none where there is no such file. */
  public static List<KeyedImage> read(Path folder) throws IOException {
    List<KeyedImage> images = new ArrayList<>();
    if (Files.isRegularFile(folder.resolve(FILE))) {
      CsvFile.read(
          folder.resolve(FILE),
          COLUMNS,
          row ->
              images.add(new KeyedImage(row.text("image_id"), row.text("image"), row.text("key"))));
    }
    return images;
  }
}
