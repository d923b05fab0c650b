package org.segmentattribution.model.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.model.onnx.TestGraph.attribute;
import static org.segmentattribution.model.onnx.TestGraph.attributes;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

/** What mixes images, or depends on what is in them, is refused; what is known is followed. */
class GraphRefusalsTest {
  private static TestGraph graph(long images) {
    return new TestGraph(13, images, 3, 4, 4);
  }

  private static void assertRefused(TestGraph graph, String... parts) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> graph.open(4, 4).close()).getMessage();
    assertTrue(message.startsWith("net.onnx: "), message);
    assertEquals(1, message.lines().count(), message);
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void nodesThatMixTheImagesOfABatch() {
    assertRefused(
        graph(2).integers("s", 3, 2, 16).add("Reshape", "y", "x s"),
        "node 'y' (Reshape): a reshape of (2, 3, 4, 4) to (3, 2, 16) mixes the images of a batch of 2",
        "dynamic_axes={'x': {0: 'N'}}");
    assertRefused(
        graph(0).add("ReduceMean", "y", "x", attributes("axes", 0)),
        "node 'y' (ReduceMean)",
        "mixes the images of a batch");
    assertRefused(
        graph(2).add("Softmax", "s", "x", attribute("axis", 0)).logits("s"),
        "node 's' (Softmax)",
        "mixes the images of a batch");
    assertRefused(
        graph(0).add("Concat", "c", "x x", attribute("axis", 0)).logits("c"), "node 'c' (Concat)");
    assertRefused(
        graph(0)
            .add("Transpose", "t", "x", attributes("perm", 1, 0, 2, 3))
            .floats("w", new long[] {1, 1, 1, 1}, 1)
            .add("Conv", "y", "t w"),
        "node 'y' (Conv)",
        "mixes the images of a batch");
  }

  @Test
  void whatDependsOnTheImage() {
    assertRefused(
        graph(0).add("Cast", "c", "x", attribute("to", 6)).logits("c"),
        "node 'c' (Cast): casts an activation to INT32; export the model in float32");
    assertRefused(
        graph(0)
            .floats("low", new long[0], Float.NEGATIVE_INFINITY)
            .add("Cast", "c", "x", attribute("to", 9))
            .add("Where", "y", "c x low"),
        "node 'y' (Where): fills with -Infinity by what is in the image");
  }

  @Test
  void equationsThatAreNoProductOfMatrices() {
    AttributeProto diagonal =
        AttributeProto.newBuilder()
            .setName("equation")
            .setType(AttributeProto.AttributeType.STRING)
            .setS(ByteString.copyFromUtf8("ncii->nci"))
            .build();
    assertRefused(
        graph(0).add("Einsum", "y", "x", diagonal), "node 'y' (Einsum): the equation 'ncii->nci'");
  }

  @Test
  void aBranchThatIsKnownIsFollowed() {
    GraphProto.Builder yes = branch("Identity");
    GraphProto.Builder no = branch("LRN");
    TestGraph graph =
        graph(0)
            .integers("one", new long[0], 1)
            .add("Equal", "same", "one one")
            .add("If", "v", "same", graph("then_branch", yes), graph("else_branch", no))
            .logits("v");
    try (OnnxNetwork network = graph.open(4, 4)) {
      assertEquals(3, network.graph().layers().size(), network.graph().layers() + "");
    }
  }

  private static GraphProto.Builder branch(String operator) {
    return GraphProto.newBuilder()
        .addNode(
            NodeProto.newBuilder().setOpType(operator).addInput("x").addOutput("in" + operator))
        .addOutput(ValueInfoProto.newBuilder().setName("in" + operator));
  }

  private static AttributeProto graph(String name, GraphProto.Builder graph) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(graph)
        .build();
  }

  @Test
  void nodesThatTheOutputDoesNotNeedAreLeftOut() {
    TestGraph graph = graph(0).add("LRN", "other", "x").add("Relu", "v", "x").logits("v");
    graph.add("Gemm", "second", "row w").add("Mul", "third", "second second");
    try (OnnxNetwork network = graph.open(4, 4)) {
      assertEquals(4, network.graph().layers().size(), network.graph().layers() + "");
    }
  }

  @Test
  void anOutputThatDoesNotDependOnTheInput() {
    assertRefused(
        graph(0).floats("c", new long[] {1, 2}, 1, 2).add("Relu", "r", "c").add("Tanh", "y", "r"),
        "output 'y' does not depend on the input");
  }
}
