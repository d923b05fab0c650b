package org.segmentattribution.segmentation.onnx.ground;

/**
 * A rectangle in pixels; the edges may lie between pixels.
 *
 * @param wanted index of what was asked for
 * @param score 0 to 1
 */
public record Box(int wanted, double score, double left, double top, double right, double bottom) {
  /** Makes a box from its centre and size. */
  public static Box centred(
      int wanted, double score, double x, double y, double width, double height) {
    return new Box(wanted, score, x - width / 2, y - height / 2, x + width / 2, y + height / 2);
  }

  /** Returns this box for another index of what was asked for. */
  public Box of(int wanted) {
    return new Box(wanted, score, left, top, right, bottom);
  }

  /** Returns width times height; 0 where the edges meet or cross. */
  public double area() {
    return Math.max(0, right - left) * Math.max(0, bottom - top);
  }

  /** Returns intersection over union (Jaccard index), 0 to 1. */
  public double overlap(Box other) {
    double shared =
        new Box(
                0,
                0,
                Math.max(left, other.left),
                Math.max(top, other.top),
                Math.min(right, other.right),
                Math.min(bottom, other.bottom))
            .area();
    double all = area() + other.area() - shared;
    return all > 0 ? shared / all : 0;
  }
}
