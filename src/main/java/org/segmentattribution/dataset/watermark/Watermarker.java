package org.segmentattribution.dataset.watermark;

import java.util.List;
import java.util.SplittableRandom;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.dataset.source.NamedSeed;

/**
 * Places a watermark on every image, as in the paper: the text varies, the corner is random with a
 * slight jitter, colour and size are fixed. An image's watermark depends only on the seed, its id
 * and its size.
 *
 * @param style the properties that all watermarks share
 * @param seed seed of texts, corners and jitter
 */
public record Watermarker(WatermarkStyle style, long seed) {
  private static final int GAP_COLUMNS = 2;

  /**
   * Number of half pixels of the font in a pixel; strokes are one half pixel bolder than the
   * font's.
   */
  private static final int HALVES = 2;

  private static final int PITCH = PixelFont.COLUMNS + GAP_COLUMNS;
  private static final double MARGIN = 0.02;

  /**
   * Places the watermark of one image.
   *
   * @throws IllegalArgumentException if the image is too small for it
   */
  public Watermark place(String imageId, int imageWidth, int imageHeight) {
    SplittableRandom random = new SplittableRandom(NamedSeed.of(seed, "watermark", imageId));
    int shortSide = Math.min(imageWidth, imageHeight);
    int height = Math.max(PixelFont.ROWS, (int) Math.round(style.height() * shortSide));
    int rows = HALVES * PixelFont.ROWS + 1;
    int columns = HALVES * (style.characters() * PITCH - GAP_COLUMNS) + 1;
    int width = (int) Math.round((double) columns * height / rows);
    int margin = (int) Math.max(1, Math.round(MARGIN * shortSide));
    int jitter = (int) Math.round(style.jitter() * shortSide);
    if (width + 2 * (margin + jitter) > imageWidth
        || height + 2 * (margin + jitter) > imageHeight) {
      throw new WrongInput(
          "too small for a watermark of "
              + width
              + "x"
              + height
              + ": "
              + imageWidth
              + "x"
              + imageHeight);
    }
    String text = text(random);
    boolean right = random.nextBoolean();
    boolean bottom = random.nextBoolean();
    int fromSide = margin + random.nextInt(jitter + 1);
    int fromEdge = margin + random.nextInt(jitter + 1);
    int x = right ? imageWidth - width - fromSide : fromSide;
    int y = bottom ? imageHeight - height - fromEdge : fromEdge;
    Mask.Builder mask = new Mask.Builder(imageWidth, imageHeight);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        if (isBold(text, column * columns / width, row * rows / height)) {
          mask.add(x + column, y + row);
        }
      }
    }
    String corner = (bottom ? "bottom" : "top") + (right ? "-right" : "-left");
    Watermark.Place place = new Watermark.Place(corner, x, y, width, height);
    return new Watermark(style, text, place, mask.build());
  }

  private String text(SplittableRandom random) {
    List<Character> characters = PixelFont.characters();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < style.characters(); i++) {
      text.append(characters.get(random.nextInt(characters.size())));
    }
    return text.toString();
  }

  private static boolean isBold(String text, int halfColumn, int halfRow) {
    for (int right = 0; right < HALVES; right++) {
      for (int down = 0; down < HALVES; down++) {
        if (isSet(text, halfColumn - right, halfRow - down)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isSet(String text, int halfColumn, int halfRow) {
    if (halfColumn < 0 || halfRow < 0) {
      return false;
    }
    int place = halfColumn / HALVES / PITCH;
    int column = halfColumn / HALVES % PITCH;
    int row = halfRow / HALVES;
    return place < text.length()
        && column < PixelFont.COLUMNS
        && row < PixelFont.ROWS
        && PixelFont.isSet(text.charAt(place), column, row);
  }
}
