package org.segmentattribution.model.safetensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.Convolution;
import org.segmentattribution.model.layer.Dense;
import org.segmentattribution.model.layer.WeightedLayer;
import org.segmentattribution.model.layer.Window;

/** Makes layers with the weights that a file holds under PyTorch's names. */
final class ModuleWeights {
  /** PyTorch's default, which torchvision's networks keep. */
  private static final double NORM_EPSILON = 1e-5;

  private final SafetensorsFile file;
  private final NDManager manager;
  private final DataType type;

  /**
   * Creates a source of layers; the manager will own their weights.
   *
   * @param type type of the computation: float32; float64 for comparisons with another program,
   *     where rounding could change the outcome of a ReLU or a pooling
   */
  ModuleWeights(SafetensorsFile file, NDManager manager, DataType type) {
    this.file = file;
    this.manager = manager;
    this.type = type;
  }

  /** Makes a convolution; {@code norm} names the batch normalisation after it, or is null. */
  Convolution convolution(String name, Window window, String norm) {
    NDArray weight = array(name + ".weight");
    Convolution layer = new Convolution(name, weight, bias(name, weight), window, 1);
    if (norm != null) {
      Gradients.without(() -> absorb(layer, norm));
    }
    return layer;
  }

  Dense dense(String name) {
    NDArray weight = array(name + ".weight");
    return new Dense(name, weight, bias(name, weight));
  }

  private NDArray bias(String name, NDArray weight) {
    String key = name + ".bias";
    return file.keys().contains(key)
        ? array(key)
        : manager.zeros(new Shape(weight.getShape().get(0)), type);
  }

  /** Applies (x − mean) / √(variance + ε) · weight + bias, in place; the file does not change. */
  private Void absorb(WeightedLayer layer, String norm) {
    float[] weight = floats(norm + ".weight");
    float[] bias = floats(norm + ".bias");
    float[] mean = floats(norm + ".running_mean");
    float[] variance = floats(norm + ".running_var");
    double[] scale = new double[weight.length];
    double[] shift = new double[weight.length];
    for (int c = 0; c < scale.length; c++) {
      double factor = weight[c] / Math.sqrt(variance[c] + NORM_EPSILON);
      if (!Double.isFinite(factor)) {
        throw file.refuse(norm + ".running_var", "holds " + variance[c]);
      }
      scale[c] = factor;
      shift[c] = bias[c] - mean[c] * factor;
    }
    try (NDManager scope = manager.newSubManager()) {
      layer.absorb(
          scope.create(scale).toType(type, false), scope.create(shift).toType(type, false));
    }
    return null;
  }

  private float[] floats(String key) {
    try (NDArray array = read(key)) {
      return array.toFloatArray();
    }
  }

  private NDArray array(String key) {
    NDArray read = read(key);
    if (type == DataType.FLOAT32) {
      return read;
    }
    try (read) {
      return read.toType(type, true);
    }
  }

  private NDArray read(String key) {
    try {
      return file.array(key, manager);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
