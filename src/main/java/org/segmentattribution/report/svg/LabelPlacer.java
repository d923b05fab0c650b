package org.segmentattribution.report.svg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Places labels inside a rectangle, as near as possible to the wanted places, without overlaps. */
public final class LabelPlacer {
  private static final double STEP = 3;

  private final Box area;
  private final List<Box> taken = new ArrayList<>();

  /** Starts with an empty rectangle. */
  public LabelPlacer(double x, double y, double width, double height) {
    area = new Box(x, y, width, height);
  }

  /** A rectangle. */
  public record Box(double x, double y, double width, double height) {
    boolean overlaps(Box other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }
  }

  /** Keeps a place free of labels, such as that of a mark. */
  public void keepFree(Box box) {
    taken.add(box);
  }

  /** Takes a place if it is free, and returns whether it was. */
  public boolean take(Box box) {
    boolean free = inside(box) && taken.stream().noneMatch(box::overlaps);
    if (free) {
      taken.add(box);
    }
    return free;
  }

  /**
   * Returns the free box of a size whose centre is nearest to a point; empty if there is no room.
   */
  public Optional<Box> place(double centreX, double centreY, double width, double height) {
    double x = clamp(centreX - width / 2, area.x, area.x + area.width - width);
    double y = clamp(centreY - height / 2, area.y, area.y + area.height - height);
    Box best = null;
    double distance = Double.POSITIVE_INFINITY;
    int down = (int) (area.height / STEP);
    int across = (int) (area.width / STEP);
    for (int i = -down; i <= down; i++) {
      for (int j = -across; j <= across; j++) {
        double away = i * i + j * j;
        Box box = new Box(x + j * STEP, y + i * STEP, width, height);
        if (away < distance && inside(box) && taken.stream().noneMatch(box::overlaps)) {
          best = box;
          distance = away;
        }
      }
    }
    if (best != null) {
      taken.add(best);
    }
    return Optional.ofNullable(best);
  }

  private boolean inside(Box box) {
    return box.x >= area.x - 1e-9
        && box.y >= area.y - 1e-9
        && box.x + box.width <= area.x + area.width + 1e-9
        && box.y + box.height <= area.y + area.height + 1e-9;
  }

  private static double clamp(double value, double low, double high) {
    return Math.max(low, Math.min(high, value));
  }
}
