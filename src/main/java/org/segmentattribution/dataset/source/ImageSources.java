package org.segmentattribution.dataset.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.segmentattribution.api.ImageSource;
import org.segmentattribution.api.ImageSourceProvider;
import org.segmentattribution.file.Extensions;

/** Opens data sets in the layouts that this program knows, and those that jars add. */
public final class ImageSources {
  private ImageSources() {}

  /**
   * A folder with a folder per class ({@code zebra/001.jpg}), a folder of files named by class
   * ({@code zebra_001.jpg}), either of them within {@code train/}, {@code valid/} and {@code
   * test/}, or a CSV with the columns {@code path,label[,split]}. Hidden files are left out, and so
   * are files beside class folders and folders beside a split, each with a note. {@code train} and
   * the like are a split where two of them, or one and no other folder, hold images; else they are
   * classes. Files whose names or bytes promise a picture are listed whether or not they can be
   * read.
   *
   * @throws IOException in one line, where it is none of these or holds no image
   */
  public static ImageSource open(Path path) throws IOException {
    ImageSource source = source(path);
    if (source.records().isEmpty()) {
      throw new IOException(
          path
              + " holds no image: expected CLASS/NAME.jpg, CLASS_NUMBER.jpg or a CSV path,label"
              + others(source));
    }
    return source;
  }

  private static String others(ImageSource source) {
    return source.notes().stream()
        .findFirst()
        .map(
            note ->
                "; found: %d others, such as %s (%s)"
                    .formatted(source.notes().size(), note.path(), note.reason()))
        .orElse("");
  }

  private static ImageSource source(Path path) throws IOException {
    for (ImageSourceProvider provider : Extensions.of(ImageSourceProvider.class)) {
      Optional<ImageSource> added = provider.open(path);
      if (added.isPresent()) {
        return added.get();
      }
    }
    if (Files.isDirectory(path)) {
      return FolderSource.read(path);
    }
    if (Files.isRegularFile(path)) {
      ListingKind.requireCsv(path);
      return CsvSource.read(path);
    }
    throw new IOException(path + ": no such folder or CSV file");
  }
}
