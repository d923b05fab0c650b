package org.segmentattribution.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.BroadcastShapes;

/**
 * Nodes whose output does not depend on the image: constants, and the arithmetic of shapes that
 * exporters write before a Reshape or a Pad. A file that takes any number of images is asked for
 * its shapes with one image.
 */
final class OnnxConstants {
  private static final Set<DataType> REAL = Set.of(DataType.FLOAT, DataType.DOUBLE);
  private static final Set<DataType> WHOLE =
      Set.of(DataType.INT64, DataType.INT32, DataType.INT8, DataType.UINT8, DataType.BOOL);

  private final OnnxImporter graph;
  private final OnnxShapes shapes;

  OnnxConstants(OnnxImporter graph) {
    this.graph = graph;
    this.shapes = new OnnxShapes(graph);
  }

  /** Whether the node makes constants, which are then known to the graph. */
  boolean folds(OnnxNode node) {
    switch (node.operator()) {
      case "Constant" -> graph.compute(node.output(), constant(node));
      case "Shape" -> {
        node.allow("start", "end");
        long[] sizes = sizes(node);
        long start = bound(node.integer("start", 0), sizes.length);
        long end = bound(node.integer("end", sizes.length), sizes.length);
        long[] part = LongStream.of(sizes).limit(end).skip(start).toArray();
        graph.compute(node.output(), OnnxTensor.ofIntegers(part));
      }
      case "Size" -> {
        long size = BroadcastShapes.elements(sizes(node));
        graph.compute(node.output(), new OnnxTensor(new long[0], null, new long[] {size}));
      }
      default -> {
        if (node.inputs().isEmpty() || takesActivation(node)) {
          return false;
        }
        List<OnnxTensor> made = fold(node);
        for (int i = 0; made != null && i < node.outputs().size(); i++) {
          graph.compute(node.outputs().get(i), made.get(i));
        }
        return made != null;
      }
    }
    return true;
  }

  private boolean takesActivation(OnnxNode node) {
    for (int i = 0; i < node.inputs().size(); i++) {
      if (graph.isActivation(node, i)) {
        return true;
      }
    }
    return false;
  }

  private long[] sizes(OnnxNode node) {
    return graph.isActivation(node, 0)
        ? shapes.sizes(graph.activation(node, 0))
        : graph.constant(node, 0).dims();
  }

  private static long bound(long at, long size) {
    return Math.max(0, Math.min(size, at < 0 ? at + size : at));
  }

  private static OnnxTensor constant(OnnxNode node) {
    for (String name : List.of("value", "value_float", "value_floats", "value_int", "value_ints")) {
      if (!node.has(name)) {
        continue;
      }
      AttributeProto attribute = node.attribute(name);
      try {
        return switch (name) {
          case "value" -> OnnxTensor.of(attribute.getT(), OnnxExternalData.NONE);
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

  /** What the node makes, or null where constants are not known to it. */
  private List<OnnxTensor> fold(OnnxNode node) {
    OnnxArrays arrays = new OnnxArrays(graph, node);
    OnnxArithmetic arithmetic = new OnnxArithmetic(graph, node);
    return switch (node.operator()) {
      case "Identity", "Dropout" -> List.of(graph.constant(node, 0));
      case "Cast", "CastLike" -> List.of(cast(node));
      case "ConstantOfShape" -> List.of(filled(node));
      case "Range" -> List.of(range(node));
      case "Split" -> arrays.split();
      default -> {
        OnnxTensor made = arithmetic.fold();
        made = made == null ? arrays.fold() : made;
        yield made == null ? null : List.of(made);
      }
    };
  }

  private OnnxTensor cast(OnnxNode node) {
    OnnxTensor x = graph.constant(node, 0);
    boolean like = node.operator().equals("CastLike");
    DataType known = DataType.forNumber((int) node.integer("to", 0));
    DataType to = known == null ? DataType.UNDEFINED : known;
    boolean real = like ? graph.constant(node, 1).floats() != null : REAL.contains(to);
    if (!like && !real && !WHOLE.contains(to)) {
      throw node.refuse("casts to " + to + "; export the model in float32");
    }
    if (real == (x.floats() != null) && to != DataType.BOOL) {
      return x;
    }
    int size = graph.room(node, x.dims());
    if (real) {
      float[] floats = new float[size];
      for (int i = 0; i < size; i++) {
        floats[i] = x.integers()[i];
      }
      return new OnnxTensor(x.dims(), floats, null);
    }
    long[] integers = new long[size];
    for (int i = 0; i < size; i++) {
      double value = x.at(i);
      integers[i] = to == DataType.BOOL ? value != 0 ? 1 : 0 : (long) value;
    }
    return new OnnxTensor(x.dims(), null, integers);
  }

  private OnnxTensor filled(OnnxNode node) {
    long[] sizes = graph.integers(node, 0);
    int size = graph.room(node, sizes);
    OnnxTensor value = OnnxTensor.ofFloats(List.of(0f));
    if (node.has("value")) {
      try {
        value = OnnxTensor.of(node.attribute("value").getT(), OnnxExternalData.NONE);
      } catch (IllegalArgumentException e) {
        throw node.refuse("value " + e.getMessage());
      }
    }
    if (value.size() != 1) {
      throw node.refuse("fills with " + value.size() + " values instead of one");
    }
    return value.taken(sizes, new int[size]);
  }

  private OnnxTensor range(OnnxNode node) {
    OnnxTensor[] given = new OnnxTensor[3];
    for (int i = 0; i < given.length; i++) {
      given[i] = graph.constant(node, i);
      if (given[i].size() != 1 || (given[i].floats() == null) != (given[0].floats() == null)) {
        throw node.refuse("takes three numbers of one type");
      }
    }
    double step = given[2].at(0);
    double count = Math.max(0, Math.ceil((given[1].at(0) - given[0].at(0)) / step));
    if (step == 0 || !(count <= Integer.MAX_VALUE)) {
      throw node.refuse("steps by " + step + " from " + given[0].at(0) + " to " + given[1].at(0));
    }
    int size = graph.room(node, (long) count);
    if (given[0].floats() == null) {
      long[] all = new long[size];
      Arrays.setAll(all, i -> given[0].integers()[0] + i * given[2].integers()[0]);
      return OnnxTensor.ofIntegers(all);
    }
    float[] all = new float[size];
    for (int i = 0; i < size; i++) {
      all[i] = given[0].floats()[0] + i * given[2].floats()[0];
    }
    return new OnnxTensor(new long[] {size}, all, null);
  }
}
