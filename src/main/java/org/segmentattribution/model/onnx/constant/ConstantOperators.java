package org.segmentattribution.model.onnx.constant;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The operators that are computed when a file is read, where all their inputs are constants. */
final class ConstantOperators {
  private static final Map<String, ConstantOperator> TABLE = new TreeMap<>();

  static {
    ValueArithmetic.names().forEach(name -> put(name, ValueArithmetic::fold));
    put("Where", ValueArithmetic::where);
    put("Mod", ValueArithmetic::mod);
    put("Identity", (node, constants) -> constants.get(node, 0));
    put("Dropout", (node, constants) -> constants.get(node, 0));
    put("Cast", Casts::cast);
    put("CastLike", Casts::castLike);
    put("DequantizeLinear", Dequantization::fold);
    put("ConstantOfShape", ArrayFills::constantOfShape);
    put("Range", ArrayFills::range);
    put("Pad", ArrayFills::pad);
    TABLE.put("Split", ArrayMoves::split);
    TABLE.put("BatchNormalization", BatchStatistics::normalise);
    put("Concat", ArrayMoves::concat);
    put("Gather", ArrayMoves::gather);
    put("Slice", ArrayMoves::slice);
    put("Transpose", ArrayMoves::transpose);
    put("Expand", ArrayMoves::expand);
    put("Tile", ArrayMoves::tile);
    put("Reshape", ArrayShapes::reshape);
    put("Flatten", ArrayShapes::flatten);
    put("Squeeze", ArrayShapes::squeeze);
    put("Unsqueeze", ArrayShapes::unsqueeze);
    put("NonZero", ArrayPlaces::nonZero);
    put("ScatterND", ArrayPlaces::scatter);
    put("GatherElements", ArrayIndices::gatherElements);
    put("GatherND", ArrayIndices::gatherParts);
    put("CumSum", ArrayIndices::sums);
    put("EyeLike", ArrayIndices::diagonal);
    put("IsNaN", ValueArithmetic::unusual);
    put("IsInf", ValueArithmetic::unusual);
    put("Trilu", ArrayPlaces::triangle);
    for (String kind : List.of("Sum", "Prod", "Max", "Min", "Mean", "L1", "L2", "SumSquare")) {
      put("Reduce" + kind, Reductions::fold);
    }
  }

  private ConstantOperators() {}

  private static void put(String name, ConstantOperator.Single single) {
    TABLE.put(name, ConstantOperator.of(single));
  }

  /** Names of all of them, sorted. */
  static SortedSet<String> names() {
    return new TreeSet<>(TABLE.keySet());
  }

  /** The operator of a name; null where constants are not computed by it. */
  static ConstantOperator of(String name) {
    return TABLE.get(name);
  }
}
