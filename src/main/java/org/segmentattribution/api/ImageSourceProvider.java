package org.segmentattribution.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Adds a layout of data sets. The program's own layouts and those of jars are found in the same
 * way; see {@link org.segmentattribution.file.Extensions}. Those of jars are asked first.
 */
@FunctionalInterface
public interface ImageSourceProvider {
  /**
   * Opens a data set, or leaves it to the others.
   *
   * @param path the folder or file that the user names
   * @return empty where it is another layout
   * @throws IOException in one line, where it is this layout, but damaged
   */
  Optional<ImageSource> open(Path path) throws IOException;

  /** {@return what it reads, such as {@code CLASS/NAME.jpg}, for the message that lists all} */
  default List<String> layouts() {
    return List.of("what " + getClass().getSimpleName() + " reads");
  }
}
