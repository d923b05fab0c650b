package org.segmentattribution.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.segmentattribution.image.Cropping;

/** A {@link Cropping} as keys among a declaration's {@code input}. */
final class CroppingJson {
  private static final int MOST = 1 << 15;
  private static final List<String> MODES =
      Stream.of(Cropping.Mode.values()).map(Cropping.Mode::text).toList();

  private CroppingJson() {}

  /** Reads the keys for an input of this size. */
  static Cropping read(JsonNode input, int height, int width) {
    DeclarationKeys.check(
        !input.path("crop").isNumber(),
        "input.crop: one of " + String.join(", ", MODES) + "; a share is input.crop_fraction");
    String text = DeclarationKeys.choice(input, "crop", "center", MODES);
    Cropping.Mode mode = Cropping.Mode.values()[MODES.indexOf(text)];
    boolean down =
        DeclarationKeys.choice(input, "crop_start", "round", List.of("round", "floor"))
            .equals("floor");
    int[] sides = input.has("crop_fraction") ? share(input, height, width) : resize(input);
    if (sides[0] == 0 && mode == Cropping.Mode.BORDER) {
      sides = new int[] {height, width};
    }
    DeclarationKeys.check(
        sides[0] > 0 || !input.has("crop_start"),
        "input.crop_start: nothing is cropped; declare input.resize or input.crop_fraction");
    return sides[0] == 0 ? Cropping.NONE : new Cropping(sides[0], sides[1], mode, down);
  }

  /** Height and width before the crop; 0 for no crop. */
  private static int[] resize(JsonNode input) {
    JsonNode resize = input.path("resize");
    if (resize.isMissingNode()) {
      return new int[2];
    }
    boolean two = resize.isArray() && resize.size() == 2;
    int[] sides = {
      (two ? resize.get(0) : resize).asInt(0), (two ? resize.get(1) : resize).asInt(0)
    };
    DeclarationKeys.check(
        (two ? resize.get(0).isInt() && resize.get(1).isInt() : resize.isInt())
            && Math.min(sides[0], sides[1]) > 0,
        "input.resize: a positive whole number, the short side before the crop, or height and"
            + " width in brackets");
    return sides;
  }

  private static int[] share(JsonNode input, int height, int width) {
    JsonNode share = input.path("crop_fraction");
    DeclarationKeys.check(
        share.isNumber() && share.doubleValue() > 0 && share.doubleValue() <= 1,
        "input.crop_fraction: a number above 0, up to 1: the share of the short side that is kept");
    DeclarationKeys.check(
        !input.has("resize"), "input.crop_fraction: says the same as resize; give one of them");
    double rows = Math.floor(height / share.doubleValue());
    double columns = Math.floor(width / share.doubleValue());
    DeclarationKeys.check(
        Math.max(rows, columns) <= MOST,
        "input.crop_fraction: leads to a short side of " + (long) Math.max(rows, columns));
    return new int[] {(int) rows, (int) columns};
  }

  /** Adds the keys, which {@link #read} reads back. */
  static void write(Cropping cropping, ObjectNode object) {
    if (cropping.rows() == 0) {
      return;
    }
    if (cropping.rows() == cropping.columns()) {
      object.put("resize", cropping.rows());
    } else {
      object.putArray("resize").add(cropping.rows()).add(cropping.columns());
    }
    object.put("crop", cropping.mode().text());
    if (cropping.down()) {
      object.put("crop_start", "floor");
    }
  }
}
