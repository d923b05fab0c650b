package org.segmentattribution.model.onnx.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Numbers of a tensor in every form that ONNX has for them. */
class TensorDecoderTest {
  private static TensorProto.Builder tensor(DataType type, long... dims) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(type.getNumber());
    LongStream.of(dims).forEach(tensor::addDims);
    return tensor;
  }

  private static Constant decode(TensorProto.Builder tensor) {
    return TensorDecoder.decode(tensor.build(), TensorFiles.NONE);
  }

  private static TensorProto.Builder packed(DataType type, int... bytes) {
    byte[] raw = new byte[bytes.length];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) bytes[i];
    }
    int width = type == DataType.DOUBLE || type == DataType.INT64 ? 8 : 4;
    width = type == DataType.INT8 || type == DataType.UINT8 || type == DataType.BOOL ? 1 : width;
    return tensor(type, raw.length / width).setRawData(ByteString.copyFrom(raw));
  }

  @Test
  void listedNumbers() {
    assertArrayEquals(
        new float[] {1.5f, -2},
        decode(tensor(DataType.FLOAT, 2).addFloatData(1.5f).addFloatData(-2)).floats());
    assertArrayEquals(
        new float[] {0.1f}, decode(tensor(DataType.DOUBLE).addDoubleData(0.1)).floats());
    assertArrayEquals(
        new long[] {Long.MIN_VALUE},
        decode(tensor(DataType.INT64, 1).addInt64Data(Long.MIN_VALUE)).integers());
    assertArrayEquals(
        new long[] {-3}, decode(tensor(DataType.INT32, 1).addInt32Data(-3)).integers());
    assertArrayEquals(new long[] {1}, decode(tensor(DataType.BOOL, 1).addInt32Data(1)).integers());
  }

  @Test
  void packedNumbersAreLittleEndian() {
    // IEEE 754: 1.5 is 0x3fc00000 and, in 64 bits, 0x3ff8 and zeros
    assertArrayEquals(
        new float[] {1.5f}, decode(packed(DataType.FLOAT, 0, 0, 0xc0, 0x3f)).floats());
    assertArrayEquals(
        new float[] {1.5f}, decode(packed(DataType.DOUBLE, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f)).floats());
    assertArrayEquals(
        new long[] {258}, decode(packed(DataType.INT64, 2, 1, 0, 0, 0, 0, 0, 0)).integers());
    assertArrayEquals(
        new long[] {-1}, decode(packed(DataType.INT32, 0xff, 0xff, 0xff, 0xff)).integers());
    assertArrayEquals(new long[] {-1, 2}, decode(packed(DataType.INT8, 0xff, 2)).integers());
    assertArrayEquals(new long[] {255, 2}, decode(packed(DataType.UINT8, 0xff, 2)).integers());
  }

  @Test
  void halfFloatsAndSmallIntegers() {
    // 1.5 is 0x3e00 in binary16, and the upper half of 0x3fc00000
    ByteString half = ByteString.copyFrom(new byte[] {0, 0x3e});
    ByteString brain = ByteString.copyFrom(new byte[] {(byte) 0xc0, 0x3f});
    ByteString ones = ByteString.copyFrom(new byte[] {-1, -1});
    assertArrayEquals(
        new float[] {1.5f}, decode(tensor(DataType.FLOAT16, 1).setRawData(half)).floats());
    assertArrayEquals(
        new float[] {1.5f}, decode(tensor(DataType.BFLOAT16, 1).setRawData(brain)).floats());
    assertArrayEquals(
        new float[] {-1.5f}, decode(tensor(DataType.FLOAT16, 1).addInt32Data(0xbe00)).floats());
    assertArrayEquals(
        new float[] {-1.5f}, decode(tensor(DataType.BFLOAT16, 1).addInt32Data(0xbfc0)).floats());
    assertArrayEquals(
        new long[] {-1}, decode(tensor(DataType.INT16, 1).setRawData(ones)).integers());
    assertArrayEquals(
        new long[] {65535}, decode(tensor(DataType.UINT16, 1).setRawData(ones)).integers());
    assertArrayEquals(
        new long[] {4294967295L},
        decode(tensor(DataType.UINT32, 1).addUint64Data(4294967295L)).integers());
  }

  @Test
  void aScalarHasNoAxes() {
    Constant scalar = decode(tensor(DataType.FLOAT).addFloatData(4));
    assertEquals(0, scalar.rank());
    assertEquals(1, scalar.size());
  }

  private static void assertRefused(String why, TensorProto.Builder tensor) {
    assertEquals(
        why, assertThrows(IllegalArgumentException.class, () -> decode(tensor)).getMessage());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    String count = "does not hold as many values as its shape says";
    assertRefused(count, tensor(DataType.FLOAT, 2).addFloatData(1));
    assertRefused(count, packed(DataType.FLOAT, 0, 0, 0, 0).clearDims().addDims(2));
    assertRefused("has an impossible shape", tensor(DataType.FLOAT, -1));
    for (DataType type : List.of(DataType.FLOAT8E4M3FN, DataType.INT4, DataType.STRING)) {
      assertRefused(
          "is of type " + type + "; export the model in float32, float16 or bfloat16",
          tensor(type, 1).addInt32Data(1));
    }
    assertRefused("is of a type that is not known", TensorProto.newBuilder().setDataType(99));
    assertRefused(
        "keeps its values in another file",
        tensor(DataType.FLOAT, 1)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue("w")));
  }
}
