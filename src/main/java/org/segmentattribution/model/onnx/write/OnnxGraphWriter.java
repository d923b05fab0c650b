package org.segmentattribution.model.onnx.write;

import ai.djl.ndarray.NDArray;
import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.segmentattribution.model.layer.GraphWriter;

/** Collects the nodes and constants of an ONNX graph that is being written. */
final class OnnxGraphWriter implements GraphWriter {
  private final List<OnnxMl.NodeProto.Builder> nodes = new ArrayList<>();
  private final List<OnnxMl.TensorProto> constants = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private List<String> inputs = List.of();
  private String output = "";

  /** Says which values the layer that is written next takes and makes. */
  void between(List<String> inputs, String output) {
    this.inputs = inputs;
    this.output = output;
  }

  @Override
  public GraphWriter.Node add(String name, String operator) {
    OnnxMl.NodeProto.Builder node = OnnxMl.NodeProto.newBuilder();
    node.setName(unused(name)).setOpType(operator);
    node.addAllInput(inputs).addOutput(output);
    nodes.add(node);
    return new Written(node);
  }

  /** A node of the file that was read may have become several layers of one name. */
  private String unused(String name) {
    String free = name;
    for (int i = 2; !names.add(free); i++) {
      free = name + "." + i;
    }
    return free;
  }

  /** Puts nodes and constants into the graph, in the order in which they came. */
  void addTo(OnnxMl.GraphProto.Builder graph) {
    nodes.forEach(graph::addNode);
    constants.forEach(graph::addInitializer);
  }

  /** A node of the graph. */
  private final class Written implements GraphWriter.Node {
    private final OnnxMl.NodeProto.Builder node;

    private Written(OnnxMl.NodeProto.Builder node) {
      this.node = node;
    }

    @Override
    public Written input() {
      node.addInput(inputs.get(0));
      return this;
    }

    @Override
    public Written keep(int count) {
      node.clearInput().addAllInput(inputs.subList(0, count));
      return this;
    }

    @Override
    public Written inputs(int from) {
      node.addAllInput(inputs.subList(from, inputs.size()));
      return this;
    }

    @Override
    public Written then(String operator) {
      String between = node.getName() + ".scaled";
      OnnxMl.NodeProto.Builder next = OnnxMl.NodeProto.newBuilder();
      next.setName(unused(node.getName() + "." + operator)).setOpType(operator);
      next.addInput(between).addOutput(node.getOutput(0));
      node.setOutput(0, between);
      nodes.add(next);
      return new Written(next);
    }

    @Override
    public Written constant(String name, NDArray array) {
      return floats(name, array.getShape().getShape(), array.toFloatArray());
    }

    @Override
    public Written constant(String name, float value) {
      return floats(name, new long[0], value);
    }

    @Override
    public Written constant(String name, long... values) {
      ByteBuffer raw = little(values.length * Long.BYTES);
      raw.asLongBuffer().put(values);
      return tensor(name, OnnxMl.TensorProto.DataType.INT64, new long[] {values.length}, raw);
    }

    private Written floats(String name, long[] shape, float... values) {
      ByteBuffer raw = little(values.length * Float.BYTES);
      raw.asFloatBuffer().put(values);
      return tensor(name, OnnxMl.TensorProto.DataType.FLOAT, shape, raw);
    }

    private Written tensor(
        String name, OnnxMl.TensorProto.DataType type, long[] shape, ByteBuffer raw) {
      OnnxMl.TensorProto.Builder tensor = OnnxMl.TensorProto.newBuilder();
      tensor.setName(node.getName() + "." + name).setDataType(type.getNumber());
      for (long size : shape) {
        tensor.addDims(size);
      }
      constants.add(tensor.setRawData(ByteString.copyFrom(raw)).build());
      node.addInput(tensor.getName());
      return this;
    }

    @Override
    public Written first(String name, NDArray array) {
      List<String> others = List.copyOf(node.getInputList());
      node.clearInput();
      constant(name, array);
      node.addAllInput(others);
      return this;
    }

    @Override
    public Written real(String name, float value) {
      node.addAttribute(attribute(name, OnnxMl.AttributeProto.AttributeType.FLOAT).setF(value));
      return this;
    }

    @Override
    public Written integer(String name, long value) {
      node.addAttribute(attribute(name, OnnxMl.AttributeProto.AttributeType.INT).setI(value));
      return this;
    }

    @Override
    public Written integers(String name, long... values) {
      OnnxMl.AttributeProto.Builder list =
          attribute(name, OnnxMl.AttributeProto.AttributeType.INTS);
      for (long value : values) {
        list.addInts(value);
      }
      node.addAttribute(list);
      return this;
    }
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static OnnxMl.AttributeProto.Builder attribute(
      String name, OnnxMl.AttributeProto.AttributeType type) {
    return OnnxMl.AttributeProto.newBuilder().setName(name).setType(type);
  }
}
