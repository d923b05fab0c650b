package org.segmentattribution.saliency.removal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.saliency.Networks;

class FillTest {
  private static final int H = 12;
  private static final int W = 10;
  private static final Mask REGION =
      Mask.of(W, H, (x, y) -> x > 1 && x < 7 && y < 9 || x == 9 && y == 11);

  private static ModelInput picture(double noise) {
    float[] values = Fixtures.normal(5, 2 * H * W);
    return new ModelInput(values, 2, H, W, new double[] {noise, noise});
  }

  private static void assertOutsideIsUntouched(ModelInput picture, float[] filled) {
    for (int i = 0; i < filled.length; i++) {
      int at = i % (H * W);
      if (!REGION.contains(at % W, at / W)) {
        assertEquals(picture.values()[i], filled[i]);
      }
    }
  }

  @Test
  void meanIsThatOfTheRest() {
    ModelInput picture = picture(1);
    float[] filled = new MeanFill().fill(picture, REGION, 1);
    assertOutsideIsUntouched(picture, filled);
    for (int c = 0; c < 2; c++) {
      double sum = 0;
      int count = 0;
      for (int i = 0; i < H * W; i++) {
        if (!REGION.contains(i % W, i / W)) {
          sum += picture.values()[c * H * W + i];
          count++;
        }
      }
      assertEquals(sum / count, filled[c * H * W + 3], 1e-6);
      assertEquals(filled[c * H * W + 3], filled[c * H * W + H * W - 1]);
    }
  }

  @Test
  void pastingTakesTheSamePixelsOfAnotherPicture() {
    ModelInput picture = picture(1);
    ModelInput source = new ModelInput(Fixtures.normal(6, 2 * H * W), 2, H, W, new double[] {1, 1});
    float[] filled = new PasteFill(source).fill(picture, REGION, 1);
    for (int i = 0; i < filled.length; i++) {
      boolean inside = REGION.contains(i % (H * W) % W, i % (H * W) / W);
      assertEquals((inside ? source : picture).values()[i], filled[i]);
    }
  }

  @Test
  void blurIsOfThePixelsOutsideAlone() {
    ModelInput picture = picture(1);
    try (LoadedClassifier classifier = Networks.classifier("onnx/blocks/vgg@13.onnx", 16, 16)) {
      float[] filled = new BlurFill(classifier::newScope).fill(picture, REGION, 1);
      assertOutsideIsUntouched(picture, filled);
      REGION.forEach((x, y) -> assertEquals(blurred(picture, x, y), filled[y * W + x], 1e-5));
    }
  }

  private static double blurred(ModelInput picture, int x, int y) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < H * W; i++) {
      if (!REGION.contains(i % W, i / W)) {
        double far = Math.pow(i % W - x, 2) + Math.pow(i / W - y, 2);
        double weight = Math.exp(-far / 2);
        sum += weight * picture.values()[i];
        weights += weight;
      }
    }
    return sum / weights;
  }

  @Test
  void linearSolvesTheEquationsOfRoad() {
    ModelInput picture = picture(0);
    float[] filled = new LinearFill().fill(picture, REGION, 1);
    assertOutsideIsUntouched(picture, filled);
    double[] expected = dense(picture);
    int[] next = {0};
    REGION.forEach((x, y) -> assertEquals(expected[next[0]++], filled[y * W + x], 1e-5));
  }

  /** Solves the same equations, written out as a whole matrix, for the first channel. */
  private static double[] dense(ModelInput picture) {
    int[] numbers = new int[H * W];
    int[] count = {0};
    REGION.forEach((x, y) -> numbers[y * W + x] = ++count[0]);
    double[][] matrix = new double[count[0]][count[0]];
    double[] known = new double[count[0]];
    for (int i = 0; i < H * W; i++) {
      for (int dy = -1; dy <= 1 && numbers[i] > 0; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          int x = i % W + dx;
          int y = i / W + dy;
          if ((dx != 0 || dy != 0) && x >= 0 && x < W && y >= 0 && y < H) {
            double weight = dx != 0 && dy != 0 ? 1 / 12.0 : 1 / 6.0;
            matrix[numbers[i] - 1][numbers[i] - 1] += weight;
            if (numbers[y * W + x] > 0) {
              matrix[numbers[i] - 1][numbers[y * W + x] - 1] -= weight;
            } else {
              known[numbers[i] - 1] += weight * picture.values()[y * W + x];
            }
          }
        }
      }
    }
    return new LUDecomposition(new Array2DRowRealMatrix(matrix))
        .getSolver()
        .solve(new ArrayRealVector(known))
        .toArray();
  }

  @Test
  void noiseIsOfTheSeedAlone() {
    ModelInput picture = picture(100);
    float[] one = new LinearFill().fill(picture, REGION, 1);
    assertArrayEquals(one, new LinearFill().fill(picture, REGION, 1));
    float[] other = new LinearFill().fill(picture, REGION, 2);
    double squares = 0;
    int[] count = {0};
    float[] quiet = new LinearFill().fill(picture(0), REGION, 1);
    REGION.forEach((x, y) -> count[0]++);
    for (int i = 0; i < one.length; i++) {
      squares += Math.pow(one[i] - quiet[i], 2);
    }
    assertEquals(1, Math.sqrt(squares / count[0] / 2), 0.2, "0.01 of the range");
    assertTrue(one[3] != other[3]);
  }

  @Test
  void namesAreChecked() {
    assertTrue(
        assertThrows(WrongInput.class, () -> Fills.of(List.of("median"), null))
            .getMessage()
            .contains("mean, blur, linear"));
    assertThrows(WrongInput.class, () -> Fills.of(List.of("mean", "mean"), null));
  }
}
