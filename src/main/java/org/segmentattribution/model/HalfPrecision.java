package org.segmentattribution.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * Converts 16-bit floats to float32, exactly. The engine's own 16-bit arrays crash through DJL
 * 0.35.
 */
public final class HalfPrecision {
  private HalfPrecision() {}

  /**
   * Converts all values of a buffer into a direct buffer.
   *
   * @param brain true for bfloat16, the upper half of a float32; false for IEEE 754 binary16
   */
  public static ByteBuffer widen(ByteBuffer bytes, boolean brain) {
    ShortBuffer halves = bytes.asShortBuffer();
    ByteBuffer wide =
        ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, halves.remaining()))
            .order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer values = wide.asFloatBuffer();
    while (halves.hasRemaining()) {
      values.put(value(halves.get(), brain));
    }
    return wide;
  }

  /**
   * The number that 16 bits are.
   *
   * @param brain true for bfloat16, the upper half of a float32; false for IEEE 754 binary16
   */
  public static float value(short half, boolean brain) {
    return brain ? Float.intBitsToFloat(half << 16) : binary16(half);
  }

  private static float binary16(short half) {
    int exponent = half >> 10 & 0x1f;
    int fraction = half & 0x3ff;
    float magnitude;
    if (exponent == 0) {
      magnitude = fraction * 0x1p-24f;
    } else if (exponent == 0x1f) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      magnitude = Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
    }
    return half < 0 ? -magnitude : magnitude;
  }
}
