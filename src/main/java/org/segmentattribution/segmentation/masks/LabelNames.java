package org.segmentattribution.segmentation.masks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.file.TextFile;

/**
 * The meaning of the values of label maps: {@code names.txt}, one name in each line, UTF-8; the
 * first line is value 0, a blank line is no segment.
 *
 * @param file file that was read
 * @param names normalised names; empty = no segment
 */
record LabelNames(Path file, List<String> names) {
  /** Reads the folder's {@code names.txt} or else its parent's. */
  static Optional<LabelNames> find(Path folder) throws IOException {
    Path own = folder.toAbsolutePath().normalize().resolve("names.txt");
    Path parents = own.resolveSibling("../names.txt").normalize();
    for (Path file : List.of(own, parents)) {
      if (Files.isRegularFile(file)) {
        return Optional.of(new LabelNames(file, read(file)));
      }
    }
    return Optional.empty();
  }

  private static List<String> read(Path file) throws IOException {
    return TextFile.lines(file).stream().map(SegmentNames::normalise).toList();
  }
}
