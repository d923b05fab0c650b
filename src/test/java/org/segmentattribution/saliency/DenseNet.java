package org.segmentattribution.saliency;

import java.util.List;
import java.util.Map;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.TestGraph;

/**
 * Dense layers with ReLU between them, in double precision; the peer of networks in float.
 *
 * @param weights [layer][output][input]
 * @param biases [layer][output]
 */
public record DenseNet(double[][][] weights, double[][] biases) {
  /** Normal weights, such as sizes 4, 5, 2: four inputs, five hidden values, two classes. */
  public static DenseNet random(long seed, double bias, int... sizes) {
    double[][][] weights = new double[sizes.length - 1][][];
    double[][] biases = new double[sizes.length - 1][];
    for (int l = 0; l < weights.length; l++) {
      float[] values = Fixtures.normal(seed + 100 * l, sizes[l + 1] * (sizes[l] + 1));
      weights[l] = new double[sizes[l + 1]][sizes[l]];
      biases[l] = new double[sizes[l + 1]];
      for (int j = 0; j < sizes[l + 1]; j++) {
        biases[l][j] = (float) (bias * values[values.length - 1 - j]);
        for (int i = 0; i < sizes[l]; i++) {
          weights[l][j][i] = values[j * sizes[l] + i];
        }
      }
    }
    return new DenseNet(weights, biases);
  }

  /** One layer. */
  public static DenseNet of(double[][] weights, double... biases) {
    return new DenseNet(new double[][][] {weights}, new double[][] {biases});
  }

  public int inputs() {
    return weights[0][0].length;
  }

  /** What goes into each layer and, last, the logits. */
  public double[][] activations(double[] x) {
    double[][] all = new double[weights.length + 1][];
    all[0] = x;
    for (int l = 0; l < weights.length; l++) {
      all[l + 1] = z(l, all[l]);
      for (int j = 0; l + 1 < weights.length && j < all[l + 1].length; j++) {
        all[l + 1][j] = Math.max(0, all[l + 1][j]);
      }
    }
    return all;
  }

  public double[] z(int layer, double[] a) {
    double[] z = biases[layer].clone();
    for (int j = 0; j < z.length; j++) {
      for (int i = 0; i < a.length; i++) {
        z[j] += weights[layer][j][i] * a[i];
      }
    }
    return z;
  }

  public double[] gradient(double[] x, int target) {
    double[][] a = activations(x);
    double[] back = new double[a[weights.length].length];
    back[target] = 1;
    for (int l = weights.length - 1; l >= 0; l--) {
      double[] before = new double[a[l].length];
      for (int i = 0; i < before.length; i++) {
        for (int j = 0; j < back.length; j++) {
          before[i] += weights[l][j][i] * back[j];
        }
        before[i] = l > 0 && a[l][i] <= 0 ? 0 : before[i];
      }
      back = before;
    }
    return back;
  }

  /** The network for images of one row, 1 x 1 x inputs. */
  public OnnxNetwork network() {
    TestGraph graph = new TestGraph(13, 0, 1, 1, inputs()).add("Flatten", "a0", "x");
    for (int l = 0; l < weights.length; l++) {
      int outputs = weights[l].length;
      float[] flat = new float[outputs * weights[l][0].length];
      float[] bias = new float[outputs];
      for (int k = 0; k < flat.length; k++) {
        flat[k] = (float) weights[l][k / weights[l][0].length][k % weights[l][0].length];
      }
      for (int j = 0; j < outputs; j++) {
        bias[j] = (float) biases[l][j];
      }
      boolean last = l + 1 == weights.length;
      graph
          .floats("w" + l, new long[] {outputs, weights[l][0].length}, flat)
          .floats("b" + l, new long[] {outputs}, bias)
          .add(
              "Gemm",
              last ? "y" : "z" + l,
              "a%d w%d b%d".formatted(l, l, l),
              TestGraph.attribute("transB", 1));
      if (!last) {
        graph.add("Relu", "a" + (l + 1), "z" + l);
      }
    }
    return graph.open(1, inputs());
  }

  /** Attribution of one image for a class. */
  public float[] explain(AttributionMethod method, double[] x, int target) {
    return explain(network(), method, floats(x), 1, x.length, target);
  }

  /** Attribution of one image for a class, channels kept. */
  public static float[] explain(
      OnnxNetwork network,
      AttributionMethod method,
      float[] image,
      int height,
      int width,
      int target) {
    try (LoadedClassifier classifier = Networks.classifier(network, height, width)) {
      NamedMethod named = new NamedMethod("m", Map.of(), method);
      return new Explainer(classifier, List.of(named), ChannelReduction.SUM)
          .explainChannels(image, 1, new int[] {target})
          .maps()
          .get("m")[0];
    }
  }

  public static float[] floats(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  public static double[] doubles(float... values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
