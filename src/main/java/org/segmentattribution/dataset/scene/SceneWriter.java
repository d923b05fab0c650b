package org.segmentattribution.dataset.scene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import org.segmentattribution.dataset.decode.PngFile;
import org.segmentattribution.file.ReplacedFile;

/** Writes procedural scenes as a folder of pictures with label maps. */
public final class SceneWriter {
  private SceneWriter() {}

  /**
   * Writes {@code images/SPLIT/CLASS/NNNN.png}, label maps {@code masks/SPLIT/CLASS/NNNN.png}
   * (8-bit grey; a value is a line number from 0 in {@code masks/names.txt}), and at the end two
   * contact sheets, {@code contact-sheet.png} and {@code contact-sheet-masks.png}.
   *
   * @param trainPerClass pictures of each class in the split {@code train}
   * @param testPerClass pictures of each class in the split {@code test}
   * @param progress called after each picture, from any thread
   * @throws IOException if a file cannot be written
   */
  public static void write(
      Path dir, SceneGenerator generator, int trainPerClass, int testPerClass, Runnable progress)
      throws IOException {
    Files.createDirectories(dir.resolve("masks"));
    String names = "other\n" + String.join("\n", Scene.PARTS) + "\n";
    ReplacedFile.write(
        dir.resolve("masks").resolve("names.txt"), file -> Files.writeString(file, names));
    for (SceneClass cls : SceneClass.values()) {
      write(dir, generator, cls, "train", trainPerClass, progress);
      write(dir, generator, cls, "test", testPerClass, progress);
    }
    String split = testPerClass > 0 ? "test" : "train";
    SceneSheet.write(dir, generator, split);
  }

  private static void write(
      Path dir,
      SceneGenerator generator,
      SceneClass cls,
      String split,
      int count,
      Runnable progress)
      throws IOException {
    Path place = Path.of(split, cls.folder());
    try {
      IntStream.rangeClosed(1, count)
          .parallel()
          .forEach(
              index -> {
                Scene scene = generator.scene(cls, split, index);
                String name = String.format(Locale.ROOT, "%04d.png", index);
                write(
                    scene,
                    dir.resolve("images").resolve(place).resolve(name),
                    dir.resolve("masks").resolve(place).resolve(name));
                progress.run();
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(Scene scene, Path image, Path mask) {
    try {
      PngFile.write(image, scene.image());
      PngFile.writeGrey(mask, scene.image().width(), scene.image().height(), scene.labels());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
