package org.segmentattribution.model.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.DeclarationJson;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.onnx.file.OnnxFile;

/** Whatever cannot be run is refused when it is loaded, in one line that says where and why. */
class RefusedModelsTest {
  @TempDir Path folder;

  private static String refusal(byte[] bytes) {
    Path file = Path.of("net.onnx");
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> OnnxNetwork.build(OnnxFile.parse(file, bytes), 12, 12, Device.cpu()))
            .getMessage();
    assertTrue(message.startsWith("net.onnx: "), message);
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  private static void assertRefused(byte[] bytes, String... parts) {
    String message = refusal(bytes);
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  private static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(Fixtures.resource("onnx/" + name + ".onnx"));
  }

  private static byte[] changed(String name, Consumer<ModelProto.Builder> change)
      throws IOException {
    ModelProto.Builder model = ModelProto.parseFrom(bytes(name)).toBuilder();
    change.accept(model);
    return model.build().toByteArray();
  }

  private static TensorProto.Builder constant(ModelProto.Builder model, int i) {
    return model.getGraphBuilder().getInitializerBuilder(i);
  }

  private static NodeProto.Builder node(ModelProto.Builder model, int i) {
    return model.getGraphBuilder().getNodeBuilder(i);
  }

  @Test
  void operatorsThatAreNotSupported() throws IOException {
    assertRefused(
        changed("unsupported", m -> node(m, 1).setOpType("NonMaxSuppression")),
        "node 'tanh2' (NonMaxSuppression)",
        "supported: Abs, Add, And, Atan, Attention");
    assertRefused(
        changed("residual", m -> node(m, 2).setDomain("com.vendor")), "node 'relu3'", "com.vendor");
  }

  @Test
  void quantisedAndOptimisedNetworks() throws IOException {
    for (String operator :
        List.of("QuantizeLinear", "DequantizeLinear", "QLinearConv", "DynamicQuantizeLinear")) {
      assertRefused(
          changed("residual", m -> node(m, 2).setOpType(operator)),
          "node 'relu3' (" + operator + "): computes with quantised numbers",
          "use the float model from before the quantisation");
    }
    assertRefused(
        changed("residual", m -> node(m, 2).setOpType("QLinearAdd").setDomain("com.microsoft")),
        "node 'relu3' (QLinearAdd): computes with quantised numbers");
    assertRefused(
        changed("residual", m -> node(m, 2).setOpType("FastGelu").setDomain("com.microsoft")),
        "node 'relu3' (FastGelu): operators of 'com.microsoft'",
        "ONNX Runtime's optimiser wrote this node: use the model as it was exported");
    assertRefused(
        changed("residual", m -> node(m, 2).setDomain("pkg.torch")),
        "operators of 'pkg.torch' are not supported, and the file holds no such function");
  }

  @Test
  void anotherInputThatTheOutputNeeds() throws IOException {
    assertRefused(
        changed(
            "residual",
            m -> {
              m.getGraphBuilder()
                  .addInput(ValueInfoProto.newBuilder().setName("mask"))
                  .addInput(ValueInfoProto.newBuilder().setName("unused"));
              node(m, 2).setOpType("Mul").addInput("mask");
            }),
        "its output needs another input beside 'input': mask; a classifier has one");
  }

  @Test
  void filesThatAreNotOnnx() throws IOException {
    byte[] whole = bytes("residual");
    assertRefused(Arrays.copyOf(whole, whole.length / 2), "not an ONNX file");
    assertRefused("{\"text\": true}".getBytes(StandardCharsets.UTF_8), "not an ONNX file");
    assertRefused(new byte[0], "not an ONNX file");
    assertRefused(new byte[4096], "not an ONNX file");
  }

  @Test
  void constantsThatAreMissingOrWrong() throws IOException {
    assertRefused(
        changed("residual", m -> constant(m, 0).setName("gone")), "node 'conv1' (Conv)", "c0");
    assertRefused(
        changed("residual", m -> constant(m, 0).setDataType(10)), "node 'conv1'", "as many values");
    assertRefused(
        changed("residual", m -> constant(m, 0).setDataType(17)), "node 'conv1'", "FLOAT8E4M3FN");
    assertRefused(
        changed("residual", m -> constant(m, 0).setDataLocation(TensorProto.DataLocation.EXTERNAL)),
        "node 'conv1'",
        "another file");
    assertRefused(
        changed("residual", m -> constant(m, 0).setDims(0, 9)), "node 'conv1'", "as many values");
    assertRefused(
        changed("residual", m -> constant(m, 0).setDims(0, 4).setDims(1, 6)),
        "node 'conv1'",
        "input channels");
    assertRefused(
        changed("residual", m -> constant(m, 0).setDims(0, Long.MAX_VALUE)),
        "node 'conv1'",
        "shape");
  }

  @Test
  void graphsThatAreNotClassifiers() throws IOException {
    assertRefused(changed("residual", m -> m.getGraphBuilder().clearOutput()), "has no output");
    assertRefused(changed("residual", m -> m.getGraphBuilder().clearInput()), "has 0 inputs");
    assertRefused(
        changed("residual", m -> m.getGraphBuilder().getInputBuilder(0).setName("other")),
        "node 'conv1'",
        "made by no earlier node");
    assertRefused(
        changed("residual", m -> m.getOpsetImportBuilder(0).setVersion(5)), "operator set 5");
    assertRefused(
        changed("residual", m -> m.getOpsetImportBuilder(0).setVersion(29)), "7 to 28 are");
    assertRefused(
        changed("residual", m -> m.getGraphBuilder().getOutputBuilder(0).setName("v1")),
        "gives (1, 8, 12, 12)");
  }

  @Test
  void attributesThatAreNotSupported() throws IOException {
    assertRefused(
        changed("residual", m -> node(m, 0).getAttributeBuilder(0).setName("padding")),
        "node 'conv1'",
        "attribute padding");
    assertRefused(
        changed("residual", m -> node(m, 0).getAttributeBuilder(0).setInts(0, -1)),
        "node 'conv1'",
        "pads not negative");
  }

  @Test
  void imagesOfAnotherSize() throws IOException {
    Path file = Fixtures.resource("onnx/residual.onnx");
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> OnnxNetwork.read(file, 24, 12, Device.cpu()))
            .getMessage();
    assertTrue(message.contains("takes images of 12x12, not 24x12"), message);
  }

  @Test
  void otherFormatsSayHowToExport() throws IOException {
    Path file = Files.createFile(folder.resolve("net.h5"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Classifiers.load(file, "cpu"))
            .getMessage();
    assertTrue(message.contains("torch.onnx.export(model, x, 'model.onnx')"), message);
  }

  @Test
  void aClassifierWithTooFewNames() throws IOException {
    Path model = folder.resolve("net.onnx");
    Files.write(model, bytes("residual"));
    ModelDeclaration three =
        new ModelDeclaration(List.of("a", "b", "c"), Preprocessing.simple(12, 12));
    Files.writeString(ModelDeclaration.fileOf(model), DeclarationJson.write(three));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Classifiers.load(model, "cpu"))
            .getMessage();
    assertTrue(message.contains("classes: 3 names, but the network has 4 outputs"), message);
  }
}
