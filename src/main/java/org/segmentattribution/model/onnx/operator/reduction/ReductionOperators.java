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
        OnnxOperator.of("ReduceL1", new ReductionEmitter(FurtherReductions::magnitudes)),
        OnnxOperator.of("ReduceSumSquare", new ReductionEmitter(FurtherReductions::squares)),
        OnnxOperator.of("ReduceLogSum", new ReductionEmitter(FurtherReductions::logOfSum)),
        OnnxOperator.of(
            "ReduceLogSumExp", new ReductionEmitter(FurtherReductions::logOfExponentials)),
        OnnxOperator.of("ReduceProd", new ReductionEmitter(FurtherReductions::product)),
        OnnxOperator.of("Softmax", SoftmaxNode::softmax),
        OnnxOperator.of("LogSoftmax", SoftmaxNode::logarithm),
        OnnxOperator.of("LayerNormalization", LayerNormalizationNode::emit),
        OnnxOperator.of("InstanceNormalization", ChannelNormalizationNode::instances),
        OnnxOperator.of("GroupNormalization", ChannelNormalizationNode::groups),
        OnnxOperator.of("RMSNormalization", LengthNormalizationNode::byRootMeanSquare),
        OnnxOperator.of("LpNormalization", LengthNormalizationNode::byLength),
        OnnxOperator.of("LRN", NeighbourNormalizationNode::emit));
  }
}
