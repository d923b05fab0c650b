package org.segmentattribution.model.onnx.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.onnx.TestGraph;

class FunctionInlinerTest {
  private final ModelProto.Builder model = ModelProto.newBuilder();

  private static NodeProto.Builder node(String operator, String inputs, String outputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addAllInput(List.of(inputs.split(" ", -1)))
        .addAllOutput(List.of(outputs.split(" ", -1)));
  }

  private static NodeProto.Builder call(String function, String inputs, String outputs) {
    return node(function, inputs, outputs).setDomain("here").setName("call-" + function);
  }

  private FunctionProto.Builder function(
      String name, String inputs, String outputs, NodeProto.Builder... nodes) {
    FunctionProto.Builder function = model.addFunctionsBuilder().setDomain("here").setName(name);
    function.addAllInput(List.of(inputs.split(" "))).addAllOutput(List.of(outputs.split(" ")));
    for (NodeProto.Builder node : nodes) {
      function.addNode(node);
    }
    return function;
  }

  private GraphProto inlined(NodeProto.Builder... nodes) {
    model.clearGraph();
    for (NodeProto.Builder node : nodes) {
      model.getGraphBuilder().addNode(node);
    }
    return FunctionInliner.inlined(Path.of("net.onnx"), model.build());
  }

  private void assertRefused(String why, NodeProto.Builder... nodes) {
    String said = assertThrows(IllegalArgumentException.class, () -> inlined(nodes)).getMessage();
    assertTrue(said.startsWith("net.onnx: ") && said.contains(why), said);
    assertEquals(1, said.lines().count());
  }

  private static String text(NodeProto node) {
    return node.getOpType() + " " + node.getInputList() + " " + node.getOutputList();
  }

  @Test
  void namesAreThoseOfTheCaller() {
    function("F", "a b", "c", node("Relu", "a", "t"), node("Add", "t b", "c"));
    GraphProto graph = inlined(call("F", "x y", "z"), call("F", "z", "u"));
    assertEquals(
        List.of(
            "Relu [x] [call-F::t]",
            "Add [call-F::t, y] [z]",
            "Relu [z] [call-F#1::t]",
            "Add [call-F#1::t, ] [u]"),
        graph.getNodeList().stream().map(FunctionInlinerTest::text).toList());
    assertEquals("call-F::Relu", graph.getNode(0).getName());
  }

  @Test
  void inputsAndOutputsThatAreGivenTwice() {
    function("F", "a", "a b b", node("Relu", "a", "b"));
    GraphProto graph = inlined(call("F", "x", "same one two"));
    assertEquals(
        List.of("Relu [x] [one]", "Identity [x] [same]", "Identity [one] [two]"),
        graph.getNodeList().stream().map(FunctionInlinerTest::text).toList());
  }

  @Test
  void attributesAreGivenLeftOutOrDefaults() {
    NodeProto.Builder leaky = node("LeakyRelu", "a", "b");
    leaky
        .addAttributeBuilder()
        .setName("alpha")
        .setRefAttrName("slope")
        .setType(AttributeProto.AttributeType.FLOAT);
    FunctionProto.Builder function = function("F", "a", "b", leaky).addAttribute("slope");
    AttributeProto.Builder given =
        AttributeProto.newBuilder()
            .setName("slope")
            .setF(0.5f)
            .setType(AttributeProto.AttributeType.FLOAT);
    assertEquals(0, inlined(call("F", "x", "y")).getNode(0).getAttributeCount());
    GraphProto graph = inlined(call("F", "x", "y").addAttribute(given));
    assertEquals(0.5f, graph.getNode(0).getAttribute(0).getF());
    assertEquals("alpha", graph.getNode(0).getAttribute(0).getName());
    function.clearAttribute().addAttributeProto(given.clone().setF(0.25f));
    assertEquals(0.25f, inlined(call("F", "x", "y")).getNode(0).getAttribute(0).getF());
    assertRefused(
        "attribute slope is of another type",
        call("F", "x", "y").addAttribute(TestGraph.attribute("slope", 1)));
  }

  @Test
  void graphsWithinFunctionsSeeTheirValues() {
    NodeProto.Builder choice = node("If", "k", "b");
    GraphProto.Builder then = choice.addAttributeBuilder().setName("then_branch").getGBuilder();
    then.addNode(call("G", "t", "r")).addOutput(ValueInfoProto.newBuilder().setName("r"));
    function("F", "a k", "b", node("Relu", "a", "t"), choice);
    function("G", "a", "b", node("Neg", "a", "b"));
    GraphProto inner = inlined(call("F", "x known", "y")).getNode(1).getAttribute(0).getG();
    assertEquals("Neg [call-F::t] [call-F::r]", text(inner.getNode(0)));
    assertEquals("call-F::r", inner.getOutput(0).getName());
  }

  @Test
  void circlesAreRefused() {
    function("F", "a", "b", call("G", "a", "b"));
    function("G", "a", "b", call("F", "a", "b"));
    function("H", "a", "b", call("H", "a", "b"));
    assertRefused("function 'here.F' calls itself", call("F", "x", "y"));
    assertRefused("function 'here.H' calls itself", call("H", "x", "y"));
    assertEquals(1, inlined(node("Relu", "x", "y")).getNodeCount());
  }

  @Test
  void fewLinesThatAskForMuchAreRefused() {
    for (int i = 0; i < 40; i++) {
      String inner = "F" + (i + 1);
      function("F" + i, "a", "b", call(inner, "a", "t"), call(inner, "t", "b"));
    }
    function("F40", "a", "b");
    assertRefused("make more than 2000000 parts of a graph", call("F0", "x", "y"));
    for (int i = 41; i < 120; i++) {
      function("F" + i, "a", "b", call("F" + (i + 1), "a", "b"));
    }
    assertRefused("more than 64 functions and graphs within each other", call("F41", "x", "y"));
  }

  @Test
  void longNamesAreRefused() {
    String name = "n".repeat(1_000_000);
    NodeProto.Builder[] calls = new NodeProto.Builder[200];
    for (int i = 0; i < calls.length; i++) {
      calls[i] = call("F", "x", "y" + i);
    }
    function("F", "a", "b", node("Relu", "a", name), node("Relu", name, "b"));
    assertRefused("names within the functions of the file are too long", calls);
  }

  @Test
  void callsThatDoNotFit() {
    function("F", "a", "b", node("Relu", "a", "b"));
    assertRefused("1 inputs and 1 outputs with 2 and 1", call("F", "x y", "z"));
    assertRefused("1 inputs and 1 outputs with 1 and 2", call("F", "x", "y z"));
    model.addFunctionsBuilder().setName("Relu").addInput("a").addOutput("b");
    assertRefused("is an operator of ONNX that the file defines anew", node("Relu", "x", "y"));
    function("F", "a", "b").setOverload("other");
    assertEquals(0, inlined(call("F", "x", "y").setOverload("other")).getNodeCount());
    function("F", "a", "b");
    assertRefused("defines function 'here.F' twice", call("F", "x", "y"));
  }
}
