package org.segmentattribution.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.onnx.OnnxNetwork;

/** Files and inputs that several tests use. */
public final class Fixtures {
  private Fixtures() {}

  /** A test resource. */
  public static Path resource(String name) {
    try {
      return Path.of(Fixtures.class.getResource("/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A network of the test resources. */
  public static OnnxNetwork network(String name, int height, int width) {
    try {
      return OnnxNetwork.read(resource(name), height, width, Device.cpu());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Normal values from a seed. */
  public static float[] normal(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Logits of a network without gradients, images one after another. */
  public static float[] logits(OnnxNetwork network, float[] input, int images) {
    try (NDManager scope = network.newScope()) {
      NDArray x = scope.create(input, new Shape(images).addAll(network.input()));
      return Gradients.without(() -> network.graph().forward(x).toFloatArray());
    }
  }

  /** Largest difference over largest magnitude of what is expected; 1 if a value is no number. */
  public static double deviation(float[] expected, float[] actual) {
    double peak = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      peak = Math.max(peak, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
    }
    if (expected.length != actual.length || !(difference >= 0)) {
      return 1;
    }
    return peak == 0 ? difference : difference / peak;
  }
}
