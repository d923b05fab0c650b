package org.segmentattribution.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Tabulator;
import org.segmentattribution.saliency.Explanation;

/**
 * Keeps logits and maps of a run's images on disk until the run is finished, so that drawing
 * explains no image a second time. Each image has a file, named by the hash of what its rows depend
 * on. Safe for several threads and processes.
 */
public final class KeptExplanations {
  /** Folder in a run directory. */
  public static final String FOLDER = "explanations";

  /** In a larger run, the few images that are drawn are a small part of the work. */
  private static final long MOST_BYTES = 2L << 30;

  private final Path folder;
  private final ImageKeys keys;
  private final List<String> methods;
  private final int classes;
  private final int pixels;
  private final boolean keeps;

  /**
   * Opens the files of a run.
   *
   * @param run its directory
   * @param methods in the order of their maps
   * @param classes of the classifier
   * @param pixels number of pixels of a map
   * @param images images of the run; nothing is kept where all together would be too large
   * @param single whether each image is explained for one class; otherwise nothing is kept
   */
  public KeptExplanations(
      Path run,
      ImageKeys keys,
      List<String> methods,
      int classes,
      int pixels,
      int images,
      boolean single) {
    folder = run.resolve(FOLDER);
    this.keys = keys;
    this.methods = List.copyOf(methods);
    this.classes = classes;
    this.pixels = pixels;
    keeps = single && (double) Float.BYTES * images * length() <= MOST_BYTES;
  }

  /** Returns the length of a file: target, logits and maps. */
  private long length() {
    return 1L + classes + (long) methods.size() * pixels;
  }

  /** Writes the explanations of a batch. */
  public void keep(Tabulator.Result batch) throws IOException {
    for (int i = 0; keeps && i < batch.images().size(); i++) {
      Optional<Path> file = file(batch.images().get(i));
      if (file.isPresent()) {
        Files.createDirectories(folder);
        float[] values = values(batch.explanation(), i);
        new NpyFile(new int[] {values.length}, values).write(file.get());
      }
    }
  }

  private Optional<Path> file(PreparedImage image) {
    String key = keys.of(image.record());
    return key.equals(ImageKeys.ABSENT)
        ? Optional.empty()
        : Optional.of(folder.resolve(key + ".npy"));
  }

  private float[] values(Explanation of, int image) {
    float[] values = new float[Math.toIntExact(length())];
    values[0] = of.targets()[image];
    System.arraycopy(of.logits()[image], 0, values, 1, classes);
    for (int m = 0; m < methods.size(); m++) {
      float[] map = of.maps().get(methods.get(m))[image];
      System.arraycopy(map, 0, values, 1 + classes + m * pixels, pixels);
    }
    return values;
  }

  /**
   * Returns the explanations of images by some methods, if all of them are on disk and can be read.
   */
  public Optional<Explanation> find(List<PreparedImage> images, List<String> wanted) {
    float[][] logits = new float[images.size()][];
    int[] targets = new int[images.size()];
    Map<String, float[][]> maps = new LinkedHashMap<>();
    wanted.forEach(method -> maps.put(method, new float[images.size()][]));
    for (int i = 0; i < images.size(); i++) {
      float[] values = read(images.get(i));
      if (values.length != length()) {
        return Optional.empty();
      }
      targets[i] = (int) values[0];
      logits[i] = Arrays.copyOfRange(values, 1, 1 + classes);
      for (String method : wanted) {
        int from = 1 + classes + methods.indexOf(method) * pixels;
        maps.get(method)[i] = Arrays.copyOfRange(values, from, from + pixels);
      }
    }
    return Optional.of(new Explanation(logits, targets, maps));
  }

  private float[] read(PreparedImage image) {
    Optional<Path> file = file(image).filter(Files::isRegularFile);
    try {
      return file.isEmpty() ? new float[0] : NpyFile.read(file.get()).values();
    } catch (IOException e) {
      return new float[0]; // an unreadable image is explained again
    }
  }
}
