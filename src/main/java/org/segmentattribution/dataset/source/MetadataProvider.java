package org.segmentattribution.dataset.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.segmentattribution.api.ImageSource;
import org.segmentattribution.api.ImageSourceProvider;

/**
 * Opens image folders of Hugging Face, with {@code metadata.csv} or {@code metadata.jsonl}: {@code
 * file_name}, relative to the list's folder, and the class in {@code label}, {@code class} or
 * similar. See <a href="https://huggingface.co/docs/datasets/image_dataset">its documentation</a>.
 */
public final class MetadataProvider implements ImageSourceProvider {
  @Override
  public Optional<ImageSource> open(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return Optional.empty();
    }
    List<Path> lists = MetadataSource.lists(path);
    return lists.isEmpty() ? Optional.empty() : Optional.of(MetadataSource.read(path, lists));
  }

  @Override
  public List<String> layouts() {
    return List.of("metadata.csv with file_name,label (Hugging Face)");
  }
}
