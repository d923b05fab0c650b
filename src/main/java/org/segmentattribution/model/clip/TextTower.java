package org.segmentattribution.model.clip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Quoted;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tower for texts, run by ONNX Runtime on the CPU. */
final class TextTower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TextTower.class);

  /** Texts in one pass. */
  private static final int TOGETHER = 16;

  private static final int SIDE = 224;

  private final TwoTowers towers;
  private final OnnxGraph graph;
  private final TextTokens tokens;
  private final String output;
  private final Tensor picture;

  private TextTower(TwoTowers towers, OnnxGraph graph, TextTokens tokens) throws IOException {
    this.towers = towers;
    this.graph = graph;
    this.tokens = tokens;
    output = EmbeddingNames.ofTexts(towers, graph.outputs().keySet());
    picture = towers.files().together() ? picture() : null;
    if (!graph.takes(EmbeddingNames.TOKENS)) {
      throw new WrongInput(
          graph.file() + ": takes no " + EmbeddingNames.TOKENS + ": " + graph.inputs().keySet());
    }
    for (String input : graph.inputs().keySet()) {
      boolean known = EmbeddingNames.TEXT_INPUTS.contains(input);
      if (!known && !(picture != null && input.equals(EmbeddingNames.PICTURES))) {
        throw new WrongInput(graph.file() + ": nothing is known for its input '" + input + "'");
      }
    }
    if (picture != null && !graph.makes(EmbeddingNames.LOGITS)) {
      throw new WrongInput(
          graph.file()
              + ": makes no "
              + EmbeddingNames.LOGITS
              + ", which hold the scale of its logits; it makes "
              + String.join(", ", graph.outputs().keySet()));
    }
  }

  /**
   * What texts became.
   *
   * @param rows one of length 1 a class
   * @param cosines of the first texts with a picture, where one graph holds both towers; else empty
   * @param logits that the graph made of them
   */
  record Result(float[][] rows, double[] cosines, double[] logits) {}

  /**
   * Opens the graph and the tokenizer.
   *
   * @throws WrongInput in one line that names the file, where they cannot be used
   */
  static TextTower open(TwoTowers towers) throws IOException {
    OnnxGraph graph = OnnxGraph.open(towers.files().texts(), "cpu");
    TextTokens tokens = null;
    try {
      tokens = TextTokens.open(towers, graph);
      return new TextTower(towers, graph, tokens);
    } catch (IOException | RuntimeException e) {
      if (tokens != null) {
        tokens.close();
      }
      graph.close();
      throw e;
    }
  }

  /** Noise, on which the scale of the logits is checked. */
  private Tensor picture() throws IOException {
    OnnxGraph.Port port = graph.inputs().get(EmbeddingNames.PICTURES);
    if (port == null || port.rank() != 4) {
      throw new WrongInput(graph.file() + ": takes no " + EmbeddingNames.PICTURES);
    }
    var vision = towers.config().inner("vision_config");
    long side = vision == null ? SIDE : vision.size("image_size", SIDE);
    long[] shape = {1, 3, side, side};
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = port.shape()[axis] > 0 ? port.shape()[axis] : shape[axis];
    }
    float[] values = new float[Math.toIntExact(shape[0] * shape[1] * shape[2] * shape[3])];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensor.of(values, shape);
  }

  /**
   * Computes the mean of each class's texts, each of length 1, brought to length 1.
   *
   * @throws WrongInput in one line that names the class, where a text is too long or two classes
   *     are the same to the model
   */
  Result embeddings(ClassPrompts prompts) throws IOException {
    List<long[]> rows = tokens.rows(prompts);
    LOG.info(
        "{}: {} texts of {} classes are embedded",
        graph.file(),
        rows.size(),
        prompts.classes().size());
    Probe probe = new Probe();
    List<double[]> units = new ArrayList<>();
    long most = graph.inputs().get(EmbeddingNames.TOKENS).shape()[0];
    int together = most > 0 ? Math.toIntExact(most) : TOGETHER;
    for (int from = 0; from < rows.size(); from += together) {
      List<long[]> some =
          new ArrayList<>(rows.subList(from, Math.min(rows.size(), from + together)));
      int asked = some.size();
      while (most > 0 && some.size() < together) {
        some.add(some.get(0));
      }
      units.addAll(run(some, probe).subList(0, asked));
    }
    int each = prompts.templates().size();
    float[][] classes = new float[prompts.classes().size()][];
    for (int k = 0; k < classes.length; k++) {
      classes[k] = mean(units.subList(k * each, (k + 1) * each), prompts.classes().get(k));
    }
    return new Result(classes, probe.cosines, probe.logits);
  }

  /** What the first pass of a graph with both towers showed. */
  private static final class Probe {
    private double[] cosines = {};
    private double[] logits = {};
  }

  private List<double[]> run(List<long[]> rows, Probe probe) throws IOException {
    Map<String, Tensor> inputs = new HashMap<>(tokens.inputs(rows));
    if (picture != null) {
      inputs.put(EmbeddingNames.PICTURES, picture);
    }
    Map<String, Tensor> made = graph.run(inputs);
    Tensor embeddings = made.get(output);
    List<double[]> units = units(embeddings, rows.size(), output);
    if (picture != null && probe.logits.length == 0) {
      String images = EmbeddingNames.IMAGES;
      double[] image = units(made.get(images), picture.size(0), images).get(0);
      double[] logits = doubles(made.get(EmbeddingNames.LOGITS));
      if (logits.length != rows.size() * picture.size(0)) {
        throw new WrongInput(
            graph.file() + ": makes " + logits.length + " logits of " + rows.size() + " texts");
      }
      probe.logits = Arrays.copyOf(logits, rows.size());
      probe.cosines = units.stream().mapToDouble(unit -> dot(unit, image)).toArray();
    }
    return units;
  }

  private static double[] doubles(Tensor tensor) {
    double[] values = new double[tensor == null ? 0 : tensor.reals().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.reals()[i];
    }
    return values;
  }

  /** Rows of length 1. */
  private List<double[]> units(Tensor matrix, int rows, String name) {
    boolean fits = matrix != null && matrix.rank() == 2 && matrix.size(0) == rows;
    if (!fits || matrix.size(1) < 1) {
      throw new WrongInput(
          graph.file()
              + ": makes "
              + name
              + " "
              + (matrix == null ? "of another type" : Arrays.toString(matrix.shape()))
              + ", not one row a text");
    }
    int size = matrix.size(1);
    double[] all = doubles(matrix);
    List<double[]> units = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double[] row = Arrays.copyOfRange(all, i * size, (i + 1) * size);
      units.add(unit(row, name));
    }
    return units;
  }

  private double[] unit(double[] row, String what) {
    double length = Math.sqrt(dot(row, row));
    if (!(length > 0) || !Double.isFinite(length)) {
      throw new WrongInput(
          Quoted.line(
              graph.file() + ": " + what + " has the length " + length + ", not a direction"));
    }
    return Arrays.stream(row).map(value -> value / length).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private float[] mean(List<double[]> units, String name) {
    double[] sum = new double[units.get(0).length];
    for (double[] unit : units) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += unit[i];
      }
    }
    double[] unit = unit(sum, "the mean of the texts of '" + name + "'");
    float[] mean = new float[unit.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) unit[i];
    }
    return mean;
  }

  @Override
  public void close() {
    tokens.close();
    graph.close();
  }
}
