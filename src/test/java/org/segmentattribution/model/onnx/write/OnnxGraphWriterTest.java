package org.segmentattribution.model.onnx.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.Clipping;
import org.segmentattribution.model.layer.Relu;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.model.layer.shape.Repetition;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.TensorDecoder;
import org.segmentattribution.model.onnx.file.TensorFiles;

/** What layers write themselves to. */
class OnnxGraphWriterTest {
  private final OnnxGraphWriter writer = new OnnxGraphWriter();

  private GraphProto graph() {
    GraphProto.Builder graph = GraphProto.newBuilder();
    writer.addTo(graph);
    return graph.build();
  }

  private static Constant constant(GraphProto graph, int i) {
    TensorProto tensor = graph.getInitializer(i);
    return TensorDecoder.decode(tensor, TensorFiles.NONE);
  }

  @Test
  void aNodeTakesTheInputsOfItsLayer() {
    writer.between(List.of("a", "b"), "c");
    writer.add("sum", "Add").integer("k", 3).real("r", 0.5f).integers("list", 4, 5);
    NodeProto node = graph().getNode(0);
    assertEquals("sum", node.getName());
    assertEquals("Add", node.getOpType());
    assertEquals(List.of("a", "b"), node.getInputList());
    assertEquals(List.of("c"), node.getOutputList());
    assertEquals(3, node.getAttribute(0).getI());
    assertEquals(0.5f, node.getAttribute(1).getF());
    assertEquals(List.of(4L, 5L), node.getAttribute(2).getIntsList());
  }

  @Test
  void namesAreMadeDifferent() {
    writer.between(List.of("x"), "y");
    new Relu("r").write(writer);
    new Relu("r").write(writer);
    new Relu("r").write(writer);
    List<String> names = graph().getNodeList().stream().map(NodeProto::getName).toList();
    assertEquals(List.of("r", "r.2", "r.3"), names);
  }

  @Test
  void constantsFollowTheInputs() {
    writer.between(List.of("x"), "y");
    new Clipping("clip", -1, 6).write(writer);
    GraphProto graph = graph();
    assertEquals(List.of("x", "clip.min", "clip.max"), graph.getNode(0).getInputList());
    assertEquals(0, constant(graph, 0).rank());
    assertEquals(-1, constant(graph, 0).at(0));
    assertEquals(6, constant(graph, 1).at(0));
  }

  @Test
  void severalNodesAreAChain() {
    try (NDManager manager = TorchEngine.start().newBaseManager()) {
      writer.between(List.of("x"), "y");
      new Scale(
              "s",
              manager.create(new float[] {2, 3}, new Shape(1, 2)),
              manager.create(new float[] {4, 5}, new Shape(1, 2)))
          .write(writer);
    }
    GraphProto graph = graph();
    assertEquals(List.of("x", "s.scale"), graph.getNode(0).getInputList());
    assertEquals(List.of("s.scaled"), graph.getNode(0).getOutputList());
    assertEquals("s.Add", graph.getNode(1).getName());
    assertEquals(List.of("s.scaled", "s.Add.shift"), graph.getNode(1).getInputList());
    assertEquals(List.of("y"), graph.getNode(1).getOutputList());
    assertArrayEquals(new long[] {1, 2}, constant(graph, 0).dims());
    assertArrayEquals(new float[] {2, 3}, constant(graph, 0).floats());
    assertArrayEquals(new float[] {4, 5}, constant(graph, 1).floats());
  }

  @Test
  void aConstantMayBeTheFirstInput() {
    try (NDManager manager = TorchEngine.start().newBaseManager()) {
      writer.between(List.of("x"), "y");
      new Repetition("k", manager.create(new float[] {7, 8}, new Shape(1, 2))).write(writer);
    }
    GraphProto graph = graph();
    List<String> operators = graph.getNodeList().stream().map(NodeProto::getOpType).toList();
    assertEquals(List.of("Shape", "Concat", "Expand"), operators);
    NodeProto last = graph.getNode(2);
    assertEquals(last.getName() + ".value", last.getInput(0));
    assertEquals(graph.getNode(1).getOutput(0), last.getInput(1));
    assertEquals(List.of("y"), last.getOutputList());
  }
}
