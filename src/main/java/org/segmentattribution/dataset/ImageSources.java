package org.segmentattribution.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens data sets in the layouts that this program knows. */
public final class ImageSources {
  private ImageSources() {}

  /**
   * A folder with a folder per class ({@code zebra/001.jpg}), a folder of files named by class
   * ({@code zebra_001.jpg}), either of them within {@code train/}, {@code val/} and {@code test/},
   * or a CSV with the columns {@code path,label[,split]}. Hidden files are left out, and so are
   * files beside class folders and folders beside a split. {@code train} and the like are a split
   * where two of them, or one and no other folder, hold images; else they are classes. Files whose
   * names promise a JPEG or PNG are listed whether or not they can be read.
   *
   * @throws IOException in one line, where it is none of these or holds no image
   */
  public static ImageSource open(Path path) throws IOException {
    ImageSource source;
    if (Files.isDirectory(path)) {
      source = FolderSource.read(path);
    } else if (Files.isRegularFile(path)) {
      source = CsvSource.read(path);
    } else {
      throw new IOException(path + ": no such folder or CSV file");
    }
    if (source.records().isEmpty()) {
      throw new IOException(
          path + " holds no image: expected CLASS/NAME.jpg, CLASS_NUMBER.jpg or a CSV path,label");
    }
    return source;
  }
}
