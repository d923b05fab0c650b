package org.segmentattribution.model.onnx.operator.pointwise;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.segmentattribution.model.layer.Elementwise;
import org.segmentattribution.model.layer.mask.Comparison;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.operator.OnnxOperator;

/** The operators that compute each value by itself, or from values at one place. */
public final class PointwiseOperators {
  private static final Set<DataType> REAL =
      Set.of(DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16, DataType.BFLOAT16);

  /** Imported in parts, which {@code model.layer.fuse} then joins, as where the file has parts. */
  private static final Set<Elementwise.Function> FUSED =
      EnumSet.of(
          Elementwise.Function.GELU,
          Elementwise.Function.GELU_TANH,
          Elementwise.Function.SWISH,
          Elementwise.Function.HARD_SWISH,
          Elementwise.Function.MISH);

  private PointwiseOperators() {}

  /** All of them. */
  public static List<OnnxOperator> all() {
    List<OnnxOperator> all = new ArrayList<>();
    for (Elementwise.Function function : Elementwise.Function.values()) {
      if (!FUSED.contains(function)) {
        all.add(OnnxOperator.of(function.operator(), new FunctionEmitter(function)));
      }
    }
    all.add(OnnxOperator.of("Identity", PointwiseOperators::pass));
    all.add(OnnxOperator.of("Dropout", PointwiseOperators::pass));
    all.add(OnnxOperator.of("Cast", PointwiseOperators::cast));
    all.add(OnnxOperator.of("CastLike", CastLikeNode::emit));
    all.add(OnnxOperator.of("Add", ArithmeticNode::add));
    all.add(OnnxOperator.of("Sub", ArithmeticNode::subtract));
    all.add(OnnxOperator.of("Mul", ArithmeticNode::multiply));
    all.add(OnnxOperator.of("Div", ArithmeticNode::divide));
    all.add(OnnxOperator.of("Sum", ArithmeticNode::sum));
    all.add(OnnxOperator.of("Mean", ArithmeticNode::mean));
    all.add(OnnxOperator.of("BatchNormalization", BatchNormalizationNode::emit));
    for (Comparison.Order order : Comparison.Order.values()) {
      all.add(
          OnnxOperator.of(
              order.operator(), (node, graph) -> ChoiceNode.compare(node, graph, order)));
    }
    all.add(OnnxOperator.of("And", ChoiceNode::and));
    all.add(OnnxOperator.of("Or", ChoiceNode::or));
    all.add(OnnxOperator.of("Not", ChoiceNode::not));
    all.add(OnnxOperator.of("Where", MaskNode::emit));
    all.add(OnnxOperator.of("IsNaN", MaskNode::never));
    all.add(OnnxOperator.of("IsInf", MaskNode::never));
    all.add(OnnxOperator.of("Relu", BoundNode::relu));
    all.add(OnnxOperator.of("Clip", BoundNode::clip));
    all.add(OnnxOperator.of("Min", BoundNode::min));
    all.add(OnnxOperator.of("Max", BoundNode::max));
    all.add(OnnxOperator.of("LeakyRelu", LeakyNode::leakyRelu));
    all.add(OnnxOperator.of("PRelu", LeakyNode::parametricRelu));
    all.add(OnnxOperator.of("Pow", PowerNode::power));
    all.add(OnnxOperator.of("Reciprocal", PowerNode::reciprocal));
    all.add(OnnxOperator.of("Neg", CompositeNode::negative));
    all.add(OnnxOperator.of("HardSigmoid", CompositeNode::hardSigmoid));
    all.add(OnnxOperator.of("HardSwish", CompositeNode::hardSwish));
    all.add(OnnxOperator.of("Celu", CompositeNode::celu));
    all.add(OnnxOperator.of("Mish", CompositeNode::mish));
    all.add(OnnxOperator.of("Swish", CompositeNode::swish));
    all.add(OnnxOperator.of("Gelu", GeluNode::emit));
    all.add(OnnxOperator.of("Trilu", MaskNode::triangle));
    return all;
  }

  private static void pass(NodeReader node, GraphBuilder graph) {
    graph.pass(node, graph.activation(node, 0));
  }

  /** A cast from one float to another changes nothing: everything is computed in float32. */
  private static void cast(NodeReader node, GraphBuilder graph) {
    long to = node.integer("to", 0);
    DataType type = DataType.forNumber((int) to);
    if (type == DataType.BOOL) {
      ChoiceNode.truth(node, graph);
      return;
    }
    if (!REAL.contains(type == null ? DataType.UNDEFINED : type)) {
      throw node.refuse(
          "casts an activation to "
              + (type == null ? "type " + to : type)
              + "; export the model in float32");
    }
    pass(node, graph);
  }
}
