package org.segmentattribution.dataset.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.segmentattribution.api.ImageSource;
import org.segmentattribution.api.ImageSourceProvider;

/** Opens CSV files with the columns {@code path,label[,split]}. */
public final class CsvProvider implements ImageSourceProvider {
  /**
   * Opens a CSV.
   *
   * @throws IOException in one line that says what to do, where a file is of another kind
   */
  @Override
  public Optional<ImageSource> open(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    ListingKind.requireCsv(path);
    return Optional.of(CsvSource.read(path));
  }

  @Override
  public List<String> layouts() {
    return List.of("a CSV path,label");
  }
}
