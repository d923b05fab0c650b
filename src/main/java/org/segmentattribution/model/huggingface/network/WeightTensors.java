package org.segmentattribution.model.huggingface.network;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.segmentattribution.model.huggingface.file.WeightFiles;
import org.segmentattribution.model.onnx.file.TensorFiles;
import org.segmentattribution.model.safetensors.SafetensorsFile;

/**
 * Tensors of safetensors files as constants of an ONNX graph. One of float32 stays in its file, as
 * external data of ONNX, until a layer needs it; others are converted at once.
 */
final class WeightTensors {
  /** Values that are converted lie in one message, which must not have 2 GB. */
  private static final long MOST = 500_000_000;

  private final WeightFiles weights;
  private final Path home;
  private long converted;

  WeightTensors(WeightFiles weights) {
    this.weights = weights;
    try {
      // links of a download cache lead to files of one other folder
      String any = weights.keys().stream().findFirst().orElse(null);
      home = (any == null ? weights.named() : weights.fileOf(any).file()).toRealPath().getParent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the constants' values are. */
  TensorFiles files() {
    return new TensorFiles(home.resolve("model"));
  }

  /** The values in C order. */
  float[] values(String key) {
    try {
      return weights.fileOf(key).floats(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A tensor, which must be there, as a constant of the same name. */
  TensorProto constant(String key) {
    SafetensorsFile file = weights.fileOf(key);
    long[] sizes = file.shape(key).getShape();
    long offset = file.offset(key);
    try {
      Path real = file.file().toRealPath();
      if (offset < 0 || !real.getParent().equals(home)) {
        float[] values = values(key);
        converted += values.length;
        if (converted > MOST) {
          throw weights.refuse(
              key, "makes more than " + MOST + " values that are not float32; save as float32");
        }
        return floats(key, values, sizes);
      }
      return described(key, sizes)
          .setDataLocation(TensorProto.DataLocation.EXTERNAL)
          .addExternalData(entry("location", real.getFileName().toString()))
          .addExternalData(entry("offset", Long.toString(offset)))
          .addExternalData(entry("length", Long.toString(Float.BYTES * file.shape(key).size())))
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static TensorProto.Builder described(String name, long... sizes) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name);
    tensor.setDataType(TensorProto.DataType.FLOAT.getNumber());
    for (long size : sizes) {
      tensor.addDims(size);
    }
    return tensor;
  }

  /** A constant of these values. */
  static TensorProto floats(String name, float[] values, long... sizes) {
    byte[] bytes = new byte[Math.multiplyExact(Float.BYTES, values.length)];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    ByteString raw = UnsafeByteOperations.unsafeWrap(bytes);
    return described(name, sizes).setRawData(raw).build();
  }
}
