package org.segmentattribution.runtime;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;

/** A model may keep its values in files beside it, and nowhere else. */
class ExternalDataTest {
  @TempDir private Path folder;

  private static TensorProto tensor(String location) {
    return tensor(location, "offset", "8");
  }

  private static TensorProto tensor(String location, String key, String value) {
    return TensorProto.newBuilder()
        .setName("w")
        .setRawData(ByteString.copyFrom(new byte[100_000]))
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue(location))
        .addExternalData(StringStringEntryProto.newBuilder().setKey(key).setValue(value))
        .build();
  }

  private static ModelProto weight(String location) {
    return ModelProto.newBuilder()
        .setGraph(GraphProto.newBuilder().addInitializer(tensor(location)))
        .build();
  }

  /** In a constant of a branch of an If. */
  private static ModelProto constant(String location) {
    NodeProto inner =
        NodeProto.newBuilder()
            .setOpType("Constant")
            .addAttribute(AttributeProto.newBuilder().setName("value").setT(tensor(location)))
            .build();
    NodeProto outer =
        NodeProto.newBuilder()
            .setOpType("If")
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("then_branch")
                    .setG(GraphProto.newBuilder().addNode(inner)))
            .build();
    return ModelProto.newBuilder().setGraph(GraphProto.newBuilder().addNode(outer)).build();
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("model.onnx"), bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../w.bin", "/etc/passwd", "data/../../w.bin"})
  void aFileElsewhereIsRefusedByName(String location) throws IOException {
    for (ModelProto model : new ModelProto[] {weight(location), constant(location)}) {
      Path file = write(model.toByteArray());
      String message = assertThrows(IOException.class, () -> ExternalData.check(file)).getMessage();
      assertTrue(message.contains(location), message);
      assertEquals(1, message.lines().count());
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> OnnxGraph.open(file, "cpu"));
      assertTrue(refused.getMessage().startsWith(file + ": its path leads out"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.bin", "data/w.bin", "data/../w.bin"})
  void aFileBesideTheModelIsLetThrough(String location) throws IOException {
    Path file = write(weight(location).toByteArray());
    Files.createDirectories(folder.resolve("data"));
    Files.write(folder.resolve(location).normalize(), new byte[8]);
    assertDoesNotThrow(() -> ExternalData.check(file));
  }

  private String refusal(String location, String key, String value) throws IOException {
    Path file =
        write(
            ModelProto.newBuilder()
                .setGraph(GraphProto.newBuilder().addInitializer(tensor(location, key, value)))
                .build()
                .toByteArray());
    String message = assertThrows(IOException.class, () -> ExternalData.check(file)).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  @Test
  void linksAreFollowed(@TempDir Path elsewhere) throws IOException {
    Path secret = Files.write(elsewhere.resolve("secret.bin"), new byte[100]);
    Files.createSymbolicLink(folder.resolve("l.bin"), secret);
    Files.createSymbolicLink(folder.resolve("ll.bin"), folder.resolve("l.bin"));
    Files.createSymbolicLink(folder.resolve("data"), elsewhere);
    for (String location : new String[] {"l.bin", "ll.bin", "data/secret.bin", "./l.bin"}) {
      assertTrue(refusal(location, "offset", "0").contains("a link that leads out of its folder"));
    }
    Files.write(folder.resolve("own.bin"), new byte[100]);
    Files.createSymbolicLink(folder.resolve("inner.bin"), folder.resolve("own.bin"));
    Path file = write(weight("inner.bin").toByteArray());
    assertDoesNotThrow(() -> ExternalData.check(file));
  }

  /** As the cache of a hub has it: names are links to files of another folder, all of them. */
  @Test
  void aModelThatIsALinkItselfHasItsValuesBesideWhatItLeadsTo(@TempDir Path blobs)
      throws IOException {
    Files.write(blobs.resolve("b1"), weight("w.bin").toByteArray());
    Files.write(blobs.resolve("b2"), new byte[8]);
    Path file = Files.createSymbolicLink(folder.resolve("model.onnx"), blobs.resolve("b1"));
    Files.createSymbolicLink(folder.resolve("w.bin"), blobs.resolve("b2"));
    assertDoesNotThrow(() -> ExternalData.check(file));
  }

  @Test
  void valuesThatAreNotThereAreRefused() throws IOException {
    Files.write(folder.resolve("w.bin"), new byte[100]);
    assertTrue(refusal("none.bin", "offset", "0").contains("not there: none.bin"));
    assertTrue(refusal("*/_ORT_MEM_ADDR_/*", "offset", "4096").contains("not there"));
    assertTrue(refusal("w.bin", "offset", "../8").contains("offset of its values is no number"));
    assertTrue(refusal("w.bin", "offset", "-1").contains("no number"));
    assertTrue(refusal("w.bin", "offset", "99999999999999999999").contains("no number"));
    assertTrue(refusal("w.bin", "offset", "101").contains("which has 100 bytes"));
    assertTrue(refusal("w.bin", "length", "101").contains("0 to 101 of w.bin"));
    assertTrue(refusal("w.bin", "length", "999999999999999999").contains("100 bytes"));
  }

  /** One that ONNX Runtime runs: y = x + w, where w is in a file. */
  private Path sum(String location) throws IOException {
    TypeProto one =
        TypeProto.newBuilder()
            .setTensorType(
                TypeProto.Tensor.newBuilder()
                    .setElemType(TensorProto.DataType.FLOAT_VALUE)
                    .setShape(
                        TensorShapeProto.newBuilder()
                            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1))))
            .build();
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("sum")
            .addInput(ValueInfoProto.newBuilder().setName("x").setType(one))
            .addOutput(ValueInfoProto.newBuilder().setName("y").setType(one))
            .addNode(
                NodeProto.newBuilder().setOpType("Add").addInput("x").addInput("w").addOutput("y"))
            .addInitializer(
                TensorProto.newBuilder()
                    .setName("w")
                    .setDataType(TensorProto.DataType.FLOAT_VALUE)
                    .addDims(1)
                    .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                    .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue(location)));
    return write(
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
            .setGraph(graph)
            .build()
            .toByteArray());
  }

  private static String sha256(Path file) {
    try (ModelFolder model = ModelFolder.of(file, "cpu")) {
      model.named();
      return model.sha256();
    }
  }

  @Test
  void otherValuesBesideTheModelMakeItAnother() throws IOException {
    Path file = sum("model.onnx_data");
    Path values = Files.write(folder.resolve("model.onnx_data"), new byte[] {0, 0, 0, 64});
    String first = sha256(file);
    assertEquals(first, sha256(file));
    Files.write(values, new byte[] {0, 0, (byte) 128, 63});
    assertNotEquals(first, sha256(file));
  }

  @Test
  void whatIsCutOffIsToldSo() throws IOException {
    byte[] whole = weight("w.bin").toByteArray();
    Path file = write(Arrays.copyOf(whole, whole.length - 3));
    String message = assertThrows(IOException.class, () -> ExternalData.check(file)).getMessage();
    assertEquals("it is cut off, or no ONNX file", message);
  }
}
