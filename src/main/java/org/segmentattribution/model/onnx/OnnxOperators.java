package org.segmentattribution.model.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Extensions;
import org.segmentattribution.model.onnx.operator.IfOperator;
import org.segmentattribution.model.onnx.operator.OnnxOperator;
import org.segmentattribution.model.onnx.operator.axis.AxisOperators;
import org.segmentattribution.model.onnx.operator.matrix.MatrixOperators;
import org.segmentattribution.model.onnx.operator.pointwise.PointwiseOperators;
import org.segmentattribution.model.onnx.operator.reduction.ReductionOperators;
import org.segmentattribution.model.onnx.operator.window.WindowOperators;

/** All operators that can be imported: those of this program and those that jars add. */
public final class OnnxOperators {
  private final TreeMap<String, OnnxOperator> byName = new TreeMap<>();

  private OnnxOperators(List<OnnxOperator> operators) {
    for (OnnxOperator operator : operators) {
      if (byName.putIfAbsent(operator.name(), operator) != null) {
        throw new WrongInput(
            "extension: "
                + operator.getClass().getName()
                + ": there is an ONNX operator "
                + operator.name()
                + " already");
      }
    }
  }

  /**
   * Finds them.
   *
   * @throws IllegalArgumentException in one line, where an operator of a jar cannot be loaded, or
   *     has the name of another
   */
  public static OnnxOperators load() {
    List<OnnxOperator> all = new ArrayList<>();
    all.add(new IfOperator());
    all.addAll(WindowOperators.all());
    all.addAll(MatrixOperators.all());
    all.addAll(PointwiseOperators.all());
    all.addAll(ReductionOperators.all());
    all.addAll(AxisOperators.all());
    all.addAll(Extensions.added(OnnxOperator.class));
    return new OnnxOperators(all);
  }

  /** Their names, sorted. */
  public SortedSet<String> names() {
    return byName.navigableKeySet();
  }

  /** The operator of a name; null where there is none. */
  public OnnxOperator find(String name) {
    return byName.get(name);
  }
}
