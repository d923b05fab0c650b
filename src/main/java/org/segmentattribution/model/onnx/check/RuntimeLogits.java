package org.segmentattribution.model.onnx.check;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Map;
import org.segmentattribution.model.onnx.OnnxNetwork;

/** Logits as ONNX Runtime computes them: in one batch where the file allows, else one by one. */
final class RuntimeLogits {
  private final OnnxRuntimeFile file;
  private final Shape one;
  private final String name;
  private final int classes;

  /**
   * The logits of a network's file.
   *
   * @param file opened for them
   */
  RuntimeLogits(OnnxRuntimeFile file, OnnxNetwork network) {
    this.file = file;
    one = network.input();
    name = network.origin().logits().name();
    classes = network.classes();
  }

  /** Logits of inputs one after another, N x classes; of a batch where that runs. */
  float[] of(float[] inputs) throws IOException {
    int count = Math.toIntExact(inputs.length / one.size());
    boolean open = file.batch() == -1;
    if (open || file.batch() == count) {
      try {
        return run(inputs, count);
      } catch (IOException e) {
        if (!open) {
          throw e;
        }
        // some exporters leave the number of images open in the input and fix it further on
      }
    }
    return oneByOne(inputs);
  }

  /** Logits of inputs one after another, N x classes, each in a pass of its own. */
  float[] oneByOne(float[] inputs) throws IOException {
    int count = Math.toIntExact(inputs.length / one.size());
    float[] all = new float[count * classes];
    for (int i = 0; i < count; i++) {
      float[] copies = copies(inputs, i, (int) Math.max(1, file.batch()));
      System.arraycopy(run(copies, copies.length / one.size()), 0, all, i * classes, classes);
    }
    return all;
  }

  private float[] run(float[] inputs, long count) throws IOException {
    Map<String, OnnxRuntimeFile.Made> made =
        file.run(inputs, new Shape(count).addAll(one).getShape());
    float[] logits = made.containsKey(name) ? made.get(name).values() : new float[0];
    if (logits.length == count && classes == 2) {
      return both(logits);
    }
    if (logits.length != count * classes) {
      throw new IOException(
          "it makes "
              + logits.length
              + " logits of "
              + count
              + " inputs and "
              + classes
              + " classes");
    }
    return logits;
  }

  /** One output f makes two classes, with the logits -f and f. */
  private static float[] both(float[] logits) {
    float[] both = new float[2 * logits.length];
    for (int i = 0; i < logits.length; i++) {
      both[2 * i] = -logits[i];
      both[2 * i + 1] = logits[i];
    }
    return both;
  }

  /** One input, as often as the file wants. */
  static float[] copies(float[] inputs, int image, int size, int count) {
    float[] copies = new float[size * count];
    for (int k = 0; k < count; k++) {
      System.arraycopy(inputs, image * size, copies, k * size, size);
    }
    return copies;
  }

  private float[] copies(float[] inputs, int image, int count) {
    return copies(inputs, image, Math.toIntExact(one.size()), count);
  }
}
