package org.segmentattribution.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Adds a layout of data sets from a jar; see {@link org.segmentattribution.file.Extensions}. It is
 * asked before the layouts that this program knows itself.
 */
@FunctionalInterface
public interface ImageSourceProvider {
  /**
   * Opens a data set, or leaves it to the others.
   *
   * @param path what {@code --images} names
   * @return empty where it is another layout
   * @throws IOException in one line, where it is this layout, but damaged
   */
  Optional<ImageSource> open(Path path) throws IOException;
}
