package org.segmentattribution.saliency.structure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.segmentattribution.model.layer.Layer;

/**
 * The place in the image of each value of an activation: the number of its place in a grid of
 * height x width, row by row, plus {@link #FIRST}; or {@link #NONE}; or {@link #MIXED}.
 *
 * @param tags of the activation of one image
 * @param height of the grid; 0 where no value has a place
 * @param width of the grid
 */
record Positions(Tags tags, int height, int width) {
  /** Tag of values that come from no place, such as a class token or padding. */
  static final int NONE = 0;

  /** Tag of values that come from several places. */
  static final int MIXED = 1;

  /** Tag of the first place. */
  static final int FIRST = 2;

  /**
   * Returns positions of planes, [1, C, h, w].
   *
   * @param turned whether the third axis runs from left to right
   */
  static Positions planes(Shape shape, boolean turned) {
    int rows = Math.toIntExact(shape.get(2));
    int columns = Math.toIntExact(shape.get(3));
    int[] tags = new int[rows * columns];
    for (int i = 0; i < tags.length; i++) {
      tags[i] = FIRST + (turned ? i % columns * rows + i / columns : i);
    }
    Tags plane = Tags.of(new Shape(1, 1, rows, columns), tags).broadcast(shape);
    return turned ? new Positions(plane, columns, rows) : new Positions(plane, rows, columns);
  }

  /** Returns positions with one tag for all values. */
  static Positions all(Shape shape, int tag) {
    return new Positions(Tags.all(shape, tag), 0, 0);
  }

  boolean placed() {
    return height > 0;
  }

  int places() {
    return height * width;
  }

  /** Returns the positions of an activation that this one is broadcast to. */
  Positions broadcast(Shape shape) {
    return new Positions(tags.broadcast(shape), height, width);
  }

  /** Returns these positions where they are as fine as the other grid; otherwise mixed ones. */
  private Positions on(Positions grid) {
    boolean fits = !placed() || (height == grid.height && width == grid.width);
    return fits ? this : all(tags.shape(), MIXED);
  }

  /** Returns several positions on the finest of their grids. */
  static Positions[] alike(Positions... some) {
    Positions finest = some[0];
    for (Positions one : some) {
      finest = one.places() > finest.places() ? one : finest;
    }
    Positions[] alike = some.clone();
    for (int i = 0; i < alike.length; i++) {
      alike[i] = some[i].on(finest);
    }
    return alike;
  }

  /**
   * Returns positions of values made from two values each; where one has no place, that of the
   * other.
   */
  Positions joined(Positions other, Shape shape) {
    Positions[] two = alike(this, other);
    Tags joined = two[0].tags.with(two[1].tags, shape, Positions::joined);
    return new Positions(
        joined, Math.max(two[0].height, two[1].height), Math.max(two[0].width, two[1].width));
  }

  private static int joined(int a, int b) {
    return a >= FIRST && b >= FIRST && a != b ? MIXED : Math.max(a, b);
  }

  /**
   * Returns positions of values that are each made from all values along some axes, whose length
   * becomes 1.
   */
  Positions reduced(boolean coarser, int... axes) {
    Tags low = tags;
    Tags high = tags;
    for (int axis : axes) {
      low = low.folded(axis, Math::min);
      high = high.folded(axis, Math::max);
    }
    Tags made = low.with(high, low.shape(), (least, most) -> least == most ? least : MIXED);
    boolean same = low.with(high, low.shape(), (least, most) -> most - least).isAll(0);
    Positions blocks = !same && coarser && placed() ? blocks(low) : null;
    return blocks != null ? blocks : new Positions(made, height, width);
  }

  /** Returns blocks of the grid as places of a coarser one; null where they form no grid. */
  private Positions blocks(Tags low) {
    int[] tag = low.values().clone();
    TreeSet<Integer> rows = new TreeSet<>();
    TreeSet<Integer> columns = new TreeSet<>();
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int value : tag) {
      if (value == MIXED) {
        return null;
      }
      if (value >= FIRST) {
        int place = value - FIRST;
        rows.add(place / width);
        columns.add(place % width);
        counts.merge(place, 1, Integer::sum);
      }
    }
    boolean grid = counts.size() == rows.size() * columns.size() && counts.size() > 1;
    if (!grid || counts.values().stream().distinct().count() != 1) {
      return null;
    }
    for (int i = 0; i < tag.length; i++) {
      if (tag[i] >= FIRST) {
        int place = tag[i] - FIRST;
        int row = rows.headSet(place / width).size();
        tag[i] = FIRST + row * columns.size() + columns.headSet(place % width).size();
      }
    }
    return new Positions(new Tags(low.shape(), low.sizes(), tag), rows.size(), columns.size());
  }

  /** Returns positions of the output of a window that slides over planes. */
  Positions window(Shape out) {
    Shape shape = tags.shape();
    int[] plane = tags.plane();
    int columns = Math.toIntExact(shape.get(3));
    boolean mixed = Arrays.stream(plane).allMatch(tag -> tag == MIXED);
    if (!placed() || mixed || follows(plane, columns, false)) {
      return planes(out, false);
    }
    if (follows(plane, columns, true)) {
      return planes(out, true);
    }
    boolean kept = out.slice(2).equals(shape.slice(2));
    Shape one = new Shape(1, 1).addAll(shape.slice(2));
    return kept
        ? new Positions(Tags.of(one, plane).broadcast(out), height, width)
        : all(out, MIXED);
  }

  /** Returns whether places are in order row by row, or column by column; padding has none. */
  private boolean follows(int[] plane, int columns, boolean turned) {
    int[] rowAt = new int[turned ? columns : plane.length / columns];
    int[] columnAt = new int[turned ? plane.length / columns : columns];
    Arrays.fill(rowAt, -1);
    Arrays.fill(columnAt, -1);
    for (int i = 0; i < plane.length; i++) {
      if (plane[i] == MIXED) {
        return false;
      }
      if (plane[i] >= FIRST) {
        int place = plane[i] - FIRST;
        int y = turned ? i % columns : i / columns;
        int x = turned ? i / columns : i % columns;
        if ((rowAt[y] >= 0 && rowAt[y] != place / width)
            || (columnAt[x] >= 0 && columnAt[x] != place % width)) {
          return false;
        }
        rowAt[y] = place / width;
        columnAt[x] = place % width;
      }
    }
    return rises(rowAt) && rises(columnAt);
  }

  private static boolean rises(int[] places) {
    int last = -1;
    for (int place : places) {
      if (place >= 0 && place < last) {
        return false;
      }
      last = Math.max(last, place);
    }
    return true;
  }

  /**
   * Returns positions of values that a layer only moves.
   *
   * @param scope where the layer runs on the tags
   */
  static Positions moved(NDManager scope, Layer layer, Positions... inputs) {
    Positions[] alike = alike(inputs);
    int height = 0;
    int width = 0;
    try (NDManager inner = scope.newSubManager()) {
      NDList tags = new NDList();
      for (Positions input : alike) {
        int[] all = input.tags.all();
        float[] values = new float[all.length];
        for (int i = 0; i < all.length; i++) {
          values[i] = all[i];
        }
        tags.add(inner.create(values, input.tags.shape()));
        height = Math.max(height, input.height);
        width = Math.max(width, input.width);
      }
      NDArray moved = layer.forward(tags);
      float[] values = moved.toFloatArray();
      int[] all = new int[values.length];
      Arrays.setAll(all, i -> (int) values[i]);
      return new Positions(Tags.of(moved.getShape(), all), height, width);
    }
  }
}
