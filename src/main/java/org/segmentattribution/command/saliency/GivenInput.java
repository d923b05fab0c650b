package org.segmentattribution.command.saliency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.image.GridPicture;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelFile;

/**
 * A picture or the arrays of one file, with the classifier that takes them.
 *
 * @param classifier owned; closed with this
 * @param values inputs one after another, each C x H x W
 * @param images number of inputs
 * @param single whether the file had no axis of images
 * @param photo the picture as the model sees it; null for arrays
 */
public record GivenInput(
    LoadedClassifier classifier, float[] values, int images, boolean single, RgbImage photo)
    implements AutoCloseable {
  /**
   * Loads the classifier and the file.
   *
   * @throws WrongInput where either cannot be used
   */
  public static GivenInput open(ModelFile model, Path file) {
    if (!Files.isRegularFile(file)) {
      throw WrongInput.of("{input} %s: no such file", file);
    }
    try {
      boolean array = file.toString().toLowerCase(Locale.ROOT).endsWith(".npy");
      return array ? arrays(model, file) : picture(model, file);
    } catch (IOException e) {
      throw WrongInput.of("{input} %s", e);
    }
  }

  private static GivenInput arrays(ModelFile model, Path path) throws IOException {
    NpyFile file = NpyFile.read(path);
    int[] shape = file.shape();
    if (shape.length < 3 || shape.length > 4 || file.values().length == 0) {
      throw WrongInput.of("{input} %s: must be C x H x W or N x C x H x W, not empty", path);
    }
    boolean single = shape.length == 3;
    int images = single ? 1 : shape[0];
    int[] chw = single ? shape : new int[] {shape[1], shape[2], shape[3]};
    LoadedClassifier classifier = ModelOpener.modelFor(model, chw[0], chw[1], chw[2]);
    if (classifier.takesBytes() && !areBytes(file.values())) {
      classifier.close();
      throw WrongInput.of("{input} %s: the model takes uint8, whole numbers from 0 to 255", path);
    }
    return new GivenInput(classifier, file.values(), images, single, null);
  }

  private static boolean areBytes(float[] values) {
    boolean bytes = true;
    for (float value : values) {
      bytes &= value == (int) value && value >= 0 && value <= 255;
    }
    return bytes;
  }

  private static GivenInput picture(ModelFile model, Path path) throws IOException {
    LoadedClassifier classifier = ModelOpener.model(model);
    try {
      Preprocessing preprocessing = classifier.declaration().input();
      GridPicture grid = preprocessing.onGrid(new ImageDecoder().decode(path));
      float[] input = new float[preprocessing.length()];
      preprocessing.toInput(grid, input, 0);
      return new GivenInput(classifier, input, 1, true, grid.picture());
    } catch (IOException | RuntimeException e) {
      classifier.close();
      throw e;
    }
  }

  @Override
  public void close() {
    classifier.close();
  }
}
