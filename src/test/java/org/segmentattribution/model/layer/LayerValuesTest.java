package org.segmentattribution.model.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.engine.TorchEngine;

/** Values and derivatives that are easy to work out by hand. */
class LayerValuesTest {
  private NDManager m;

  @BeforeEach
  void open() {
    m = TorchEngine.start().newBaseManager();
  }

  @AfterEach
  void close() {
    m.close();
  }

  private NDArray array(long[] sizes, float... values) {
    return m.create(values, new Shape(sizes));
  }

  private static long[] of(long... sizes) {
    return sizes;
  }

  private static float[] forward(Layer layer, NDArray... inputs) {
    return Gradients.without(() -> layer.forward(new NDList(inputs)).toFloatArray());
  }

  /** Derivative of the sum of the outputs. */
  private static float[] slope(Layer layer, NDArray x) {
    x.setRequiresGradient(true);
    Gradients.backward(Gradients.with(() -> layer.forward(new NDList(x))));
    return x.getGradient().toFloatArray();
  }

  private static float[] floats(float... values) {
    return values;
  }

  @Test
  void aConvolutionIsACorrelation() {
    Window window = Window.of(2, 2);
    NDArray weight = array(of(1, 1, 2, 2), 1, 2, 3, 4);
    Layer layer = new Convolution("c", weight, array(of(1), 10), window, 1);
    NDArray x = array(of(1, 1, 2, 3), 1, 0, -1, 2, 1, 0);
    // 10 + 1·1 + 2·0 + 3·2 + 4·1, 10 + 1·0 + 2·-1 + 3·1 + 4·0
    assertArrayEquals(floats(21, 11), forward(layer, x));
  }

  @Test
  void groupsKeepChannelsApart() {
    NDArray weight = array(of(2, 1, 1, 1), 2, 3);
    Layer layer = new Convolution("c", weight, array(of(2), 0, 1), Window.of(1, 1), 2);
    assertArrayEquals(floats(10, 61), forward(layer, array(of(1, 2, 1, 1), 5, 20)));
  }

  @Test
  void padsOutsideCountWhereTheyAreAskedFor() {
    Window window = Window.of(2, 2).withPads(1, 1, 0, 0);
    NDArray x = array(of(1, 1, 2, 2), 4, 8, 12, 16);
    assertArrayEquals(floats(1, 3, 4, 10), forward(new AveragePooling("a", window, true), x));
    assertArrayEquals(floats(4, 6, 8, 10), forward(new AveragePooling("a", window, false), x));
  }

  @Test
  void padsNeverWinMaxPooling() {
    Window window = Window.of(2, 2).withPads(1, 1, 0, 0);
    NDArray x = array(of(1, 1, 2, 2), -4, -3, -2, -1);
    assertArrayEquals(floats(-4, -3, -2, -1), forward(new MaxPooling("p", window), x));
  }

  @Test
  void theFirstAmongEqualsWinsMaxPooling() {
    NDArray x = array(of(1, 1, 2, 2), 5, 5, 5, 5);
    assertArrayEquals(floats(1, 0, 0, 0), slope(new MaxPooling("p", Window.of(2, 2)), x));
  }

  @Test
  void windowsOfMaxPoolingRowByRow() {
    MaxPooling layer = new MaxPooling("p", Window.of(2, 2).withPads(0, 1, 0, 0));
    NDArray x = array(of(1, 1, 2, 2), 1, 2, 3, 4);
    NDArray windows = Gradients.without(() -> layer.windows(x, -7));
    assertEquals(new Shape(1, 1, 1, 2, 4), windows.getShape());
    assertArrayEquals(floats(-7, 1, -7, 3, 1, 2, 3, 4), windows.toFloatArray());
  }

  @Test
  void denseMultipliesByTheTransposedWeights() {
    NDArray weight = array(of(2, 3), 1, 2, 3, 4, 5, 6);
    Dense layer = new Dense("d", weight, array(of(2), 100, 200));
    assertArrayEquals(
        floats(106, 215, 101, 204), forward(layer, array(of(2, 3), 1, 1, 1, 1, 0, 0)));
    assertEquals("Gemm", layer.operator());
    assertEquals("MatMul", new Dense("d", weight, layer.bias(), 3).operator());
  }

  @Test
  void leakyReluKeepsItsSlopeOnBothSides() {
    Layer layer = new LeakyRelu("l", array(of(1), 0.25f));
    assertArrayEquals(floats(-1, 0, 3), forward(layer, array(of(1, 3), -4, 0, 3)));
    assertArrayEquals(floats(0.25f, 1), slope(layer, array(of(1, 2), -4, 3)));
  }

  @Test
  void theSlopeOfALengthOfZeroIsZero() {
    assertArrayEquals(floats(0, 0), slope(new Norm("n", 1), array(of(1, 2), 0, 0)));
    assertArrayEquals(floats(0.6f, 0.8f), slope(new Norm("n", 1), array(of(1, 2), 3, 4)), 1e-6f);
  }

