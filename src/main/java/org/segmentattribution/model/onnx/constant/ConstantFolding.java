package org.segmentattribution.model.onnx.constant;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.file.TensorDecoder;
import org.segmentattribution.model.onnx.file.TensorFiles;

/**
 * Computes the nodes whose output does not depend on the image: constants, and the arithmetic of
 * shapes that exporters write before a Reshape or a Pad. A file that takes any number of images is
 * asked for its shapes with one image.
 */
public final class ConstantFolding {
  private static final List<String> ATTRIBUTES =
      List.of("value", "value_float", "value_floats", "value_int", "value_ints");

  private final Constants constants;
  private final ActivationSizes sizes;

  /**
   * Folds nodes in the order of the file.
   *
   * @param constants where results are kept
   */
  public ConstantFolding(Constants constants, ActivationSizes sizes) {
    this.constants = constants;
    this.sizes = sizes;
  }

  /** Names of the operators that are computed, sorted. */
  public static SortedSet<String> names() {
    SortedSet<String> names = ConstantOperators.names();
    names.addAll(List.of("Constant", "Shape", "Size"));
    return names;
  }

  /**
   * Computes a node where its outputs are constants.
   *
   * @return false where they depend on the image, or where this operator is not computed
   */
  public boolean folds(NodeReader node) {
    switch (node.operator()) {
      case "Constant" -> constants.put(node.output(), constant(node));
      case "Shape" -> constants.put(node.output(), shape(node));
      case "Size" -> {
        long size = BroadcastShapes.elements(sizes(node));
        constants.put(node.output(), new Constant(new long[0], null, new long[] {size}));
      }
      default -> {
        ConstantOperator operator = ConstantOperators.of(node.operator());
        boolean moves = node.inputs().stream().anyMatch(name -> sizes.of(name) != null);
        if (operator == null || node.inputs().isEmpty() || moves) {
          return false;
        }
        List<Constant> made = operator.fold(node, constants);
        for (int i = 0; i < node.outputs().size(); i++) {
          constants.put(node.outputs().get(i), made.get(i));
        }
      }
    }
    return true;
  }

  private Constant shape(NodeReader node) {
    node.allow("start", "end");
    long[] all = sizes(node);
    long start = bound(node.integer("start", 0), all.length);
    long end = bound(node.integer("end", all.length), all.length);
    return Constant.ofIntegers(LongStream.of(all).limit(end).skip(start).toArray());
  }

  private long[] sizes(NodeReader node) {
    long[] known = node.given(0) ? sizes.of(node.inputs().get(0)) : null;
    return known != null ? known : constants.get(node, 0).dims();
  }

  private static long bound(long at, long size) {
    return Math.max(0, Math.min(size, at < 0 ? at + size : at));
  }

  private static Constant constant(NodeReader node) {
    for (String name : ATTRIBUTES) {
      if (!node.has(name)) {
        continue;
      }
      AttributeProto attribute = node.attribute(name);
      try {
        return switch (name) {
          case "value" -> TensorDecoder.decode(attribute.getT(), TensorFiles.NONE);
          case "value_float" -> Constant.of(attribute.getF());
          case "value_floats" -> Constant.ofFloats(attribute.getFloatsList());
          case "value_int" -> new Constant(new long[0], null, new long[] {attribute.getI()});
          default -> Constant.ofIntegers(attribute.getIntsList());
        };
      } catch (IllegalArgumentException e) {
        throw node.refuse(e.getMessage());
      }
    }
    throw node.refuse("holds neither float32 nor int64 values");
  }
}
