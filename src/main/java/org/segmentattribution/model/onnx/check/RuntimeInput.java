package org.segmentattribution.model.onnx.check;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.segmentattribution.model.onnx.file.GraphInput;

/** Images in the form that a file takes: its order of axes and its type of numbers. */
final class RuntimeInput {
  private final OrtEnvironment environment;

  private RuntimeInput(OrtEnvironment environment) {
    this.environment = environment;
  }

  /**
   * The input of a pass.
   *
   * @param values N x C x H x W, whatever the file takes
   * @param sizes N, C, H, W
   */
  static OnnxTensor of(OrtEnvironment environment, GraphInput input, float[] values, long... sizes)
      throws OrtException {
    RuntimeInput made = new RuntimeInput(environment);
    return input.channelsLast()
        ? made.tensor(
            input.type(),
            channelsLast(values, sizes),
            new long[] {sizes[0], sizes[2], sizes[3], sizes[1]})
        : made.tensor(input.type(), values, sizes);
  }

  private OnnxTensor tensor(DataType type, float[] values, long[] shape) throws OrtException {
    return switch (type) {
      case UINT8 -> bytes(values, shape);
      case DOUBLE -> {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
          wide[i] = values[i];
        }
        yield OnnxTensor.createTensor(environment, DoubleBuffer.wrap(wide), shape);
      }
      case FLOAT16 ->
          OnnxTensor.createTensor(
              environment,
              Fp16Conversions.convertFloatBufferToFp16Buffer(FloatBuffer.wrap(values)),
              shape,
              OnnxJavaType.FLOAT16);
      case BFLOAT16 ->
          OnnxTensor.createTensor(
              environment,
              Fp16Conversions.convertFloatBufferToBf16Buffer(FloatBuffer.wrap(values)),
              shape,
              OnnxJavaType.BFLOAT16);
      default -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
    };
  }

  private OnnxTensor bytes(float[] values, long[] shape) throws OrtException {
    // a direct buffer: the runtime reads it in place
    ByteBuffer bytes = ByteBuffer.allocateDirect(values.length).order(ByteOrder.nativeOrder());
    for (float value : values) {
      bytes.put((byte) Math.round(value));
    }
    return OnnxTensor.createTensor(environment, bytes.flip(), shape, OnnxJavaType.UINT8);
  }

  private static float[] channelsLast(float[] values, long[] sizes) {
    int channels = (int) sizes[1];
    int pixels = (int) (sizes[2] * sizes[3]);
    float[] moved = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int image = i / (channels * pixels);
      int channel = i / pixels % channels;
      moved[(image * pixels + i % pixels) * channels + channel] = values[i];
    }
    return moved;
  }
}
