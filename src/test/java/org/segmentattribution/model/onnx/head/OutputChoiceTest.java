package org.segmentattribution.model.onnx.head;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.onnx.TestGraph;
import org.segmentattribution.model.onnx.TestNodes;
import org.segmentattribution.model.onnx.file.OnnxFile;

class OutputChoiceTest {
  private final TestGraph graph = new TestGraph(20, 0, 3, 8, 8).add("GlobalAveragePool", "m", "x");

  OutputChoiceTest() {
    graph.add("Flatten", "i", "m").floats("w", new long[] {3, 2}, 1, -1, 2, 0.5f, -1, 1);
    graph.add("Gemm", "y", "i w").graph().clearOutput();
  }

  /** An output of these sizes, 0 for an open one; none for sizes that are not known. */
  private OutputChoiceTest output(String name, DataType type, long... sizes) {
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber());
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    if (sizes.length > 0) {
      tensor.setShape(shape);
    }
    graph
        .graph()
        .addOutput(
            ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor)));
    return this;
  }

  private OutputChoiceTest real(String name, long... sizes) {
    return output(name, DataType.FLOAT, sizes);
  }

  /** A node that makes one value of another. */
  private OutputChoiceTest made(String operator, String output, String input) {
    graph.add(operator, output, input);
    return this;
  }

  private String chosen(String declared, int classes) {
    OnnxFile file = new OutputChoice(declared, classes).of(TestNodes.file(graph));
    assertEquals(1, file.graph().getOutputCount());
    return file.graph().getOutput(0).getName();
  }

  private String refused(String declared, int classes) {
    String said =
        assertThrows(IllegalArgumentException.class, () -> chosen(declared, classes)).getMessage();
    assertEquals(1, said.lines().count());
    return said;
  }

  @Test
  void theOnlyRowIsTaken() {
    real("m", 0, 3, 8, 8).real("y", 0, 2);
    assertEquals("y", chosen(null, 0));
  }

  @Test
  void theNumberOfClassesDecides() {
    real("i", 0, 3).real("y", 0, 2);
    assertEquals("y", chosen(null, 2));
    assertEquals("i", chosen(null, 3));
    String said = refused(null, 7);
    assertTrue(
        said.equals(
            "net.onnx: has 2 outputs, of which none has a row of 7 numbers for each image; the"
                + " declaration says which: \"output\": \"NAME\"; its outputs: 'i' (? x 3), 'y' (?"
                + " x 2)"),
        said);
  }

  @Test
  void aUsualNameDecides() {
    made("Identity", "Identity:0", "y").real("i", 0, 3).real("Identity:0", 0, 2).real("y", 0, 2);
    assertEquals("Identity:0", chosen(null, 2));
  }

  @Test
  void logitsComeBeforeProbabilities() {
    made("Relu", "Logits", "y").made("Softmax", "probabilities", "Logits");
    real("probabilities", 0, 2).real("Logits", 0, 2);
    assertEquals("Logits", chosen(null, 2));
  }

  @Test
  void twoOfTheSameLogitsAreOne() {
    made("Softmax", "p", "y").real("p", 0, 2).real("y");
    assertEquals("p", chosen(null, 0));
  }

  @Test
  void othersMustBeDeclared() {
    made("Relu", "z", "y").output("label", DataType.INT64, 0).real("y", 0, 2).real("z", 0, 2, 1, 1);
    String said = refused(null, 2);
    assertTrue(said.contains("several may be the logits"), said);
    assertTrue(said.contains("'label' (int64 ?), 'y' (? x 2), 'z' (? x 2 x 1 x 1)"), said);
    assertEquals("z", chosen("z", 2));
    assertTrue(refused("no\nne", 2).contains("has no output 'no?ne', as output declares; its"));
  }

  @Test
  void aNameThatIsWrongIsRefusedForOneOutputToo() {
    real("y", 0, 2);
    assertEquals("y", chosen(null, 9));
    assertEquals("y", chosen("y", 2));
    assertTrue(refused("x", 2).contains("has no output 'x'"));
  }
}
