package org.segmentattribution.model.onnx.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.check.SelfCheck;

/** Weights in a file beside the model, as torch writes them by default since 2.9. */
class TensorFilesTest {
  private static final int SIZE = 12;

  @TempDir Path folder;
  private Path model;
  private Path data;

  @BeforeEach
  void write() throws IOException {
    model = folder.resolve("net.onnx");
    data = folder.resolve("net.onnx.data");
    ModelProto.Builder whole =
        ModelProto.parseFrom(Files.readAllBytes(Fixtures.resource("onnx/residual.onnx")))
            .toBuilder();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (TensorProto.Builder tensor : whole.getGraphBuilder().getInitializerBuilderList()) {
      if (tensor.getDataType() != TensorProto.DataType.FLOAT.getNumber()) {
        continue;
      }
      byte[] bytes = bytes(tensor);
      tensor.clearRawData().clearFloatData();
      tensor.setDataLocation(TensorProto.DataLocation.EXTERNAL);
      entry(tensor, "location", "net.onnx.data");
      entry(tensor, "offset", "" + all.size());
      entry(tensor, "length", "" + bytes.length);
      all.writeBytes(bytes);
    }
    Files.write(model, whole.build().toByteArray());
    Files.write(data, all.toByteArray());
  }

  private static byte[] bytes(TensorProto.Builder tensor) {
    if (tensor.hasRawData()) {
      return tensor.getRawData().toByteArray();
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 * tensor.getFloatDataCount());
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    tensor.getFloatDataList().forEach(bytes::putFloat);
    return bytes.array();
  }

  private static void entry(TensorProto.Builder tensor, String key, String value) {
    tensor.addExternalData(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
  }

  /** Changes what the first constant says of its place. */
  private void change(String key, String value) throws IOException {
    ModelProto.Builder changed = ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder();
    for (TensorProto.Builder tensor : changed.getGraphBuilder().getInitializerBuilderList()) {
      if (tensor.getExternalDataCount() > 0) {
        Map<String, String> entries = new TreeMap<>();
        tensor.getExternalDataList().forEach(e -> entries.put(e.getKey(), e.getValue()));
        entries.put(key, value);
        tensor.clearExternalData();
        entries.forEach((k, v) -> entry(tensor, k, v));
        break;
      }
    }
    Files.write(model, changed.build().toByteArray());
  }

  private void assertRefused(String... parts) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> OnnxNetwork.read(model, SIZE, SIZE, Device.cpu()).close())
            .getMessage();
    assertTrue(message.startsWith(model + ": node '"), message);
    assertEquals(1, message.lines().count(), message);
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void isTheSameNetwork() throws IOException {
    float[] image = Fixtures.normal(6, 3 * SIZE * SIZE);
    try (OnnxNetwork one = Fixtures.network("onnx/residual.onnx", SIZE, SIZE);
        OnnxNetwork two = OnnxNetwork.read(model, SIZE, SIZE, Device.cpu())) {
      assertArrayEquals(Fixtures.logits(one, image, 1), Fixtures.logits(two, image, 1));
    }
  }

  @Test
  void theHashCoversIt() throws IOException {
    String before = OnnxFile.read(model).sha256();
    assertEquals(before, OnnxFile.read(model).sha256());
    byte[] bytes = Files.readAllBytes(data);
    bytes[5] ^= 1;
    Files.write(data, bytes);
    assertNotEquals(before, OnnxFile.read(model).sha256());
  }

  @Test
  void aFileThatIsMissingOrTooShort() throws IOException {
    byte[] bytes = Files.readAllBytes(data);
    Files.write(data, Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused("bytes in 'net.onnx.data', which has none such at");
    Files.delete(data);
    assertRefused("'net.onnx.data', which is not beside the model", "external_data=False");
  }

  @Test
  void placesThatCannotBe() throws IOException {
    change("offset", "99999999");
    assertRefused("has none such at 99999999");
    change("offset", "-4");
    assertRefused("has no number as offset: '-4'");
    change("offset", "0");
    change("length", "9223372036854775807");
    assertRefused("has no number as length");
    change("length", "4");
    assertRefused("bytes in 'net.onnx.data'");
  }

  @Test
  void linksAsInTheCacheOfAHub() throws IOException {
    Path snapshot = Files.createDirectories(folder.resolve("snapshots/1"));
    Path link = Files.createSymbolicLink(snapshot.resolve("net.onnx"), model);
    Files.createSymbolicLink(snapshot.resolve("net.onnx.data"), data);
    float[] inputs = Fixtures.normal(6, 3 * SIZE * SIZE);
    try (LoadedClassifier linked =
        Classifiers.loadFor(new ModelFile(link, null, "cpu"), 3, SIZE, SIZE)) {
      assertEquals(OnnxFile.read(model).sha256(), linked.sha256());
      SelfCheck check = SelfCheck.of(linked, inputs, 1);
      assertTrue(check.notChecked() == null, check.line());
    }
    Path secret = Files.createTempFile("outside", ".data");
    try {
      Files.delete(snapshot.resolve("net.onnx.data"));
      Files.createSymbolicLink(snapshot.resolve("net.onnx.data"), secret);
      assertThrows(IllegalArgumentException.class, () -> OnnxFile.read(link).sha256());
    } finally {
      Files.delete(secret);
    }
  }

  @Test
  void filesOutsideOfTheFolder() throws IOException {
    Path outside = Files.createTempFile("outside", ".data");
    try {
      Files.write(outside, Files.readAllBytes(data));
      change("location", outside.toString());
      assertRefused("outside of the model's folder");
      change("location", "../" + outside.getFileName());
      assertRefused("outside of the model's folder");
      change("location", "net.onnx.data");
      Files.delete(data);
      Files.createSymbolicLink(data, outside);
      assertRefused("outside of the model's folder");
      assertThrows(IllegalArgumentException.class, () -> OnnxFile.read(model).sha256());
      Files.delete(data);
      Files.createSymbolicLink(data, Files.move(outside, folder.resolve("inside.data")));
      OnnxNetwork.read(model, SIZE, SIZE, Device.cpu()).close();
    } finally {
      Files.deleteIfExists(outside);
    }
  }
}
