package org.segmentattribution.image;

import java.util.Arrays;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;

/**
 * Turns a picture into a classifier's input and, with the same geometry, a mask on the picture into
 * a mask on the saliency grid. Declared in the model's JSON.
 *
 * @param height rows of the input
 * @param width columns of the input
 * @param cropping what part of the resized picture is the input
 * @param scaling how bytes become input values
 * @param resizing how resized pixels are computed
 * @param layout order of the axes of the model's input; null if it is read from the model's file
 */
public record Preprocessing(
    int height,
    int width,
    Cropping cropping,
    Scaling scaling,
    Resizing resizing,
    InputLayout layout) {

  /**
   * How bytes become input values: {@code (low + (high - low) * byte / 255 - mean) / std}.
   *
   * @param low value of byte 0 before mean and std are applied
   * @param high value of byte 255 before mean and std are applied
   * @param mean values to subtract, one for each channel, in the order of {@code channels}
   * @param std values to divide by, one for each channel, in the order of {@code channels}; not 0
   * @param channels the channels, in order
   */
  public record Scaling(float low, float high, float[] mean, float[] std, ChannelOrder channels) {

    /** Returns the input value of a grey level, 0 to 255, in a channel. */
    float value(int channel, float value) {
      return (low + (high - low) * value / 255f - mean[channel]) / std[channel];
    }

    /** Returns the red, green and blue bytes whose input values are closest to 0, as timm does. */
    byte[] zero() {
      byte[] fill = new byte[3];
      for (int c = 0; c < 3; c++) {
        int channel = channels.count() == 1 ? 0 : c;
        double level = Math.rint((mean[channel] - low) / (high - low) * 255);
        fill[channels.colour(c)] = (byte) Math.max(0, Math.min(255, level));
      }
      return fill;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Scaling s
          && s.low == low
          && s.high == high
          && Arrays.equals(s.mean, mean)
          && Arrays.equals(s.std, std)
          && s.channels == channels;
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(mean) * 31 + Arrays.hashCode(std);
    }
  }

  /** Checks the sizes, and that no divisor is zero. */
  public Preprocessing {
    require(height > 0 && width > 0, "input.size must be positive");
    cropping.check(height, width);
    require(
        scaling.mean().length == scaling.channels().count()
            && scaling.std().length == scaling.channels().count(),
        "input.mean and input.std take "
            + (scaling.channels().count() == 1 ? "one value, for grey" : "three values"));
    for (float deviation : scaling.std()) {
      require(deviation != 0, "input.std must not be 0");
    }
  }

  /** Creates preprocessing as torchvision does it with Pillow's pictures. */
  public Preprocessing(
      int height,
      int width,
      int resize,
      Scaling scaling,
      Interpolation interpolation,
      InputLayout layout) {
    this(
        height,
        width,
        resize == 0 ? Cropping.NONE : Cropping.center(resize),
        scaling,
        Resizing.of(interpolation),
        layout);
  }

  /** Creates bilinear preprocessing whose layout is read from the model's file. */
  public Preprocessing(
      int height,
      int width,
      int resize,
      float rangeLow,
      float rangeHigh,
      float[] mean,
      float[] std,
      ChannelOrder channels) {
    this(
        height,
        width,
        resize,
        new Scaling(rangeLow, rangeHigh, mean, std, channels),
        Interpolation.BILINEAR,
        null);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new WrongInput(message);
    }
  }

  /** Returns preprocessing for the built-in CNN: bytes scaled to [-1, 1], no crop. */
  public static Preprocessing simple(int height, int width) {
    float[] half = {0.5f, 0.5f, 0.5f};
    return new Preprocessing(height, width, 0, 0, 1, half, half.clone(), ChannelOrder.RGB);
  }

  /** Returns this preprocessing without a declared layout. */
  public Preprocessing withoutLayout() {
    return new Preprocessing(height, width, cropping, scaling, resizing, null);
  }

  /** Returns the channels, in order. */
  public ChannelOrder channels() {
    return scaling.channels();
  }

  /** Returns the number of float values of one input: channels * height * width. */
  public int length() {
    return channels().count() * height * width;
  }

  /** Resizes and crops a picture to the input's grid; the result is still bytes. */
  public RgbImage toGrid(RgbImage image) {
    Placement at = place(image.width(), image.height());
    return framed(resizing.bytes(image, at.inner(), isGrey()), at);
  }

  /** Resizes and crops a picture to the input's grid, without rounding where that is declared. */
  public GridPicture onGrid(RgbImage image) {
    if (!resizing.isExact()) {
      return new GridPicture(toGrid(image), null);
    }
    Placement at = place(image.width(), image.height());
    Placement inner = at.inner();
    float[] values = resizing.values(image, inner, isGrey());
    RgbImage bytes = framed(ExactResampler.rounded(values, inner.width(), inner.height()), at);
    return new GridPicture(bytes, at.isPadded() ? framed(values, at) : values);
  }

  /** Returns how far apart the input values of black and white are in a channel; above 0. */
  public double range(int channel) {
    return Math.abs((scaling.high() - scaling.low()) / scaling.std()[channel]);
  }

  private boolean isGrey() {
    return channels() == ChannelOrder.GREY;
  }

  /** Adds what the part of the picture lacks to the grid. */
  private RgbImage framed(RgbImage part, Placement at) {
    if (!at.isPadded()) {
      return part;
    }
    RgbImage grid = RgbImage.black(width, height);
    byte[] fill = scaling.zero();
    for (int i = 0; i < grid.rgb().length; i++) {
      grid.rgb()[i] = fill[i % 3];
    }
    copy(part.rgb(), grid.rgb(), at, 3);
    return grid;
  }

  private float[] framed(float[] part, Placement at) {
    float[] grid = new float[width * height * 3];
    byte[] fill = scaling.zero();
    for (int i = 0; i < grid.length; i++) {
      grid[i] = fill[i % 3] & 0xff;
    }
    copy(part, grid, at, 3);
    return grid;
  }

  /** Copies rows of an array to where they belong on the grid. */
  private void copy(Object part, Object grid, Placement at, int step) {
    Placement inner = at.inner();
    int line = inner.width() * step;
    for (int y = 0; y < inner.height(); y++) {
      int to = ((y + inner.top() - at.top()) * width + inner.left() - at.left()) * step;
      System.arraycopy(part, y * line, grid, to, line);
    }
  }

  /**
   * Brings a map on the picture's own pixels to the input's grid; 0 beyond the picture.
   *
   * @param map rows top to bottom
   * @return {@code height * width} values
   */
  public float[] toGrid(float[] map, int mapWidth, int mapHeight) {
    Placement at = place(mapWidth, mapHeight);
    float[] part = Resampler.resize(map, mapWidth, mapHeight, at.inner());
    if (!at.isPadded()) {
      return part;
    }
    float[] grid = new float[width * height];
    copy(part, grid, at, 1);
    return grid;
  }

  /** Writes a picture on the grid as the model's input, C x H x W, starting at {@code offset}. */
  public void toInput(RgbImage grid, float[] input, int offset) {
    if (grid.width() != width || grid.height() != height) {
      throw new WrongInput("not on the input's grid: " + grid.width() + "x" + grid.height());
    }
    int pixels = width * height;
    for (int c = 0; c < channels().count(); c++) {
      int colour = channels().colour(c);
      float[] of = new float[256];
      for (int v = 0; v < 256; v++) {
        of[v] = scaling.value(c, v);
      }
      for (int i = 0; i < pixels; i++) {
        input[offset + c * pixels + i] = of[grid.rgb()[i * 3 + colour] & 0xff];
      }
    }
  }

  /** Writes a picture on the grid as the model's input, C x H x W, starting at {@code offset}. */
  public void toInput(GridPicture grid, float[] input, int offset) {
    if (grid.exact() == null) {
      toInput(grid.picture(), input, offset);
      return;
    }
    int pixels = width * height;
    for (int c = 0; c < channels().count(); c++) {
      int colour = channels().colour(c);
      for (int i = 0; i < pixels; i++) {
        input[offset + c * pixels + i] = scaling.value(c, grid.exact()[i * 3 + colour]);
      }
    }
  }

  /**
   * Brings a mask to the input's grid, by the nearest neighbour of each pixel centre; what is added
   * to the picture belongs to no mask.
   */
  public Mask toGrid(Mask mask) {
    Placement at = place(mask.width(), mask.height());
    Placement inner = at.inner();
    Mask part =
        mask.sample(
            inner.width(),
            inner.height(),
            x -> nearest(x + inner.left(), mask.width(), at.resizedWidth()),
            y -> nearest(y + inner.top(), mask.height(), at.resizedHeight()));
    if (!at.isPadded()) {
      return part;
    }
    Mask.Builder grid = new Mask.Builder(width, height);
    part.forEach((x, y) -> grid.add(x + inner.left() - at.left(), y + inner.top() - at.top()));
    return grid.build();
  }

  /**
   * Returns the pixels of the input's grid that show a picture of this size, not what was added.
   */
  public Mask picture(int imageWidth, int imageHeight) {
    Placement at = place(imageWidth, imageHeight);
    Placement inner = at.inner();
    Mask.Builder grid = new Mask.Builder(width, height);
    int left = inner.left() - at.left();
    for (int y = 0; y < inner.height(); y++) {
      grid.addRun(left, left + inner.width(), y + inner.top() - at.top());
    }
    return grid.build();
  }

  /**
   * Brings a mask on the input's grid to the pixels of a picture, by the nearest neighbour of each
   * pixel centre; what the crop leaves out belongs to no mask. Where the picture is at least as
   * large as the grid, {@link #toGrid(Mask)} gives the same mask again.
   */
  public Mask onPicture(Mask grid, int pictureWidth, int pictureHeight) {
    Placement at = place(pictureWidth, pictureHeight);
    return Mask.of(
        pictureWidth,
        pictureHeight,
        (x, y) -> {
          int column = nearest(x, at.resizedWidth(), pictureWidth) - at.left();
          int row = nearest(y, at.resizedHeight(), pictureHeight) - at.top();
          return column >= 0
              && row >= 0
              && column < width
              && row < height
              && grid.contains(column, row);
        });
  }

  /** Returns the part of a mask inside the crop, still on the picture's own pixels. */
  public Mask visible(Mask mask) {
    Placement at = place(mask.width(), mask.height()).inner();
    // at least one pixel, even where a thin strip has no pixel centre inside the crop
    int left = Math.min(firstCentre(at.left(), mask.width(), at.resizedWidth()), mask.width() - 1);
    int top = Math.min(firstCentre(at.top(), mask.height(), at.resizedHeight()), mask.height() - 1);
    int right = firstCentre(at.left() + at.width(), mask.width(), at.resizedWidth());
    int bottom = firstCentre(at.top() + at.height(), mask.height(), at.resizedHeight());
    return mask.sample(
        Math.max(1, right - left), Math.max(1, bottom - top), x -> x + left, y -> y + top);
  }

  /**
   * Returns the first pixel of the picture whose centre is at or after a line of the resized
   * picture.
   */
  private static int firstCentre(int line, int size, int resized) {
    long doubled = (2L * line * size + resized - 1) / resized;
    return (int) (doubled / 2);
  }

  /**
   * Returns whether the mask lies wholly outside the crop; a mask too thin for the grid does not
   * count.
   */
  public boolean outside(Mask mask) {
    Placement at = place(mask.width(), mask.height());
    boolean[] inside = {false};
    mask.forEach(
        (x, y) ->
            inside[0] |=
                overlaps(x, mask.width(), at.resizedWidth(), at.left(), width)
                    && overlaps(y, mask.height(), at.resizedHeight(), at.top(), height));
    return !inside[0];
  }

  private static boolean overlaps(int pixel, int size, int resized, int from, int length) {
    return (pixel + 1L) * resized > (long) from * size
        && (long) pixel * resized < (long) (from + length) * size;
  }

  private static int nearest(int target, int size, int resized) {
    return (int) ((2L * target + 1) * size / (2L * resized));
  }

  private Placement place(int imageWidth, int imageHeight) {
    return cropping.place(imageWidth, imageHeight, width, height);
  }
}
