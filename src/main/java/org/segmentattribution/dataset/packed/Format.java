package org.segmentattribution.dataset.packed;

import java.io.IOException;
import java.nio.file.Path;

/** A format of packed files. */
interface Format {
  /**
   * Unpacks a file.
   *
   * @throws IOException in one line that names the file
   */
  Listing unpack(Path file, Intake intake) throws IOException;
}
