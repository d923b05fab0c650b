package org.segmentattribution.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many windows fit, counted one by one. */
class WindowTest {
  private static Window rows(long kernel, long stride, long dilation, long before, long after) {
    return new Window(
        new Shape(kernel, 1),
        new Shape(stride, 1),
        new Shape(dilation, 1),
        new Shape(before, 0, after, 0));
  }

  /** Windows that begin and end inside of rows and pads. */
  private static long counted(long size, long kernel, long stride, long dilation, long pads) {
    long count = 0;
    for (long from = 0; from + (kernel - 1) * dilation < size + pads; from += stride) {
      count++;
    }
    return count;
  }

  @Property(tries = 300)
  void asManyRowsAsWindowsFit(
      @ForAll @IntRange(min = 1, max = 20) int size,
      @ForAll @IntRange(min = 1, max = 6) int kernel,
      @ForAll @IntRange(min = 1, max = 5) int stride,
      @ForAll @IntRange(min = 1, max = 4) int dilation,
      @ForAll @IntRange(max = 3) int before,
      @ForAll @IntRange(max = 3) int after) {
    Window window = rows(kernel, stride, dilation, before, after);
    Shape input = new Shape(5, 3, size, 2);
    long count = counted(size, kernel, stride, dilation, before + after);
    if (count == 0) {
      assertThrows(IllegalArgumentException.class, () -> window.shape(input, 9));
      return;
    }
    assertEquals(new Shape(5, 9, count, 2), window.shape(input, 9));
    assertEquals(new Shape(5, 3, size + before + after, 2), window.padded(input));
  }

  /** ONNX: a last window that reaches over the end counts, unless it begins behind the image. */
  @Property(tries = 300)
  void ceilingAddsAWindowThatBeginsInsideAlone(
      @ForAll @IntRange(min = 6, max = 20) int size,
      @ForAll @IntRange(min = 1, max = 5) int kernel,
      @ForAll @IntRange(min = 1, max = 5) int stride,
      @ForAll boolean padded) {
    int before = padded ? kernel / 2 : 0; // wider pads are not allowed with this
    int after = before;
    long expected = 0;
    for (long from = 0; from < size + before; from += stride) {
      boolean reachesTheLast = from > 0 && from - stride + kernel >= size + before + after;
      expected += reachesTheLast ? 0 : 1;
    }
    Window window = rows(kernel, stride, 1, before, after).ceil(size, 2);
    assertEquals(expected, window.shape(new Shape(1, 1, size, 2), 1).get(2));
  }

  @Test
  void aWindowLargerThanTheImageIsRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Window.of(4, 4).shape(new Shape(1, 1, 3, 9), 1))
            .getMessage();
    assertEquals("a window of (4, 4) is larger than the padded image", message);
  }

  @Test
  void numbersThatOverflowAreNoSize() {
    Window window = rows(2, 1, Long.MAX_VALUE, 0, 0);
    assertThrows(
        ArithmeticException.class, () -> rows(3, 1, Long.MAX_VALUE, 0, 0).shape(image(), 1));
    assertThrows(ArithmeticException.class, () -> window.shape(image(), 1));
    assertThrows(
        ArithmeticException.class, () -> rows(1, 1, 1, Long.MAX_VALUE, 1).shape(image(), 1));
  }

  private static Shape image() {
    return new Shape(1, 1, 5, 5);
  }

  @Test
  void whatAWindowDoes() {
    assertTrue(Window.of(1, 1).passes());
    assertFalse(Window.of(1, 1).withPads(0, 0, 0, 1).passes());
    assertFalse(rows(1, 2, 1, 0, 0).passes());
    assertTrue(rows(3, 1, 2, 0, 0).dilated());
    assertTrue(rows(3, 1, 1, 1, 1).symmetric());
    assertFalse(rows(3, 1, 1, 1, 0).symmetric());
    assertTrue(rows(3, 1, 1, 2, 2).wide());
    assertFalse(rows(4, 1, 1, 2, 2).wide());
  }

  /** The table of PyTorch's adaptive pooling: sizes that divide, overlap evenly, or do neither. */
  @ParameterizedTest
  @CsvSource({
    "6, 3, 2, 2",
    "7, 1, 7, 1",
    "5, 5, 1, 1",
    "4, 3, 2, 1",
    "1, 1, 1, 1",
    "5, 4, 2, 1",
    "7, 3, 3, 2"
  })
  void adaptiveWindowsOfOneLength(long size, long windows, long kernel, long stride) {
    assertEquals(new AdaptiveWindow(kernel, stride), AdaptiveWindow.of(size, windows));
    assertEquals(kernel == 1, AdaptiveWindow.of(size, windows).passes());
  }

  @Property(tries = 200)
  void adaptiveWindowsReachFromTheFirstToTheLast(
      @ForAll @IntRange(min = 1, max = 30) int size,
      @ForAll @IntRange(min = 1, max = 12) int windows) {
    AdaptiveWindow window = AdaptiveWindow.of(size, windows);
    if (window != null) {
      assertEquals(size, (windows - 1) * window.stride() + window.kernel());
    }
    if (size % windows == 0) {
      assertEquals(new AdaptiveWindow(size / windows, windows == 1 ? 1 : size / windows), window);
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 3", "5, 3", "10, 7", "2, 3"})
  void adaptiveWindowsOfSeveralLengths(long size, long windows) {
    assertNull(AdaptiveWindow.of(size, windows));
  }
}
