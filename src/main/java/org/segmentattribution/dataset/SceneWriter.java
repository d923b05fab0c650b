package org.segmentattribution.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.segmentattribution.image.RgbImage;

/** Writes drawn scenes as a data set with label maps. */
public final class SceneWriter {
  private static final int SHEET_COLUMNS = 8;
  private static final int SHEET_ROWS = 6;

  private SceneWriter() {}

  private record Job(SceneClass kind, String split, int index) {
    String path() {
      return String.format(Locale.ROOT, "%s/%s/%04d.png", split, kind.folder(), index);
    }
  }

  /**
   * Fills a folder: {@code images/{train,test}/{horse,zebra}/0001.png}, label maps of the same
   * names in {@code masks/} with {@code names.txt}, and at last {@code contact-sheet.png}.
   *
   * @param progress called after every scene, from several threads
   */
  public static void write(
      Path dir, SceneGenerator generator, int trainPerClass, int testPerClass, Runnable progress)
      throws IOException {
    List<Job> jobs = new ArrayList<>();
    for (SceneClass kind : SceneClass.values()) {
      for (int i = 1; i <= trainPerClass; i++) {
        jobs.add(new Job(kind, "train", i));
      }
      for (int i = 1; i <= testPerClass; i++) {
        jobs.add(new Job(kind, "test", i));
      }
    }
    try {
      jobs.parallelStream()
          .forEach(
              job -> {
                write(dir, generator, job);
                progress.run();
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    List<String> names = new ArrayList<>(List.of("other"));
    names.addAll(Scene.PARTS);
    Files.createDirectories(dir.resolve("masks"));
    Files.writeString(dir.resolve("masks/names.txt"), String.join("\n", names) + "\n");
    PngFile.write(dir.resolve("contact-sheet.png"), sheet(generator));
  }

  private static void write(Path dir, SceneGenerator generator, Job job) {
    Scene scene = generator.scene(job.kind(), job.split(), job.index());
    int size = generator.size();
    try {
      PngFile.write(dir.resolve("images").resolve(job.path()), scene.image());
      PngFile.writeGrey(dir.resolve("masks").resolve(job.path()), size, size, scene.labels());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Horses and zebras in turn, each picture above a map of its parts. */
  static RgbImage sheet(SceneGenerator generator) {
    int size = generator.size();
    RgbImage sheet = RgbImage.black(size * SHEET_COLUMNS, size * SHEET_ROWS);
    for (int row = 0; row < SHEET_ROWS; row++) {
      for (int column = 0; column < SHEET_COLUMNS; column++) {
        SceneClass kind = SceneClass.values()[column % 2];
        int index = 1 + (row / 2 * SHEET_COLUMNS + column) / 2;
        Scene scene = generator.scene(kind, "train", index);
        RgbImage tile = row % 2 == 0 ? scene.image() : parts(scene);
        for (int y = 0; y < size; y++) {
          int to = ((row * size + y) * sheet.width() + column * size) * 3;
          System.arraycopy(tile.rgb(), y * size * 3, sheet.rgb(), to, size * 3);
        }
      }
    }
    return sheet;
  }

  private static RgbImage parts(Scene scene) {
    RgbImage map = RgbImage.black(scene.image().width(), scene.image().height());
    for (int i = 0; i < scene.labels().length; i++) {
      int label = scene.labels()[i];
      int rgb = label == 0 ? 0 : java.awt.Color.HSBtoRGB(label * 0.381f, 0.7f, 0.95f);
      map.set(i % map.width(), i / map.width(), rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
    }
    return map;
  }
}