  /** 1 / (1 + e^-2), tanh 2, erf 1/2, ... to ten digits from tables. */
  @ParameterizedTest
  @CsvSource({
    "SIGMOID, 2, 0.8807970780",
    "TANH, 2, 0.9640275801",
    "ERF, 0.5, 0.5204998778",
    "SQRT, 2, 1.4142135624",
    "EXP, -1, 0.3678794412",
    "LOG, 2, 0.6931471806",
    "ABS, -2.5, 2.5",
    "SIN, 1, 0.8414709848",
    "COS, 1, 0.5403023059",
    "ATAN, 1, 0.7853981634",
    "SOFTPLUS, 0, 0.6931471806",
    "SOFTSIGN, -3, -0.75",
    "SELU, 1, 1.0507009874",
    "ELU, -1, -0.3160602794",
    "ELU, 3, 3",
    "GELU, -1.5, -0.1002108019",
    "GELU, 2, 1.9544997361",
    "GELU_TANH, -1.5, -0.1004284230",
    "GELU_TANH, 2, 1.9545976941",
    "SWISH, -1.5, -0.4812319512",
    "SWISH, 2, 1.4621171573",
    "HARD_SWISH, -1.5, -0.3750000000",
    "HARD_SWISH, 2, 1.6666666667",
    "MISH, -1.5, -0.2980997422",
    "MISH, 2, 1.9439589595",
  })
  void functions(Elementwise.Function function, float x, float expected) {
    // ELU approaches -0.5: 0.5 (e^-1 - 1)
    Layer layer = new Elementwise("f", function, 0.5f);
    assertArrayEquals(floats(expected), forward(layer, array(of(1, 1), x)), 1e-6f);
  }

  /** Central differences of the formulas. */
  @ParameterizedTest
  @CsvSource({
    "GELU, -1.5, -0.127469",
    "GELU, 2, 1.085232",
    "GELU_TANH, -1.5, -0.127711",
    "GELU_TANH, 2, 1.086099",
    "SWISH, -1.5, 0.157400",
    "SWISH, 2, 0.927671",
    "HARD_SWISH, -1.5, 0.000000",
    "HARD_SWISH, 2, 1.166667",
    "MISH, -1.5, -0.064098",
    "MISH, 2, 1.069318",
  })
  void slopesOfSmoothFunctions(Elementwise.Function function, float x, float expected) {
    Layer layer = new Elementwise("f", function, 0.5f);
    assertArrayEquals(floats(expected), slope(layer, array(of(1, 1), x)), 2e-6f);
  }

  @Test
  void normalisationDividesByTheDeviationOfAllValues() {
    NDArray ones = array(of(2), 2, 2);
    Layer layer = new LayerNormalization("n", ones, array(of(2), 5, 5), 0);
    // mean 3, deviation 1
    assertArrayEquals(floats(3, 7), forward(layer, array(of(1, 2), 2, 4)), 1e-6f);
  }

  @Test
  void clippingKeepsItsBounds() {
    Clipping layer = new Clipping("c", -1, 2);
    assertArrayEquals(floats(-1, 0.5f, 2), forward(layer, array(of(1, 3), -9, 0.5f, 9)));
    assertEquals(-1, layer.low());
    assertEquals(2, layer.high());
  }

  @Test
  void scaleAndShiftGoIntoTheWeights() {
    NDArray weight = array(of(2, 1, 1, 1), 2, 3);
    Convolution layer = new Convolution("c", weight, array(of(2), 1, 1), Window.of(1, 1), 1);
    NDArray x = array(of(1, 1, 1, 1), 10);
    // (2 · 10 + 1) · 5 + 7 and (3 · 10 + 1) · -1 + 8
    layer.absorb(array(of(2), 5, -1), array(of(2), 7, 8));
    assertArrayEquals(floats(112, -23), forward(layer, x));
  }

  @Test
  void preparedWeightsAreMadeOnce() {
    Dense layer = new Dense("d", array(of(1, 2), 1, -1), array(of(1), 0));
    NDArray first = layer.prepared("w+", w -> w.maximum(0f));
    assertArrayEquals(floats(1, 0), first.toFloatArray());
    assertSame(first, layer.prepared("w+", w -> w.minimum(0f)));
  }

  /** Weights [2, 2, 1, 1] of one group. */
  @ParameterizedTest
  @CsvSource({
    "2 0 0 3, true",
    "0 2 3 0, true",
    "2 1 0 3, false",
    "2 0 3 0, false",
    "2 0 0 0, false",
    "0 0 2 3, false",
  })
  void whetherAConvolutionOnlyScalesChannels(String weights, boolean scales) {
    String[] w = weights.split(" ");
    float[] values = new float[4];
    for (int i = 0; i < 4; i++) {
      values[i] = Float.parseFloat(w[i]);
    }
    NDArray weight = array(of(2, 2, 1, 1), values);
    NDArray bias = array(of(2), 1, 1);
    assertEquals(
        scales, new Convolution("c", weight, bias, Window.of(1, 1), 1).scalesChannels(), weights);
    Window padded = Window.of(1, 1).withPads(1, 1, 1, 1);
    assertFalse(new Convolution("c", weight, bias, padded, 1).scalesChannels());
  }

  @Test
  void aScaleHasNoOtherNumberOfOutputs() {
    Scale scale = new Scale("s", array(of(1), 2), array(of(1), 3));
    assertThrows(
        IllegalArgumentException.class, () -> scale.withOutputs(scale.weight(), scale.bias()));
    assertFalse(scale.joinsInputs());
    assertArrayEquals(floats(7, 1), forward(scale, array(of(1, 2), 2, -1)));
  }

  @Test
  void whichLayersAreProportional() {
    assertTrue(new Relu("r").gradientIsProportional());
    assertTrue(new Arithmetic("a", Arithmetic.Operation.SUB).gradientIsProportional());
    assertFalse(new Arithmetic("a", Arithmetic.Operation.MUL).gradientIsProportional());
    assertFalse(new MatrixProduct("p").gradientIsProportional());
    assertFalse(new Softmax("s", 1).gradientIsProportional());
  }
}
