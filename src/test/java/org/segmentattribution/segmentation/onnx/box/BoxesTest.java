package org.segmentattribution.segmentation.onnx.box;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.fixed.DenseModel;
import org.segmentattribution.segmentation.onnx.ground.Box;
import org.segmentattribution.segmentation.onnx.ground.ByteLinear;
import org.segmentattribution.segmentation.onnx.ground.Instance;
import org.segmentattribution.segmentation.onnx.ground.PlaneResize;
import org.segmentattribution.segmentation.onnx.ground.Scores;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/** Scores, boxes and planes that models give, by hand. */
class BoxesTest {
  private static final double[] LOGITS = {-800, -3, 0, 0.5, 3, 800};

  @Test
  void sigmoidAndLogitAreInverse() {
    for (double p : new double[] {0.01, 0.25, 0.5, 0.9}) {
      assertEquals(p, Scores.sigmoid(Scores.logit(p)), 1e-6);
    }
    assertEquals(0.5, Scores.sigmoid(0));
    assertEquals(0.7310585786, Scores.sigmoid(1), 1e-9);
    for (double logit : LOGITS) {
      assertEquals(1, Scores.sigmoid(logit) + Scores.sigmoid(-logit), 1e-12);
    }
  }

  @Test
  void softmaxOfAPartOfAnArray() {
    double[] shares = Scores.softmax(new float[] {9, 0, (float) Math.log(3), 9}, 1, 2);
    assertArrayEquals(new double[] {0.25, 0.75}, shares, 1e-7);
    // numbers whose powers are beyond a double
    assertArrayEquals(
        new double[] {0.5, 0.5, 0}, Scores.softmax(new float[] {1000, 1000, -1000}, 0, 3), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "0 0 2 2, 0 0 2 2, 1",
    "0 0 2 2, 1 0 3 2, 0.3333333333",
    "0 0 4 4, 1 1 3 3, 0.25",
    "0 0 2 2, 2 0 4 2, 0",
    "0 0 2 2, 5 5 6 6, 0",
    "1 1 1 1, 1 1 1 1, 0",
    "3 0 1 2, 0 0 4 4, 0",
  })
  void overlapIsSharedOverJoinedArea(String one, String other, double overlap) {
    assertEquals(overlap, box(one).overlap(box(other)), 1e-9);
    assertEquals(overlap, box(other).overlap(box(one)), 1e-9);
  }

  private static Box box(String sides) {
    double[] s = List.of(sides.split(" ")).stream().mapToDouble(Double::parseDouble).toArray();
    return new Box(0, 1, s[0], s[1], s[2], s[3]);
  }

  @Property(tries = 200)
  void overlapIsAShare(
      @ForAll @DoubleRange(min = 0, max = 50) double x,
      @ForAll @DoubleRange(min = 0, max = 50) double y,
      @ForAll @DoubleRange(min = 0.1, max = 50) double size) {
    Box one = new Box(0, 1, 10, 10, 30, 25);
    Box other = Box.centred(0, 1, x, y, size, size / 2);
    double overlap = one.overlap(other);
    assertTrue(overlap >= 0 && overlap <= 1 + 1e-12);
    assertEquals(size * size / 2, other.area(), 1e-9 * size * size);
    assertEquals(1, other.overlap(other), 1e-9);
  }

  private static List<WantedSegment> wanted(double... thresholds) {
    return Arrays.stream(thresholds).mapToObj(t -> new WantedSegment("text", -1, t)).toList();
  }

