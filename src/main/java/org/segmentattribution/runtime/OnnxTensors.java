package org.segmentattribution.runtime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/** Converts tensors to and from those of ONNX Runtime, whatever the type of their elements is. */
final class OnnxTensors {
  private OnnxTensors() {}

  /** Returns a tensor with elements of this type, which the caller closes. */
  static OnnxTensor of(OrtEnvironment environment, Tensor value, OnnxJavaType type)
      throws OrtException {
    long[] shape = value.shape();
    return switch (type) {
      case FLOAT -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(value.reals()), shape);
      case FLOAT16 ->
          OnnxTensor.createTensor(
              environment,
              Fp16Conversions.convertFloatBufferToFp16Buffer(FloatBuffer.wrap(value.reals())),
              shape,
              OnnxJavaType.FLOAT16);
      case INT64 -> OnnxTensor.createTensor(environment, LongBuffer.wrap(whole(value)), shape);
      case INT32 -> {
        IntBuffer integers = IntBuffer.allocate(whole(value).length);
        for (long number : whole(value)) {
          integers.put(Math.toIntExact(number));
        }
        yield OnnxTensor.createTensor(environment, integers.flip(), shape);
      }
      case UINT8, INT8, BOOL -> {
        long[] numbers = whole(value);
        // a direct buffer: the runtime reads it in place
        ByteBuffer bytes = ByteBuffer.allocateDirect(numbers.length).order(ByteOrder.nativeOrder());
        for (long number : numbers) {
          bytes.put((byte) number);
        }
        yield OnnxTensor.createTensor(environment, bytes.flip(), shape, type);
      }
      default -> throw new OrtException("inputs of type " + type + " are not supported");
    };
  }

  private static long[] whole(Tensor value) {
    if (value.integers() != null) {
      return value.integers();
    }
    long[] whole = new long[value.floats().length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = Math.round(value.floats()[i]);
    }
    return whole;
  }

  /** Returns a copy of a tensor of the runtime. */
  static Tensor read(OnnxTensor tensor) throws OrtException {
    TensorInfo info = tensor.getInfo();
    long[] shape = info.getShape();
    return switch (info.type) {
      case FLOAT, FLOAT16, BFLOAT16 -> {
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        yield Tensor.of(values, shape);
      }
      case INT64 -> {
        LongBuffer buffer = tensor.getLongBuffer();
        long[] values = new long[buffer.remaining()];
        buffer.get(values);
        yield Tensor.of(values, shape);
      }
      case INT32 -> {
        IntBuffer buffer = tensor.getIntBuffer();
        long[] values = new long[buffer.remaining()];
        for (int i = 0; i < values.length; i++) {
          values[i] = buffer.get(i);
        }
        yield Tensor.of(values, shape);
      }
      case UINT8, INT8, BOOL -> {
        ByteBuffer buffer = tensor.getByteBuffer();
        long[] values = new long[buffer.remaining()];
        for (int i = 0; i < values.length; i++) {
          values[i] = info.type == OnnxJavaType.UINT8 ? buffer.get(i) & 0xff : buffer.get(i);
        }
        yield Tensor.of(values, shape);
      }
      default -> throw new OrtException("outputs of type " + info.type + " are not supported");
    };
  }
}
