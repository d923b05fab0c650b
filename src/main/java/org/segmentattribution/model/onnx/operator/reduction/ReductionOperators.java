package org.segmentattribution.model.onnx.operator.reduction;

import java.util.List;
import org.segmentattribution.model.onnx.operator.OnnxOperator;

/** Sums, means, extremes and lengths along axes, and what divides by them. */
public final class ReductionOperators {
  private ReductionOperators() {}

  /** All of them. */
  public static List<OnnxOperator> all() {
    return List.of(
        OnnxOperator.of("ReduceMean", new ReductionEmitter(ReductionEmitter::mean)),
        OnnxOperator.of("ReduceSum", new ReductionEmitter(ReductionEmitter::sum)),
        OnnxOperator.of("ReduceMax", new ReductionEmitter(ReductionEmitter::maximum)),
        OnnxOperator.of("ReduceMin", new ReductionEmitter(ReductionEmitter::minimum)),
        OnnxOperator.of("ReduceL2", new ReductionEmitter(ReductionEmitter::length)),
        OnnxOperator.of("Softmax", SoftmaxNode::emit),
        OnnxOperator.of("LayerNormalization", LayerNormalizationNode::emit),
        OnnxOperator.of("InstanceNormalization", ChannelNormalizationNode::instances),
        OnnxOperator.of("GroupNormalization", ChannelNormalizationNode::groups),
        OnnxOperator.of("LpNormalization", LengthNormalizationNode::emit));
  }
}