  /** Boxes are centre and size in shares of the image. */
  @Test
  void eachQueryGoesToItsBestTextAboveTheThreshold() {
    float[] boxes = {0.5f, 0.5f, 0.5f, 1, 0.25f, 0.5f, 0.5f, 0.5f, 0, 0, 0, 0};
    double[][] scores = {{0.4, 0.6}, {0.9, 0.3}, {0.2, 0.2}};
    QueryBoxes queries = new QueryBoxes(3, boxes);
    List<Box> found = queries.best((q, t) -> scores[q][t], wanted(0.3, 0.3), 40, 20);
    assertEquals(List.of(new Box(1, 0.6, 10, 0, 30, 20), new Box(0, 0.9, 0, 5, 20, 15)), found);
    List<Box> strict = queries.best((q, t) -> scores[q][t], wanted(0.3, 0.7), 40, 20);
    assertEquals(List.of(0, 0), strict.stream().map(Box::wanted).toList());
    assertEquals(0.4, strict.get(0).score(), "the other text is above its own threshold");
    assertEquals(7, found.get(0).of(7).wanted());
  }

  @Test
  void aPixelBelongsToItsBestClass() {
    int[] best = {0, 1, 1, 2};
    List<WantedSegment> wanted =
        List.of(new WantedSegment("a", 1, 0), new WantedSegment("b", 5, 0));
    List<Instance> found = DenseModel.masks(best, RgbImage.black(2, 2), wanted);
    assertEquals(Mask.of(2, 2, (x, y) -> x + y == 1), found.get(0).mask());
    assertTrue(found.get(1).mask().isEmpty());
  }

  /** The largest of several planes, each resized by itself; the first among equals. */
  @Property(tries = 60)
  void largestIsThatOfResizedPlanes(
      @ForAll @IntRange(min = 1, max = 6) int w,
      @ForAll @IntRange(min = 1, max = 6) int h,
      @ForAll @IntRange(min = 1, max = 4) int count,
      @ForAll @IntRange(min = 1, max = 15) int width,
      @ForAll @IntRange(min = 1, max = 15) int height) {
    float[] planes = Fixtures.normal(w + 10L * h, count * w * h);
    PlaneResize resize = PlaneResize.of(w, h, width, height);
    int[] largest = resize.largest(planes, count, w * h);
    for (int i = 0; i < width * height; i++) {
      for (int k = 0; k < count; k++) {
        float best = resize.plane(planes, largest[i] * w * h)[i];
        float own = resize.plane(planes, k * w * h)[i];
        assertTrue(own < best || own == best && k >= largest[i]);
      }
    }
  }

  @Test
  void theFirstOfEqualPlanesIsTheLargest() {
    float[] planes = {1, 1, 1, 1, 1, 2};
    int[] largest = PlaneResize.of(2, 1, 2, 1).largest(planes, 3, 2);
    assertArrayEquals(new int[] {0, 2}, largest);
  }

  @Test
  void aPlaneOfItsOwnSizeStaysAndAConstantStaysConstant() {
    float[] plane = Fixtures.normal(3, 5 * 7);
    assertArrayEquals(plane, PlaneResize.of(5, 7, 5, 7).plane(plane, 0));
    for (float value : PlaneResize.of(5, 7, 13, 3).plane(new float[35], 0)) {
      assertEquals(0, value);
    }
  }

  @Test
  void picturesAreResizedChannelByChannel() {
    RgbImage image = RgbImage.black(2, 1);
    image.set(0, 0, 0, 100, 255);
    image.set(1, 0, 200, 100, 0);
    RgbImage wide = ByteLinear.resize(image, 4, 2);
    // halves at a quarter and three quarters: 0, 50, 150, 200
    int[] reds = {0, 50, 150, 200};
    for (int x = 0; x < 4; x++) {
      assertEquals(reds[x], wide.value(x, 1, 0));
      assertEquals(100, wide.value(x, 0, 1));
    }
    assertEquals(64, wide.value(2, 0, 2));
  }

  @Test
  void tensorsCountAxesFromBothEnds() {
    Tensor tensor = Tensor.full(3, 1, 2, 4);
    assertEquals(3, tensor.rank());
    assertEquals(4, tensor.size(-1));
    assertEquals(2, tensor.size(1));
    assertArrayEquals(new float[] {3, 3, 3, 3, 3, 3, 3, 3}, tensor.reals());
    assertArrayEquals(new float[] {1, 2}, Tensor.of(new float[] {1, 2}, 2).reals());
  }
}
