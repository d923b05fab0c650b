package org.segmentattribution.dataset.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.segmentattribution.api.ImageSource;
import org.segmentattribution.api.ImageSourceProvider;
import org.segmentattribution.file.Extensions;
import org.segmentattribution.file.Spelling;

/** Opens data sets: asks each {@link ImageSourceProvider}, those of jars first. */
public final class ImageSources {
  private ImageSources() {}

  /**
   * Opens a data set: a folder with a folder for each class ({@code zebra/001.jpg}), a folder of
   * files named by class ({@code zebra_001.jpg}), either of them inside {@code train/}, {@code
   * valid/} and {@code test/}, a folder with Hugging Face's {@code metadata.csv}, a CSV with the
   * columns {@code path,label[,split]}, or a file that one of these is packed into. Hidden files
   * are left out; files beside class folders and folders beside a split are left out with a note.
   * {@code train} and similar names are a split if two such folders, or one and no other folder,
   * hold images; otherwise they are classes. Files whose names or bytes are those of a picture are
   * listed even if they cannot be read.
   *
   * @throws IOException in one line, where it is none of these or holds no image
   */
  public static ImageSource open(Path path) throws IOException {
    ImageSource source = source(path);
    if (source.records().isEmpty()) {
      throw new IOException(path + " holds no image: expected " + expected() + others(source));
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
    for (ImageSourceProvider provider : providers()) {
      Optional<ImageSource> source = provider.open(path);
      if (source.isPresent()) {
        return source.get();
      }
    }
    List<String> added = layouts(Extensions.added(ImageSourceProvider.class));
    throw new IOException(
        path
            + ": no such folder or file"
            + (added.isEmpty() ? "" : ", nor " + String.join(", nor ", added))
            + Spelling.hint(path));
  }

  /**
   * Returns the providers in the order in which they are asked: a jar may read a folder in its own
   * way.
   */
  private static List<ImageSourceProvider> providers() {
    return Stream.concat(
            Extensions.added(ImageSourceProvider.class).stream(),
            Extensions.builtIn(ImageSourceProvider.class).stream())
        .toList();
  }

  private static List<String> layouts(List<ImageSourceProvider> providers) {
    return providers.stream().flatMap(provider -> provider.layouts().stream()).toList();
  }

  private static String expected() {
    List<String> all = layouts(Extensions.all(ImageSourceProvider.class));
    int last = all.size() - 1;
    return String.join(", ", all.subList(0, last)) + " or " + all.get(last);
  }
}
