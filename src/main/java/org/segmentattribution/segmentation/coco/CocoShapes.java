package org.segmentattribution.segmentation.coco;

import java.io.IOException;
import java.util.Arrays;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.JsonWalker;
import org.segmentattribution.segmentation.pixels.RunLengths;

/**
 * Reads the outlines of one image's annotations: polygons, or COCO's run lengths, compressed or
 * not. Every error is a {@link WrongInput} in one line.
 */
final class CocoShapes {
  /** In a picture of a few pixels, an outline may well end at 1. */
  private static final int SMALL = 8;

  private final int width;
  private final int height;
  private final PolygonRuns polygons;
  private boolean corners;
  private double largest;

  CocoShapes(int width, int height) {
    this.width = width;
    this.height = height;
    this.polygons = new PolygonRuns(width, height);
  }

  /** Reads an annotation's mask and score, and nothing else of it. */
  Detection read(String name, JsonWalker json) throws IOException {
    Mask[] mask = {null};
    double[] score = {1};
    json.object(
        "it",
        field -> {
          if (field.equals("segmentation") && !json.isNull()) {
            mask[0] = mask(json);
          } else if (field.equals("score") && !json.isNull()) {
            score[0] = json.number("score");
          } else {
            json.skip();
          }
        });
    if (mask[0] == null) {
      throw new WrongInput("it has no segmentation");
    }
    if (!(score[0] >= 0 && score[0] <= 1)) {
      throw new WrongInput("score " + score[0] + " is not between 0 and 1");
    }
    return new Detection(name, mask[0], score[0]);
  }

  private Mask mask(JsonWalker json) throws IOException {
    if (json.isObject()) {
      return runLengths(json);
    }
    if (!json.isList()) {
      throw new WrongInput(
          "segmentation is neither a list of polygons nor an object with counts and size");
    }
    int[] count = {0};
    corners = false;
    largest = 0;
    json.list(
        "segmentation",
        list -> {
          count[0]++;
          polygon(json);
        });
    if (count[0] == 0) {
      throw new WrongInput("segmentation is an empty list");
    }
    if (corners && largest <= 1 && Math.max(width, height) > SMALL) {
      throw new WrongInput("its coordinates are shares of the picture (0 to 1); COCO's are pixels");
    }
    return RunLengths.coco(polygons.runs(), width, height);
  }

  private void polygon(JsonWalker json) throws IOException {
    double[] start = new double[CocoOutline.FEWEST];
    int[] count = {0};
    json.list(
        "a polygon",
        list -> {
          double value = json.number("a coordinate");
          corners = true;
          largest = Math.max(largest, Math.abs(value));
          start[count[0] % start.length] = value;
          count[0]++;
          if (count[0] == start.length) {
            for (int i = 0; i < start.length; i += 2) {
              polygons.corner(start[i], start[i + 1]);
            }
          } else if (count[0] > start.length && count[0] % 2 == 0) {
            int at = (count[0] - 2) % start.length;
            polygons.corner(start[at], start[at + 1]);
          }
        });
    if (count[0] % 2 != 0) {
      throw new WrongInput("a polygon has " + count[0] + " numbers, not x, y pairs");
    }
    if (count[0] >= start.length) {
      // one with fewer corners covers nothing, and is counted when the file is opened
      polygons.close();
    }
  }

  private Mask runLengths(JsonWalker json) throws IOException {
    Object[] counts = {null};
    long[][] size = {null};
    json.object(
        "segmentation",
        field -> {
          switch (field) {
            case "counts" -> counts[0] = counts(json);
            case "size" -> size[0] = numbers(json, "size", 2);
            default -> json.skip();
          }
        });
    if (counts[0] == null || size[0] == null) {
      throw new WrongInput("segmentation needs counts and size");
    }
    if (!Arrays.equals(size[0], new long[] {height, width})) {
      throw new WrongInput(
          "size %s is not the image's height and width, [%d, %d]"
              .formatted(Arrays.toString(size[0]), height, width));
    }
    return counts[0] instanceof String text
        ? RunLengths.coco(text, width, height)
        : RunLengths.coco((long[]) counts[0], width, height);
  }

  /** Reads a text or a list of numbers, no longer than a mask of this size can need. */
  private Object counts(JsonWalker json) throws IOException {
    long pixels = (long) width * height;
    return json.isList()
        ? numbers(json, "counts", pixels + 1)
        : json.text("counts", 2 * pixels + 2);
  }

  private static long[] numbers(JsonWalker json, String what, long most) throws IOException {
    long[][] numbers = {new long[16]};
    int[] count = {0};
    json.list(
        what,
        list -> {
          if (count[0] == most) {
            throw new WrongInput(what + " has more than " + most + " numbers");
          }
          if (count[0] == numbers[0].length) {
            numbers[0] = Arrays.copyOf(numbers[0], 2 * count[0]);
          }
          numbers[0][count[0]++] = json.wholeNumber("a number of " + what);
        });
    return Arrays.copyOf(numbers[0], count[0]);
  }
}
