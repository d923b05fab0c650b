package org.segmentattribution.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All 65,536 values of both kinds, beside arithmetic in double precision. */
class HalfPrecisionTest {
  private static FloatBuffer widen(boolean brain) {
    ByteBuffer all = ByteBuffer.allocate(2 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int bits = 0; bits < 1 << 16; bits++) {
      all.putShort((short) bits);
    }
    return HalfPrecision.widen(all.flip().order(ByteOrder.LITTLE_ENDIAN), brain).asFloatBuffer();
  }

  /** IEEE 754: sign, exponent and fraction, as numbers. */
  private static double value(int bits, int exponentBits, int fractionBits) {
    int bias = (1 << exponentBits - 1) - 1;
    int exponent = bits >> fractionBits & (1 << exponentBits) - 1;
    double fraction = (double) (bits & (1 << fractionBits) - 1) / (1 << fractionBits);
    double sign = bits >> 15 == 0 ? 1 : -1;
    if (exponent == (1 << exponentBits) - 1) {
      return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    return exponent == 0
        ? sign * fraction * Math.pow(2, 1 - bias)
        : sign * (1 + fraction) * Math.pow(2, exponent - bias);
  }

  @ParameterizedTest
  @CsvSource({"false, 5, 10", "true, 8, 7"})
  void everyValueIsExact(boolean brain, int exponentBits, int fractionBits) {
    FloatBuffer wide = widen(brain);
    assertEquals(1 << 16, wide.remaining());
    for (int bits = 0; bits < 1 << 16; bits++) {
      double expected = value(bits, exponentBits, fractionBits);
      float actual = wide.get(bits);
      boolean same =
          Double.isNaN(expected)
              ? Float.isNaN(actual)
              : Double.compare(expected, (double) actual) == 0;
      assertTrue(same, Integer.toHexString(bits) + ": " + actual + ", not " + expected);
    }
  }

  /** The extremes of both kinds, from their definitions. */
  @Test
  void landmarks() {
    FloatBuffer half = widen(false);
    assertEquals(65504, half.get(0x7bff));
    assertEquals(0x1p-24f, half.get(0x0001));
    assertEquals(0x1p-14f, half.get(0x0400));
    assertEquals(-2, half.get(0xc000));
    assertEquals(1 / 3f, half.get(0x3555), 1e-4);
    assertEquals(Float.NEGATIVE_INFINITY, half.get(0xfc00));
    FloatBuffer brain = widen(true);
    assertEquals(3.3895314e38f, brain.get(0x7f7f));
    assertEquals(1, brain.get(0x3f80));
    assertEquals(3.140625f, brain.get(0x4049));
  }

  @Test
  void anEmptyArrayStaysEmpty() {
    assertEquals(0, HalfPrecision.widen(ByteBuffer.allocate(0), true).remaining());
  }
}
