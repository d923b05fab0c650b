package org.segmentattribution.model.onnx.head;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.segmentattribution.model.onnx.file.GraphLinks;
import org.segmentattribution.model.onnx.graph.Activation;

/**
 * The axes that a softmax of an ONNX graph is over.
 *
 * @param axes of its input, negative ones from the end; empty for all
 * @param onwards whether all axes behind the one named belong to it, as before operator set 13
 */
public record SoftmaxAxes(long[] axes, boolean onwards) {
  private static final long ONE_AXIS = 13;

  /** The axes of a {@code Softmax} or {@code LogSoftmax}. */
  static SoftmaxAxes of(NodeProto softmax, long opset) {
    long axis =
        softmax.getAttributeList().stream()
            .filter(a -> a.getName().equals("axis"))
            .mapToLong(AttributeProto::getI)
            .findFirst()
            .orElse(opset < ONE_AXIS ? 1 : -1);
    return new SoftmaxAxes(new long[] {axis}, opset < ONE_AXIS);
  }

  /** The axes of a softmax that is written out with this {@code ReduceSum}. */
  static SoftmaxAxes ofSum(NodeProto sum, GraphLinks links) {
    long[] listed = links.integers(GraphLinks.input(sum, 1));
    long[] axes =
        sum.getAttributeList().stream()
            .filter(a -> a.getName().equals("axes"))
            .flatMapToLong(a -> a.getIntsList().stream().mapToLong(Long::longValue))
            .toArray();
    return new SoftmaxAxes(listed == null ? axes : listed, false);
  }

  /** Whether these are the classes' axis of some logits; axes of length 1 may be among them. */
  boolean areClasses(Activation logits) {
    boolean[] over = new boolean[logits.rank()];
    Arrays.fill(over, axes.length == 0);
    for (long axis : axes) {
      long at = axis < 0 ? axis + over.length : axis;
      if (at < 0 || at >= over.length) {
        return false;
      }
      Arrays.fill(over, (int) at, onwards ? over.length : (int) at + 1, true);
    }
    long together = 1;
    for (int axis = 0; axis < over.length; axis++) {
      together *= over[axis] ? logits.size(axis) : 1;
    }
    return !over[logits.images()] && together == logits.shape().size();
  }

  /** The axes in words, for messages. */
  String text() {
    return axes.length == 0
        ? "all axes"
        : "axis " + Arrays.stream(axes).mapToObj(String::valueOf).collect(Collectors.joining(", "));
  }
}
