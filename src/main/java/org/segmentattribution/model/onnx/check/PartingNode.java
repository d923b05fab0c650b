package org.segmentattribution.model.onnx.check;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.onnx.OnnxClassifier;
import org.segmentattribution.model.onnx.OnnxOrigin;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.file.OnnxFile;
import org.segmentattribution.model.onnx.graph.NamedValue;

/** Where two ways to compute a network part: the first node of the file, in the file's order. */
final class PartingNode {
  private final OnnxClassifier onnx;
  private final OnnxOrigin origin;
  private final int size;
  private final double allowed;

  /** Allowed: as a share of a value's peak. */
  private PartingNode(OnnxClassifier onnx, double allowed) {
    this.onnx = onnx;
    this.allowed = allowed;
    origin = onnx.network().origin();
    size = Math.toIntExact(onnx.inputShape().size());
  }

  /**
   * Where the layers part from ONNX Runtime on an input, in words; empty where it cannot be told.
   */
  static String fromRuntime(OnnxClassifier onnx, double allowed, float[] inputs, int image) {
    PartingNode parting = new PartingNode(onnx, allowed);
    List<String> names = parting.origin.values().stream().map(NamedValue::name).toList();
    try (OnnxRuntimeFile file = OnnxRuntimeFile.open(parting.origin, names)) {
      int count = (int) Math.max(1, file.batch());
      float[] copies = RuntimeLogits.copies(inputs, image, parting.size, count);
      Map<String, OnnxRuntimeFile.Made> there =
          file.run(copies, new Shape(count).addAll(onnx.inputShape()).getShape());
      return parting.first(
          copies,
          count,
          (named, value) -> {
            OnnxRuntimeFile.Made made = there.get(named.name());
            if (made == null) {
              return null;
            }
            Shape shape = new Shape(made.shape());
            return count == 1 && !shape.equals(named.shape())
                ? ": " + named.shape() + " instead of " + shape
                : parting.apart(made.values(), value.toFloatArray());
          });
    } catch (IOException e) {
      return "";
    }
  }

  /** Where a batch parts from its inputs one by one, in words. */
  static String fromSingles(OnnxClassifier onnx, double allowed, float[] inputs) {
    PartingNode parting = new PartingNode(onnx, allowed);
    int count = inputs.length / parting.size;
    Map<Integer, Shape> shapes = new HashMap<>();
    Map<Integer, float[][]> singles = new HashMap<>();
    for (int i = 0; i < count; i++) {
      int image = i;
      parting.first(
          RuntimeLogits.copies(inputs, i, parting.size, 1),
          1,
          (named, value) -> {
            shapes.put(named.number(), value.getShape());
            singles.computeIfAbsent(named.number(), n -> new float[count][])[image] =
                value.toFloatArray();
            return null;
          });
    }
    return parting.first(
        inputs,
        count,
        (named, value) -> {
          Shape one = shapes.get(named.number());
          float[] joined = joined(singles.get(named.number()), one, value.getShape());
          return parting.apart(joined, value.toFloatArray());
        });
  }

  /** Values of single inputs as those of a batch, put together along the axis that grows. */
  private static float[] joined(float[][] singles, Shape one, Shape all) {
    int axis = 0;
    while (axis + 1 < one.dimension() && one.get(axis) == all.get(axis)) {
      axis++;
    }
    int block = Math.toIntExact(one.slice(axis).size());
    float[] joined = new float[singles[0].length * singles.length];
    for (int from = 0; from < singles[0].length; from += block) {
      for (int i = 0; i < singles.length; i++) {
        int to = from * singles.length + i * block;
        System.arraycopy(singles[i], from, joined, to, block);
      }
    }
    return joined;
  }

  /** What is said of a value; null to go on. */
  private interface Look {
    String at(NamedValue named, NDArray value);
  }

  private String first(float[] inputs, int count, Look look) {
    Map<Integer, NamedValue> names = new HashMap<>();
    origin.values().forEach(named -> names.put(named.number(), named));
    AtomicInteger number = new AtomicInteger();
    String[] found = {null};
    try (NDManager scope = onnx.newScope()) {
      NDArray x = scope.create(inputs, new Shape(count).addAll(onnx.inputShape()));
      Gradients.without(
          () ->
              onnx.graph()
                  .<NDArray>walk(
                      x,
                      (layer, from) -> {
                        NDArray value = layer.forward(new NDList(from));
                        NamedValue named = names.get(number.incrementAndGet());
                        String said =
                            named == null || found[0] != null ? null : look.at(named, value);
                        found[0] = said == null ? found[0] : "; they part at " + node(named) + said;
                        return value;
                      },
                      NDArray::close));
    }
    return found[0] == null ? "" : found[0];
  }

  /** How a value differs; null where it does not. */
  private String apart(float[] expected, float[] found) {
    Difference difference = Difference.of(expected, found);
    return expected.length == found.length && difference.share() <= allowed
        ? null
        : String.format(Locale.ROOT, " by %.2g of its peak", difference.share());
  }

  /** The node of the file that makes a value. */
  private String node(NamedValue named) {
    Predicate<NodeProto> makes = node -> node.getOutputList().contains(named.name());
    try {
      OnnxFile file = origin.read();
      return file.graph().getNodeList().stream()
          .filter(makes)
          .findFirst()
          .map(proto -> new NodeReader(origin.file(), proto))
          .map(node -> "node '" + node.name() + "' (" + node.operator() + ")")
          .orElse("value '" + named.name() + "'");
    } catch (IOException e) {
      return "value '" + named.name() + "'";
    }
  }
}
