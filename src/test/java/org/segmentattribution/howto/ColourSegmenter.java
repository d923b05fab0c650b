package org.segmentattribution.howto;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.SegmenterProvider;
import org.segmentattribution.api.WrongInput;

/**
 * Segments by hue: does the classifier look at whatever is red?
 *
 * @param saturation least saturation of a pixel that counts as coloured, 0 to 1
 */
public record ColourSegmenter(float saturation) implements Segmenter {
  private static final List<String> NAMES =
      List.of("red", "yellow", "green", "cyan", "blue", "magenta");

  @Override
  public List<Detection> segment(String stem, RgbImage image) {
    List<Detection> found = new ArrayList<>();
    for (int k = 0; k < NAMES.size(); k++) {
      int hue = k;
      Mask mask = Mask.of(image.width(), image.height(), (x, y) -> hue(image, x, y) == hue);
      if (!mask.isEmpty()) {
        found.add(new Detection(NAMES.get(k), mask, 1));
      }
    }
    return found;
  }

  @Override
  public String fingerprint(String stem) {
    return "colour " + saturation;
  }

  /** A sixth of the circle of hues, red around 0; -1 for a pixel without colour. */
  private int hue(RgbImage image, int x, int y) {
    float[] hsb =
        Color.RGBtoHSB(image.value(x, y, 0), image.value(x, y, 1), image.value(x, y, 2), null);
    return hsb[1] < saturation ? -1 : Math.floorMod(Math.round(hsb[0] * 6), 6);
  }

  /** Makes it {@code --segmenter colour:SATURATION}. */
  public static final class Provider implements SegmenterProvider {
    @Override
    public String scheme() {
      return "colour";
    }

    @Override
    public List<String> forms() {
      return List.of("colour:SATURATION");
    }

    @Override
    public void check(String argument) {
      if (!argument.matches("0(\\.\\d+)?|1")) {
        throw new WrongInput("colour:" + argument + " is not a number from 0 to 1");
      }
    }

    @Override
    public Segmenter open(String argument, SegmenterOptions options) {
      return new ColourSegmenter(Float.parseFloat(argument));
    }
  }
}
