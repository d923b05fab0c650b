package org.segmentattribution.model.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.segmentattribution.model.layer.Addition;
import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.layer.Clipping;
import org.segmentattribution.model.layer.Elementwise;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LeakyRelu;
import org.segmentattribution.model.layer.Power;
import org.segmentattribution.model.layer.Relu;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.model.layer.Softmax;

/** The operators that compute something nonlinear of each value by itself, and softmax. */
final class OnnxFunctions {
  private final OnnxImporter graph;
  private final OnnxAxes axes;
  private final OnnxAffine affine;

  OnnxFunctions(OnnxImporter graph) {
    this.graph = graph;
    this.axes = new OnnxAxes(graph);
    this.affine = new OnnxAffine(graph);
  }

  /** Whether it knows the node, which is then added. */
  boolean adds(OnnxNode node) {
    Elementwise.Function function = Elementwise.Function.of(node.operator());
    if (function != null) {
      elementwise(node, function);
      return true;
    }
    switch (node.operator()) {
      case "Gelu" -> gelu(node);
      case "Neg" -> line(node, graph.activation(node, 0), -1, 0);
      case "Min", "Max" -> bound(node);
      case "HardSigmoid" -> hardSigmoid(node, node.real("alpha", 0.2f), node.real("beta", 0.5f));
      case "HardSwish" -> {
        OnnxValue x = graph.activation(node, 0);
        hardSigmoid(node, 1 / 6f, 0.5f);
        Layer product = new Arithmetic(node.name() + ".product", Arithmetic.Operation.MUL);
        graph.emit(node, product, x, graph.made(node));
      }
      case "LeakyRelu" -> {
        node.allow("alpha");
        leaky(node, new OnnxTensor(new long[0], new float[] {node.real("alpha", 0.01f)}, null));
      }
      case "PRelu" -> leaky(node, graph.weights(node, 1, -1));
      case "Celu" -> celu(node);
      case "Mish" -> mish(node);
      case "Pow" -> power(node);
      case "Reciprocal" -> power(node, graph.activation(node, 0), -1);
      case "Softmax" -> softmax(node);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void elementwise(OnnxNode node, Elementwise.Function function) {
    float alpha = 1;
    switch (node.operator()) {
      case "Elu" -> {
        node.allow("alpha");
        alpha = node.real("alpha", 1);
      }
      case "Selu" -> {
        node.allow("alpha", "gamma");
        boolean usual =
            Math.abs(node.real("alpha", 1.67326f) - 1.67326f) < 1e-4
                && Math.abs(node.real("gamma", 1.0507f) - 1.0507f) < 1e-4;
        if (!usual) {
          throw node.refuse("alpha and gamma other than 1.67326 and 1.0507 are not supported");
        }
      }
      default -> node.allow();
    }
    graph.emit(node, new Elementwise(node.name(), function, alpha), graph.activation(node, 0));
  }

  private void leaky(OnnxNode node, OnnxTensor slope) {
    OnnxValue x = axes.ranked(node, graph.activation(node, 0), slope.rank());
    OnnxTensor one = axes.one(node, slope, x);
    Shape joined = BroadcastShapes.joined(x.shape(), new Shape(one.dims()));
    if (!joined.equals(x.shape())) {
      throw node.refuse("slope " + Arrays.toString(slope.dims()) + " does not fit " + x.shape());
    }
    long[] sizes = new long[x.rank()];
    Arrays.fill(sizes, 1);
    System.arraycopy(one.dims(), 0, sizes, x.rank() - one.rank(), one.rank());
    long[] stored = x.layout().stored(new Shape(sizes)).getShape();
    graph.emit(node, new LeakyRelu(node.name(), graph.array(one.floats(), stored)), x);
  }

  /** max(x, 0) + min(0, α (exp(x/α) - 1)), Barron 2017. */
  private void celu(OnnxNode node) {
    node.allow("alpha");
    float alpha = node.real("alpha", 1);
    if (alpha == 0) {
      throw node.refuse("alpha must not be 0");
    }
    line(node, graph.activation(node, 0), 1 / alpha, 0);
    graph.then(node, new Elementwise(node.name(), Elementwise.Function.ELU, 1));
    line(node, graph.made(node), alpha, 0);
  }

  /** x tanh(softplus(x)), Misra 2019. */
  private void mish(OnnxNode node) {
    node.allow();
    OnnxValue x = graph.activation(node, 0);
    graph.emit(node, new Elementwise(node.name(), Elementwise.Function.SOFTPLUS, 1), x);
    graph.then(node, new Elementwise(node.name(), Elementwise.Function.TANH, 1));
    Layer product = new Arithmetic(node.name() + ".product", Arithmetic.Operation.MUL);
    graph.emit(node, product, x, graph.made(node));
  }

  /** min(max(α x + β, 0), 1). */
  private void hardSigmoid(OnnxNode node, float alpha, float beta) {
    line(node, graph.activation(node, 0), alpha, beta);
    graph.then(node, new Clipping(node.name(), 0, 1));
  }

  /** factor · x + shift. */
  private void line(OnnxNode node, OnnxValue x, float factor, float shift) {
    long[] one = new long[x.stored().dimension()];
    Arrays.fill(one, 1);
    NDArray factors = graph.array(new float[] {factor}, one);
    NDArray shifts = graph.array(new float[] {shift}, one);
    graph.emit(node, new Scale(node.name() + ".line", factors, shifts), x);
  }

  private void gelu(OnnxNode node) {
    node.allow("approximate");
    switch (node.text("approximate", "none")) {
      case "none" -> geluByErf(node);
      case "tanh" -> geluByTanh(node);
      default -> throw node.refuse("approximate is none or tanh");
    }
  }

  /** x/2 (1 + erf(x/√2)), Hendrycks and Gimpel 2016. */
  private void geluByErf(OnnxNode node) {
    OnnxValue x = graph.activation(node, 0);
    line(node, x, (float) Math.sqrt(0.5), 0);
    graph.then(node, new Elementwise(node.name(), Elementwise.Function.ERF, 1));
    line(node, graph.made(node), 0.5f, 0.5f);
    Layer product = new Arithmetic(node.name() + ".product", Arithmetic.Operation.MUL);
    graph.emit(node, product, x, graph.made(node));
  }

  /** x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))), Hendrycks and Gimpel 2016. */
  private void geluByTanh(OnnxNode node) {
    OnnxValue x = graph.activation(node, 0);
    graph.emit(node, new Arithmetic(node.name() + ".square", Arithmetic.Operation.MUL), x, x);
    line(node, graph.made(node), 0.044715f, 1);
    Layer product = new Arithmetic(node.name() + ".product", Arithmetic.Operation.MUL);
    graph.emit(node, product, x, graph.made(node));
    line(node, graph.made(node), (float) Math.sqrt(2 / Math.PI), 0);
    graph.then(node, new Elementwise(node.name(), Elementwise.Function.TANH, 1));
    line(node, graph.made(node), 0.5f, 0.5f);
    graph.emit(node, product, x, graph.made(node));
  }

  /** Min or Max of an activation and one value, or of two activations. */
  private void bound(OnnxNode node) {
    boolean first = graph.isActivation(node, 0);
    boolean least = node.operator().equals("Min");
    if (node.inputs().size() != 2) {
      throw node.refuse("only two values can be compared");
    }
    OnnxValue x = graph.activation(node, first ? 0 : 1);
    boolean two = first && graph.isActivation(node, 1);
    if (two || graph.weights(node, first ? 1 : 0, -1).size() != 1) {
      compare(node, least);
      return;
    }
    OnnxTensor value = graph.weights(node, first ? 1 : 0, -1);
    x = axes.ranked(node, x, value.rank());
    float low = least ? Float.NEGATIVE_INFINITY : value.floats()[0];
    float high = least ? value.floats()[0] : Float.POSITIVE_INFINITY;
    OnnxBounds.add(graph, node, x, low, high);
  }

  /** max(a, b) = a + relu(b - a), min(a, b) = a - relu(a - b). */
  private void compare(OnnxNode node, boolean least) {
    OnnxValue a = graph.activation(node, 0);
    OnnxValue b = graph.activation(node, 1);
    Layer difference = new Arithmetic(node.name() + ".difference", Arithmetic.Operation.SUB);
    affine.join(node, difference, least ? a : b, least ? b : a);
    graph.then(node, new Relu(node.name() + ".rest"));
    Layer last =
        least ? new Arithmetic(node.name(), Arithmetic.Operation.SUB) : new Addition(node.name());
    affine.join(node, last, a, graph.made(node));
  }

  private void power(OnnxNode node) {
    if (!graph.isActivation(node, 0)) {
      exponential(node);
      return;
    }
    OnnxValue x = graph.activation(node, 0);
    OnnxTensor exponent = graph.constant(node, 1);
    if (exponent.size() != 1 || !Double.isFinite(exponent.at(0))) {
      throw node.refuse("only one finite number is supported as exponent");
    }
    power(node, axes.ranked(node, x, exponent.rank()), (float) exponent.at(0));
  }

  private void power(OnnxNode node, OnnxValue x, float exponent) {
    if (exponent == 2) {
      graph.emit(node, new Arithmetic(node.name(), Arithmetic.Operation.MUL), x, x);
    } else if (exponent == 0.5f) {
      graph.emit(node, new Elementwise(node.name(), Elementwise.Function.SQRT, 1), x);
    } else if (exponent == 1) {
      graph.pass(node, x);
    } else {
      long[] one = new long[x.stored().dimension()];
      Arrays.fill(one, 1);
      NDArray array = graph.array(new float[] {exponent}, one);
      graph.emit(node, new Power(node.name(), array), x);
    }
  }

  /** c to the power of x = exp(x log c). */
  private void exponential(OnnxNode node) {
    OnnxTensor base = graph.weights(node, 0, -1);
    if (base.size() != 1 || base.floats()[0] <= 0) {
      throw node.refuse("only one positive number is supported as base");
    }
    OnnxValue x = axes.ranked(node, graph.activation(node, 1), base.rank());
    line(node, x, (float) Math.log(base.floats()[0]), 0);
    graph.then(node, new Elementwise(node.name(), Elementwise.Function.EXP, 1));
  }

  private void softmax(OnnxNode node) {
    node.allow("axis");
    OnnxValue x = graph.activation(node, 0);
    long declared = node.integer("axis", graph.opset() < 13 ? 1 : -1);
    int axis = axes.axis(node, x, declared);
    // before operator set 13 all axes from this one on are taken together
    boolean together = graph.opset() < 13 && x.shape().slice(axis + 1).size() != 1;
    if (together) {
      Shape before = x.shape().slice(0, axis);
      Shape flat = before.add(x.shape().slice(axis).size());
      OnnxLayout layout = new OnnxLayout(-1, x.images(), x.layout().outer());
      OnnxValue whole = axes.as(node, x, flat, layout);
      Layer layer = new Softmax(node.name(), axis + 1);
      OnnxValue made = graph.emit(node, "", layout, layer, whole);
      graph.pass(node, axes.as(node, made, x.shape(), x.layout()));
    } else {
      OnnxValue whole = axes.with(node, x, axis);
      graph.emit(node, new Softmax(node.name(), whole.layout().stored(axis)), whole);
    }
  }
}
