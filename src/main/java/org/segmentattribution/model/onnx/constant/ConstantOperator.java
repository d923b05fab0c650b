package org.segmentattribution.model.onnx.constant;

import java.util.List;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;

/** What an ONNX operator makes of constants. */
@FunctionalInterface
interface ConstantOperator {
  /**
   * Computes a node whose inputs are all constants.
   *
   * @return one constant for each output
   * @throws IllegalArgumentException in one line that names the node, where the inputs do not fit
   */
  List<Constant> fold(NodeReader node, Constants constants);

  /** An operator with one output. */
  interface Single {
    Constant fold(NodeReader node, Constants constants);
  }

  static ConstantOperator of(Single single) {
    return (node, constants) -> List.of(single.fold(node, constants));
  }
}
