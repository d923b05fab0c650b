package org.segmentattribution.dataset.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.ImageSource;
import org.segmentattribution.api.ImageSourceProvider;
import org.segmentattribution.dataset.packed.PackedProvider;
import org.segmentattribution.file.AddedServices;
import org.segmentattribution.file.Extensions;

@SuppressWarnings("try") // the jar is there while the block runs
class ImageSourceProvidersTest {
  @TempDir Path folder;

  /** Reads folders that end in {@code .set}, as one image. */
  public static final class SetLayout implements ImageSourceProvider {
    @Override
    public Optional<ImageSource> open(Path path) {
      if (!path.toString().endsWith(".set")) {
        return Optional.empty();
      }
      ImageRecord only = new ImageRecord("only", "only.jpg", path.resolve("only.jpg"), "", "");
      return Optional.of(() -> List.of(only));
    }

    @Override
    public List<String> layouts() {
      return List.of("NAME.set");
    }
  }

  /** Does not say what it reads. */
  public static final class SilentLayout implements ImageSourceProvider {
    @Override
    public Optional<ImageSource> open(Path path) {
      return Optional.empty();
    }
  }

  private AddedServices add(Class<?>... providers) throws IOException {
    return AddedServices.of(folder.resolve("jar"), ImageSourceProvider.class, providers);
  }

  private static String refusal(Path path) {
    return assertThrows(IOException.class, () -> ImageSources.open(path)).getMessage();
  }

  @Test
  void jarsAreAskedBeforeTheProgramsOwnLayouts() throws IOException {
    Path set = Files.createDirectories(folder.resolve("birds.set/auk"));
    Files.write(set.resolve("1.jpg"), new byte[] {1});
    Path root = set.getParent();
    assertEquals("auk/1.jpg", ImageSources.open(root).records().get(0).path());
    try (AddedServices jar = add(SetLayout.class)) {
      assertEquals("only.jpg", ImageSources.open(root).records().get(0).path());
    }
  }

  @Test
  void errorsListAllLayouts() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Path missing = folder.resolve("missing");
    String own =
        empty
            + " holds no image: expected metadata.csv with file_name,label (Hugging Face),"
            + " CLASS/NAME.jpg, CLASS_NUMBER.jpg, a zip, tar or Parquet file of one of these";
    assertEquals(own + " or a CSV path,label", refusal(empty));
    assertEquals(missing + ": no such folder or file", refusal(missing));
    try (AddedServices jar = add(SetLayout.class, SilentLayout.class)) {
      assertEquals(own + ", a CSV path,label, NAME.set or what SilentLayout reads", refusal(empty));
      assertEquals(
          missing + ": no such folder or file, nor NAME.set, nor what SilentLayout reads",
          refusal(missing));
    }
  }

  @Test
  void foldersComeBeforeFiles() {
    assertEquals(
        List.of(
            MetadataProvider.class, FolderProvider.class, PackedProvider.class, CsvProvider.class),
        Extensions.builtIn(ImageSourceProvider.class).stream().map(Object::getClass).toList());
  }
}
