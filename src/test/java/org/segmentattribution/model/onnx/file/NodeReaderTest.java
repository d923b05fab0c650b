package org.segmentattribution.model.onnx.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.model.onnx.TestGraph.attribute;
import static org.segmentattribution.model.onnx.TestGraph.attributes;
import static org.segmentattribution.model.onnx.TestNodes.node;
import static org.segmentattribution.model.onnx.TestNodes.real;
import static org.segmentattribution.model.onnx.TestNodes.text;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Attributes and inputs of a node, and messages that name it. */
class NodeReaderTest {
  @Test
  void attributesHaveTheirValuesOrOthers() {
    NodeReader node =
        node(
            "Pad",
            "x",
            attribute("axis", 2),
            real("value", 1.5f),
            text("mode", "edge"),
            attributes("pads", 1, 0, 2, 0));
    assertEquals(2, node.integer("axis", 1));
    assertEquals(7, node.integer("other", 7));
    assertEquals(1.5f, node.real("value", 0));
    assertEquals("edge", node.text("mode", "constant"));
    assertArrayEquals(new long[] {1, 0, 2, 0}, node.integers("pads"));
    assertArrayEquals(new long[] {3}, node.integers("axes", 3));
    assertTrue(node.has("pads"));
    assertFalse(node.has("axes"));
  }

  @Test
  void anInputWithoutANameIsNotGiven() {
    NodeReader node = node("Clip", "x  high");
    assertTrue(node.given(0));
    assertFalse(node.given(1));
    assertTrue(node.given(2));
    assertFalse(node.given(3));
  }

  @Test
  void aNodeWithoutANameIsCalledByItsOutput() {
    NodeProto proto = NodeProto.newBuilder().setOpType("Relu").addOutput("r").build();
    NodeReader node = new NodeReader(Path.of("a.onnx"), proto);
    assertEquals("Relu->r", node.name());
    assertEquals("a.onnx: node 'Relu->r' (Relu): why", node.refuse("why").getMessage());
  }

  @Test
  void messagesAreOneLine() {
    NodeProto proto = NodeProto.newBuilder().setOpType("Re\nlu").setName("a\r\u0000b").build();
    assertEquals(
        "a.onnx: node 'a??b' (Re?lu): why",
        new NodeReader(Path.of("a.onnx"), proto).refuse("why").getMessage());
  }

  @Test
  void otherAttributesAreRefused() {
    NodeReader node = node("Conv", "x w", attribute("group", 1), attribute("speed", 9));
    node.allow("group", "speed", "pads");
    String message =
        assertThrows(IllegalArgumentException.class, () -> node.allow("pads", "group"))
            .getMessage();
    assertEquals(
        "net.onnx: node 'n' (Conv): attribute speed is not supported; known: group, pads", message);
  }

  @Test
  void listsOfAnotherLengthAreRefused() {
    NodeReader node = node("Conv", "x w", attributes("strides", 1, 2, 3));
    assertArrayEquals(new long[] {1, 2, 3}, node.integersOf("strides", 3));
    String message =
        assertThrows(IllegalArgumentException.class, () -> node.integersOf("strides", 2))
            .getMessage();
    assertTrue(message.contains("strides has 3 values instead of 2"), message);
  }
}
