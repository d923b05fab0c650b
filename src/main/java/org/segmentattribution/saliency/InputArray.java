package org.segmentattribution.saliency;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.file.Spelling;

/**
 * Values from a file, in the shape of inputs.
 *
 * @param file name for messages
 * @param shape any leading axes, then C, H, W
 * @param values in C order
 */
public record InputArray(String file, long[] shape, float[] values) {

  /** Reads an {@code .npy} file. */
  static InputArray read(Path file) {
    try {
      NpyFile npy = NpyFile.read(file);
      long[] shape = Arrays.stream(npy.shape()).asLongStream().toArray();
      return new InputArray(file.toString(), shape, npy.values());
    } catch (IOException e) {
      String missing = file + ": no such file" + Spelling.hint(file);
      throw new WrongInput(Files.exists(file) ? e.getMessage() : missing, e);
    }
  }

  /** Returns the number of C x H x W blocks. */
  public int blocks() {
    long blocks = 1;
    for (int i = 0; i < shape.length - 3; i++) {
      blocks *= shape[i];
    }
    return Math.toIntExact(blocks);
  }

  /** Returns blocks as inputs, on the device of the images, [count, C, H, W]. */
  public NDArray blocks(NDArray images, int from, int count) {
    Shape one = images.getShape().slice(1);
    int size = Math.toIntExact(one.size());
    if (shape.length < 3
        || !Arrays.equals(
            Arrays.copyOfRange(shape, shape.length - 3, shape.length), one.getShape())) {
      throw new WrongInput(
          file + ": shape " + Arrays.toString(shape) + " does not end in the input's " + one);
    }
    if (from + count > blocks()) {
      throw new WrongInput(
          file + ": shape " + Arrays.toString(shape) + " is for fewer images than are explained");
    }
    float[] part = Arrays.copyOfRange(values, from * size, (from + count) * size);
    return images.getManager().create(part, new Shape(count).addAll(one));
  }

  /** Returns one block for all images, or a block for each: [1, C, H, W] or [n, C, H, W]. */
  public NDArray forImages(NDArray images, int firstImage) {
    return blocks() == 1
        ? blocks(images, 0, 1)
        : blocks(images, firstImage, Math.toIntExact(images.getShape().get(0)));
  }
}
