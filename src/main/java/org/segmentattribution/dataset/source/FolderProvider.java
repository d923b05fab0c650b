package org.segmentattribution.dataset.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.segmentattribution.api.ImageSource;
import org.segmentattribution.api.ImageSourceProvider;

/**
 * Opens folders: a folder for each class, or files with the class in their names, either of them
 * inside folders such as {@code train} and {@code test} or not.
 */
public final class FolderProvider implements ImageSourceProvider {
  @Override
  public Optional<ImageSource> open(Path path) throws IOException {
    return Files.isDirectory(path) ? Optional.of(FolderSource.read(path)) : Optional.empty();
  }

  @Override
  public List<String> layouts() {
    return List.of("CLASS/NAME.jpg", "CLASS_NUMBER.jpg");
  }
}
