package org.segmentattribution.saliency.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.saliency.InputArray;
import org.segmentattribution.saliency.InputRange;

/** Baselines, noise and what is done to gradients. */
class GradientPartsTest {
  private NDManager m;
  private NDArray images;

  @BeforeEach
  void open() {
    m = TorchEngine.start().newBaseManager();
    images = m.zeros(new Shape(2, 1, 1, 2));
  }

  @AfterEach
  void close() {
    m.close();
  }

  private static InputArray array(long... shape) {
    float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return new InputArray("a.npy", shape, values);
  }

  private String refused(InputArray array, int first) {
    return assertThrows(
            IllegalArgumentException.class, () -> new Baseline(0, array).of(images, first))
        .getMessage();
  }

  @Test
  void aBaselineIsOneValueOrAnArray() {
    assertArrayEquals(new float[] {7}, new Baseline(7, null).of(images, 0).toFloatArray());
    NDArray one = new Baseline(7, array(1, 1, 2)).of(images, 5);
    assertEquals(new Shape(1, 1, 1, 2), one.getShape());
    assertArrayEquals(new float[] {0, 1}, one.toFloatArray());
  }

  @Test
  void aBaselineForEachImageFollowsTheImages() {
    Baseline baseline = new Baseline(0, array(4, 1, 1, 2));
    assertArrayEquals(new float[] {0, 1, 2, 3}, baseline.of(images, 0).toFloatArray());
    assertArrayEquals(new float[] {4, 5, 6, 7}, baseline.of(images, 2).toFloatArray());
  }

  @Test
  void arraysThatDoNotFitAreRefusedByTheirFile() {
    assertEquals(
        "a.npy: shape [4, 1, 1, 2] is for fewer images than are explained",
        refused(array(4, 1, 1, 2), 3));
    assertEquals(
        "a.npy: shape [1, 2, 2] does not end in the input's (1, 1, 2)", refused(array(1, 2, 2), 0));
    assertEquals("a.npy: shape [2] does not end in the input's (1, 1, 2)", refused(array(2), 0));
  }

  @Test
  void drawnBaselinesAreBlocksOfTheArray() {
    Baseline baseline = new Baseline(0, array(3, 1, 1, 2));
    SplittableRandom random = new SplittableRandom(1);
    boolean[] seen = new boolean[3];
    for (int i = 0; i < 60; i++) {
      float[] drawn = baseline.drawn(images, random).toFloatArray();
      assertEquals(drawn[0] + 1, drawn[1]);
      seen[(int) drawn[0] / 2] = true;
    }
    assertArrayEquals(new boolean[] {true, true, true}, seen);
    assertArrayEquals(new float[] {9}, new Baseline(9, null).drawn(images, random).toFloatArray());
  }

  @Test
  void noiseIsAbsoluteOrAShareOfEachChannelsRange() {
    InputRange range = new InputRange(new float[] {0, -2}, new float[] {1, 2});
    NoiseScale relative = new NoiseScale(Float.NaN, 0.25f);
    assertArrayEquals(new float[] {0.25f, 1}, relative.of(m, range).toFloatArray());
    assertEquals(new Shape(1, 2, 1, 1), relative.of(m, range).getShape());
    assertArrayEquals(new float[] {1}, relative.of(m, null).toFloatArray());
    assertArrayEquals(new float[] {3}, new NoiseScale(3, 0.25f).of(m, range).toFloatArray());
  }

  @Test
  void generatedNoiseIsOneForAllImagesAndOfUnitVariance() {
    NDArray many = m.zeros(new Shape(3, 1, 50, 60));
    float[] e = new UnitNoise(4, null).of(many, 0, 2).toFloatArray();
    assertEquals(50 * 60, e.length);
    assertArrayEquals(e, new UnitNoise(4, null).of(many, 2, 2).toFloatArray());
    assertTrue(!Arrays.equals(e, new UnitNoise(4, null).of(many, 0, 3).toFloatArray()));
    double sum = 0;
    double squares = 0;
    for (float value : e) {
      sum += value;
      squares += value * value;
    }
    assertEquals(0, sum / e.length, 0.06);
    assertEquals(1, squares / e.length, 0.08);
  }

  @Test
  void noiseFromAFileIsForEachSampleAndImage() {
    UnitNoise shared = new UnitNoise(0, array(3, 1, 1, 2));
    assertArrayEquals(new float[] {4, 5}, shared.of(images, 1, 2).toFloatArray());
    UnitNoise own = new UnitNoise(0, array(2, 3, 1, 1, 2));
    // sample 1 begins with block 3; images 1 and 2 of it
    assertArrayEquals(new float[] {8, 9, 10, 11}, own.of(images, 1, 1).toFloatArray());
    String message =
        assertThrows(IllegalArgumentException.class, () -> own.of(images, 2, 0)).getMessage();
    assertEquals("a.npy: shape [2, 3, 1, 1, 2] has too few samples or images", message);
    assertThrows(IllegalArgumentException.class, () -> shared.of(images, 0, 3));
  }

  @Test
  void whatIsDoneToGradients() {
    NDArray gradient = m.create(new float[] {-3, 2});
    assertArrayEquals(new float[] {-3, 2}, PostProcessing.NONE.apply(gradient).toFloatArray());
    assertArrayEquals(new float[] {3, 2}, PostProcessing.ABS.apply(gradient).toFloatArray());
    assertArrayEquals(new float[] {9, 4}, PostProcessing.SQUARE.apply(gradient).toFloatArray());
  }
}
