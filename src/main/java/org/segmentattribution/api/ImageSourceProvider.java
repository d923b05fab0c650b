package org.segmentattribution.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Adds a layout of data sets. Layouts of this program and of jars are registered in one way; see
 * {@link org.segmentattribution.file.Extensions}. Those of jars are asked first.
 */
@FunctionalInterface
public interface ImageSourceProvider {
  /**
   * Opens a data set if it has this layout.
   *
   * @param path the folder or file that the user names
   * @return the data set; empty where it has another layout
   * @throws IOException in one line, where the data set has this layout but is damaged
   */
  Optional<ImageSource> open(Path path) throws IOException;

  /**
   * {@return the layouts that it reads, such as {@code CLASS/NAME.jpg}, for the message that lists
   * all}
   */
  default List<String> layouts() {
    return List.of("what " + getClass().getSimpleName() + " reads");
  }
}
