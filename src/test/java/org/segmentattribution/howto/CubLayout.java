package org.segmentattribution.howto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.ImageSource;
import org.segmentattribution.api.ImageSourceProvider;

/**
 * The layout of CUB-200-2011: {@code images/}, and lists of paths, classes and the split, each line
 * a number and a value.
 */
public final class CubLayout implements ImageSourceProvider {
  @Override
  public Optional<ImageSource> open(Path path) throws IOException {
    if (!Files.isRegularFile(path.resolve("image_class_labels.txt"))) {
      return Optional.empty();
    }
    Map<String, String> classes = list(path.resolve("classes.txt"));
    Map<String, String> classOf = list(path.resolve("image_class_labels.txt"));
    Map<String, String> training = list(path.resolve("train_test_split.txt"));
    List<ImageRecord> records =
        list(path.resolve("images.txt")).entrySet().stream()
            .map(
                image -> {
                  String relative = image.getValue();
                  return new ImageRecord(
                      relative.replaceFirst("\\.[^.]*$", ""),
                      relative,
                      path.resolve("images").resolve(relative),
                      classes.getOrDefault(classOf.get(image.getKey()), ""),
                      "1".equals(training.get(image.getKey())) ? "train" : "test");
                })
            .toList();
    return Optional.of(() -> records);
  }

  @Override
  public List<String> layouts() {
    return List.of("a folder with image_class_labels.txt (CUB-200-2011)");
  }

  private static Map<String, String> list(Path file) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.strip().split("\\s+", 2);
      if (fields.length != 2) {
        throw new IOException(file + ": '" + line + "' is not a number and a value");
      }
      values.put(fields[0], fields[1]);
    }
    return values;
  }
}
