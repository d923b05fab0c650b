package org.segmentattribution.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.segmentattribution.model.OnnxImporter.Value;

/**
 * Nodes whose output does not depend on the image: constants, and the arithmetic of shapes that
 * exporters write before a Reshape. The number of images stands there as 0, which Reshape reads as
 * "as many as come in".
 */
final class OnnxConstants {
  private static final Set<String> FOLDED =
      Set.of("Identity", "Cast", "Gather", "Unsqueeze", "Squeeze", "Concat", "Reshape");

  private final OnnxImporter graph;

  OnnxConstants(OnnxImporter graph) {
    this.graph = graph;
  }

  /** Whether the node makes a constant, which is then known to the graph. */
  boolean folds(OnnxNode node) {
    if (node.operator().equals("Constant")) {
      graph.compute(node, constant(node));
      return true;
    }
    if (node.operator().equals("Shape")) {
      node.allow();
      graph.compute(node, shape(graph.activation(node, 0)));
      return true;
    }
    int count = node.operator().equals("Concat") ? node.inputs().size() : 1;
    if (!FOLDED.contains(node.operator())
        || IntStream.range(0, count).anyMatch(i -> graph.isActivation(node, i))) {
      return false;
    }
    graph.compute(node, fold(node));
    return true;
  }

  private static OnnxTensor shape(Value value) {
    long[] sizes = value.shape().getShape().clone();
    sizes[0] = 0;
    return new OnnxTensor(new long[] {sizes.length}, null, sizes);
  }

  private static OnnxTensor constant(OnnxNode node) {
    for (String name : List.of("value", "value_float", "value_floats", "value_int", "value_ints")) {
      if (!node.has(name)) {
        continue;
      }
      AttributeProto attribute = node.attribute(name);
      try {
        return switch (name) {
          case "value" -> OnnxTensor.of(attribute.getT());
          case "value_float" -> new OnnxTensor(new long[0], new float[] {attribute.getF()}, null);
          case "value_floats" -> OnnxTensor.ofFloats(attribute.getFloatsList());
          case "value_int" -> new OnnxTensor(new long[0], null, new long[] {attribute.getI()});
          default -> OnnxTensor.ofIntegers(attribute.getIntsList());
        };
      } catch (IllegalArgumentException e) {
        throw node.refuse(e.getMessage());
      }
    }
    throw node.refuse("holds neither float32 nor int64 values");
  }

  private OnnxTensor fold(OnnxNode node) {
    OnnxTensor x = graph.constant(node, 0);
    if (node.operator().equals("Identity")) {
      return x;
    }
    long[] values = graph.integers(node, 0);
    return switch (node.operator()) {
      case "Gather" -> gather(node, values);
      case "Concat" -> {
        long[] all = values;
        for (int i = 1; i < node.inputs().size(); i++) {
          long[] more = graph.integers(node, i);
          all = LongStream.concat(Arrays.stream(all), Arrays.stream(more)).toArray();
        }
        yield new OnnxTensor(new long[] {all.length}, null, all);
      }
      // a list of integers has one axis or none: the values stay what they are
      default -> new OnnxTensor(new long[] {values.length}, null, values);
    };
  }

  private OnnxTensor gather(OnnxNode node, long[] values) {
    long[] picked = graph.integers(node, 1).clone();
    for (int i = 0; i < picked.length; i++) {
      long at = picked[i] < 0 ? picked[i] + values.length : picked[i];
      if (at < 0 || at >= values.length) {
        throw node.refuse("index " + picked[i] + " is outside of " + values.length + " values");
      }
      picked[i] = values[(int) at];
    }
    return new OnnxTensor(new long[] {picked.length}, null, picked);
  }
}
