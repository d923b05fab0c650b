package org.segmentattribution.model.onnx.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.model.onnx.TestGraph.attributes;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.onnx.TestGraph;
import org.segmentattribution.model.onnx.TestNodes;

/** Links between nodes and values, and the nodes that an output needs. */
class GraphLinksTest {
  private static final OnnxFile FILE =
      TestNodes.file(
          new TestGraph(13, 0, 3, 4, 4)
              .floats("half", new long[] {1}, 0.5f)
              .floats("pair", new long[] {2}, 1, 2)
              .integers("axes", 2, 3)
              .add("Unsqueeze", "wide", "half axes")
              .add("Shape", "sizes", "x")
              .add("Relu", "r", "x")
              .add("Tanh", "unused", "r")
              .add("Clip", "c", "r wide pair")
              .add("ReduceMean", "y", "c", attributes("axes", 2, 3)));

  private static final GraphLinks LINKS =
      new GraphLinks(FILE.graph(), FILE.constants(), FILE.files());

  @Test
  void makers() {
    assertEquals("Relu", LINKS.maker("r").getOpType());
    assertEquals("y", LINKS.maker("y", "ReduceMean").getOutput(0));
    assertNull(LINKS.maker("y", "Relu"));
    assertNull(LINKS.maker("x"));
    assertNull(LINKS.maker("half"));
  }

  @Test
  void numbersOfConstants() {
    assertEquals(0.5f, LINKS.number("half"));
    assertEquals(0.5f, LINKS.number("wide"));
    assertTrue(Float.isNaN(LINKS.number("pair")));
    assertTrue(Float.isNaN(LINKS.number("r")));
    assertArrayEquals(new long[] {2, 3}, LINKS.integers("axes"));
    assertNull(LINKS.integers("half"));
    assertNull(LINKS.integers("r"));
  }

  @Test
  void boundsOfAClip() {
    NodeProto clip = LINKS.maker("c");
    assertEquals(0.5f, LINKS.low(clip));
    assertTrue(Float.isNaN(LINKS.high(clip)));
    assertEquals(Float.NEGATIVE_INFINITY, LINKS.low(LINKS.maker("r")));
  }

  @Test
  void sizesDoNotDependOnTheImage() {
    assertTrue(LINKS.isActivation("x"));
    assertTrue(LINKS.isActivation("c"));
    assertFalse(LINKS.isActivation("sizes"));
    assertFalse(LINKS.isActivation("half"));
  }

  @Test
  void aGraphThatEndsEarlier() {
    GraphProto cut = LINKS.endingIn("r");
    assertEquals(List.of("Relu"), cut.getNodeList().stream().map(NodeProto::getOpType).toList());
    assertEquals("r", cut.getOutput(0).getName());
  }

  @Test
  void nodesThatTheOutputNeeds() {
    List<String> live =
        new LiveNodes(FILE.graph()).inOrder().stream().map(NodeProto::getName).toList();
    assertEquals(List.of("wide", "r", "c", "y"), live);
  }

  @Test
  void namesWithinInnerGraphsAreNeeded() {
    GraphProto inner =
        GraphProto.newBuilder()
            .addNode(NodeProto.newBuilder().setOpType("Add").addInput("a").addInput("b"))
            .addOutput(FILE.graph().getOutput(0))
            .build();
    NodeProto branch =
        NodeProto.newBuilder()
            .addInput("condition")
            .addAttribute(
                ai.onnx.proto.OnnxMl.AttributeProto.newBuilder().setName("then_branch").setG(inner))
            .build();
    assertEquals(List.of("condition", "a", "b", "y"), LiveNodes.needs(branch));
  }
}
