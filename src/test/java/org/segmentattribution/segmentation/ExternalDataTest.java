package org.segmentattribution.segmentation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model may keep its values in files beside it, and nowhere else. */
class ExternalDataTest {
  @TempDir private Path folder;

  private static TensorProto tensor(String location) {
    return TensorProto.newBuilder()
        .setName("w")
        .setRawData(ByteString.copyFrom(new byte[100_000]))
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue(location))
        .addExternalData(StringStringEntryProto.newBuilder().setKey("offset").setValue("../8"))
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
    assertDoesNotThrow(() -> ExternalData.check(file));
  }

  @Test
  void whatIsCutOffIsToldSo() throws IOException {
    byte[] whole = weight("w.bin").toByteArray();
    Path file = write(Arrays.copyOf(whole, whole.length - 3));
    String message = assertThrows(IOException.class, () -> ExternalData.check(file)).getMessage();
    assertEquals("it is cut off, or no ONNX file", message);
  }
}
