package org.segmentattribution.api;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;

/**
 * A set of pixels, one bit each; every row starts at a new 64-bit word. Immutable after {@link
 * Builder#build}.
 */
public final class Mask {
  private final int width;
  private final int height;
  private final int stride;
  private final long[] words;

  private Mask(int width, int height, long[] words) {
    this.width = width;
    this.height = height;
    this.stride = stride(width);
    this.words = words;
  }

  private static int stride(int width) {
    return (width + 63) >>> 6;
  }

  /** Decides whether a pixel belongs to a mask. */
  @FunctionalInterface
  public interface PixelTest {
    /**
     * {@return whether the pixel belongs to the mask}
     *
     * @param x column, from 0 at the left
     * @param y row, from 0 at the top
     */
    boolean test(int x, int y);
  }

  /**
   * {@return the pixels that pass a test}
   *
   * @param width pixels per row
   * @param height rows
   * @param test decides whether a pixel belongs to the mask
   */
  public static Mask of(int width, int height, PixelTest test) {
    Builder builder = new Builder(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (test.test(x, y)) {
          builder.add(x, y);
        }
      }
    }
    return builder.build();
  }

  /**
   * {@return a mask without pixels}
   *
   * @param width pixels per row
   * @param height rows
   */
  public static Mask empty(int width, int height) {
    return new Builder(width, height).build();
  }

  /** {@return pixels per row} */
  public int width() {
    return width;
  }

  /** {@return rows} */
  public int height() {
    return height;
  }

  /**
   * {@return whether the pixel belongs to the mask; (0, 0) is at the top left}
   *
   * @param x column, from 0 at the left
   * @param y row, from 0 at the top
   */
  public boolean contains(int x, int y) {
    return (words[y * stride + (x >>> 6)] >>> x & 1L) != 0;
  }

  /** {@return the number of pixels} */
  public int area() {
    int area = 0;
    for (long word : words) {
      area += Long.bitCount(word);
    }
    return area;
  }

  /** {@return whether no pixel belongs to the mask} */
  public boolean isEmpty() {
    return Arrays.stream(words).allMatch(word -> word == 0);
  }

  /**
   * {@return the pixels that belong to either mask}
   *
   * @param other a mask of equal size
   */
  public Mask union(Mask other) {
    return with(other, (mine, its) -> mine | its);
  }

  /**
   * {@return the pixels that do not belong to the other mask}
   *
   * @param other a mask of equal size
   */
  public Mask minus(Mask other) {
    return with(other, (mine, its) -> mine & ~its);
  }

  private Mask with(Mask other, LongBinaryOperator operator) {
    requireSize(other.width, other.height);
    long[] joined = new long[words.length];
    Arrays.setAll(joined, i -> operator.applyAsLong(words[i], other.words[i]));
    return new Mask(width, height, joined);
  }

  /**
   * {@return whether the masks share a pixel}
   *
   * @param other a mask of equal size
   */
  public boolean intersects(Mask other) {
    requireSize(other.width, other.height);
    for (int i = 0; i < words.length; i++) {
      if ((words[i] & other.words[i]) != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@return the mask padded by {@code radius} pixels, clipped at the border} Padding a mask
   * without pixels gives one without pixels.
   *
   * @param radius pixels, at least 0
   * @param shape shape that a single pixel is padded to
   */
  public Mask dilate(int radius, PadShape shape) {
    if (radius < 0) {
      throw new IllegalArgumentException("padding must not be negative: " + radius);
    }
    if (radius == 0) {
      return this;
    }
    long[] padded = shape.dilate(words, stride, radius);
    long last = (width & 63) == 0 ? -1L : (1L << (width & 63)) - 1;
    for (int y = 0; y < height; y++) {
      padded[y * stride + stride - 1] &= last;
    }
    return new Mask(width, height, padded);
  }

  /**
   * {@return a mask of another size whose pixel (x, y) is this mask's pixel (column(x), row(y));
   * used to resize, crop or flip a mask}
   *
   * @param newWidth pixels per row of the result
   * @param newHeight rows of the result
   * @param column gives the column of this mask for a column of the result
   * @param row gives the row of this mask for a row of the result
   */
  public Mask sample(int newWidth, int newHeight, IntUnaryOperator column, IntUnaryOperator row) {
    int[] columns = new int[newWidth];
    Arrays.setAll(columns, column);
    long[] sampled = new Builder(newWidth, newHeight).words;
    for (int y = 0; y < newHeight; y++) {
      int source = row.applyAsInt(y);
      if (next(source, 0, true) == width) {
        continue;
      }
      for (int left = 0; left < newWidth; left += 64) {
        long word = 0;
        for (int x = Math.min(left + 64, newWidth) - 1; x >= left; x--) {
          int from = columns[x];
          word = word << 1 | words[source * stride + (from >>> 6)] >>> from & 1L;
        }
        sampled[y * stride(newWidth) + (left >>> 6)] = word;
      }
    }
    return new Mask(newWidth, newHeight, sampled);
  }

  /** Takes runs of pixels, from {@code from} to {@code to} - 1 in one row. */
  @FunctionalInterface
  public interface RunVisitor {
    /**
     * Takes a run.
     *
     * @param from first column
     * @param to column after the last one
     * @param y row
     */
    void visit(int from, int to, int y);
  }

  /**
   * Calls the visitor for every run of adjacent pixels, row by row.
   *
   * @param visitor is called for each run
   */
  public void forEachRun(RunVisitor visitor) {
    for (int y = 0; y < height; y++) {
      int from = next(y, 0, true);
      while (from < width) {
        int to = next(y, from, false);
        visitor.visit(from, to, y);
        from = next(y, to, true);
      }
    }
  }

  /**
   * Returns the first column from x on that is inside or outside the mask; the width if there is
   * none.
   */
  private int next(int y, int x, boolean inside) {
    for (int i = x >>> 6; i < stride; i++) {
      long word = words[y * stride + i];
      long wanted = inside ? word : ~word;
      wanted &= i == x >>> 6 ? -1L << x : -1L;
      if (wanted != 0) {
        return Math.min(width, (i << 6) + Long.numberOfTrailingZeros(wanted));
      }
    }
    return width;
  }

  /**
   * Calls the visitor for every pixel, row by row, left to right.
   *
   * @param visitor is called for each pixel
   */
  public void forEach(PixelVisitor visitor) {
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < stride; i++) {
        for (long word = words[y * stride + i]; word != 0; word &= word - 1) {
          visitor.visit((i << 6) + Long.numberOfTrailingZeros(word), y);
        }
      }
    }
  }

  /**
   * {@return the sum of a map over the mask's pixels, added in double precision, row by row, left
   * to right}
   *
   * @param map height * width values, rows top to bottom
   */
  public double sum(float[] map) {
    requireLength(map.length);
    double sum = 0;
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < stride; i++) {
        int at = y * width + (i << 6);
        long word = words[y * stride + i];
        if (word == -1L) {
          for (int x = 0; x < 64; x++) {
            sum += map[at + x];
          }
          continue;
        }
        for (; word != 0; word &= word - 1) {
          sum += map[at + Long.numberOfTrailingZeros(word)];
        }
      }
    }
    return sum;
  }

  /**
   * Sums a map in double precision, as {@link #sum(float[])} does.
   *
   * @param map height * width values, rows top to bottom
   * @return the sum
   */
  public double sum(double[] map) {
    requireLength(map.length);
    double[] sum = {0};
    forEach((x, y) -> sum[0] += map[y * width + x]);
    return sum[0];
  }

  private void requireLength(int length) {
    if (length != width * height) {
      throw new IllegalArgumentException(
          "a map of " + length + " values under a mask of " + width + "x" + height);
    }
  }

  /** Takes the pixels of a mask one by one. */
  @FunctionalInterface
  public interface PixelVisitor {
    /**
     * Takes a pixel.
     *
     * @param x column, from 0 at the left
     * @param y row, from 0 at the top
     */
    void visit(int x, int y);
  }

  private void requireSize(int otherWidth, int otherHeight) {
    if (width != otherWidth || height != otherHeight) {
      throw new IllegalArgumentException(
          "masks differ in size: "
              + (width + "x" + height)
              + " and "
              + (otherWidth + "x" + otherHeight));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mask m
        && m.width == width
        && m.height == height
        && Arrays.equals(m.words, words);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(words);
  }

  @Override
  public String toString() {
    return "Mask[" + width + "x" + height + ", area " + area() + "]";
  }

  /** Collects pixels. Do not use it after {@link #build}. */
  public static final class Builder {
    private final int width;
    private final int height;
    private final long[] words;

    /**
     * Starts with a mask without pixels.
     *
     * @param width pixels per row
     * @param height rows
     */
    public Builder(int width, int height) {
      if (width < 1 || height < 1) {
        throw new IllegalArgumentException("a mask of " + width + "x" + height);
      }
      this.width = width;
      this.height = height;
      this.words = new long[Math.multiplyExact(stride(width), height)];
    }

    /**
     * Adds a pixel, which must lie inside the mask's size.
     *
     * @param x column, from 0 at the left
     * @param y row, from 0 at the top
     * @return this builder
     */
    public Builder add(int x, int y) {
      words[y * stride(width) + (x >>> 6)] |= 1L << x;
      return this;
    }

    /**
     * Adds the pixels from {@code from} to {@code to} - 1, which must lie inside the mask's size.
     *
     * @param from first column
     * @param to column after the last one
     * @param y row, from 0 at the top
     * @return this builder
     */
    public Builder addRun(int from, int to, int y) {
      int row = y * stride(width);
      for (int x = from; x < to; ) {
        int end = Math.min(to, (x | 63) + 1);
        long ones = end - x == 64 ? -1L : (1L << end - x) - 1;
        words[row + (x >>> 6)] |= ones << x;
        x = end;
      }
      return this;
    }

    /** {@return the mask; the builder must not be used any more} */
    public Mask build() {
      return new Mask(width, height, words);
    }
  }
}
