package org.segmentattribution.saliency.structure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
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
 * @param tags in the shape of the activation of one image
 * @param height of the grid; 0 where no value has a place
 * @param width of the grid
 */
record Positions(NDArray tags, int height, int width) {
  /** Tag of values that come from no place, such as a class token or padding. */
  static final float NONE = 0;

  /** Tag of values that come from several places. */
  static final float MIXED = 1;

  /** Tag of the first place. */
  static final float FIRST = 2;

  /**
   * Returns positions of planes, [1, C, h, w].
   *
   * @param turned whether the third axis runs from left to right
   */
  static Positions planes(NDManager scope, Shape shape, boolean turned) {
    int rows = Math.toIntExact(shape.get(2));
    int columns = Math.toIntExact(shape.get(3));
    float[] tags = new float[rows * columns];
    for (int i = 0; i < tags.length; i++) {
      tags[i] = FIRST + (turned ? i % columns * rows + i / columns : i);
    }
    NDArray plane = scope.create(tags, new Shape(1, 1, rows, columns)).broadcast(shape);
    return turned ? new Positions(plane, columns, rows) : new Positions(plane, rows, columns);
  }

  /** Returns positions with one tag for all values. */
  static Positions all(NDManager scope, Shape shape, float tag) {
    NDArray one = scope.full(new Shape(1), tag);
    return new Positions(one.broadcast(shape), 0, 0);
  }

  boolean placed() {
    return height > 0;
  }

  int places() {
    return height * width;
  }

  /** Returns the positions of an activation that this one is broadcast to. */
  Positions broadcast(Shape shape) {
    return tags.getShape().equals(shape)
        ? this
        : new Positions(tags.broadcast(shape), height, width);
  }

  /** Returns these positions where they are as fine as the other grid; otherwise mixed ones. */
  private Positions on(Positions grid) {
    boolean fits = !placed() || (height == grid.height && width == grid.width);
    return fits ? this : all(tags.getManager(), tags.getShape(), MIXED);
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
    NDArray a = two[0].tags.broadcast(shape);
    NDArray b = two[1].tags.broadcast(shape);
    NDArray differ = a.gte(FIRST).logicalAnd(b.gte(FIRST)).logicalAnd(a.neq(b));
    NDArray one = NDArrays.maximum(a, b);
    NDArray joined = NDArrays.where(differ, one.zerosLike().add(MIXED), one);
    return new Positions(
        joined, Math.max(two[0].height, two[1].height), Math.max(two[0].width, two[1].width));
  }

  /**
   * Returns positions of values that are each made from all values along some axes, whose length
   * becomes 1.
   */
  Positions reduced(boolean coarser, int... axes) {
    NDArray low = tags;
    NDArray high = tags;
    // one axis at a time, as DJL requires
    for (int axis : axes) {
      low = low.min(new int[] {axis}, true);
      high = high.max(new int[] {axis}, true);
    }
    NDArray same = low.eq(high);
    if (same.all().getBoolean()) {
      return new Positions(low, height, width);
    }
    Positions blocks = coarser && placed() ? blocks(low) : null;
    return blocks != null
        ? blocks
        : new Positions(NDArrays.where(same, low, low.zerosLike().add(MIXED)), height, width);
  }

  /** Returns blocks of the grid as places of a coarser one; null where they form no grid. */
  private Positions blocks(NDArray low) {
    float[] tag = low.toFloatArray();
    TreeSet<Integer> rows = new TreeSet<>();
    TreeSet<Integer> columns = new TreeSet<>();
    Map<Integer, Integer> counts = new TreeMap<>();
    for (float value : tag) {
      if (value == MIXED) {
        return null;
      }
      if (value >= FIRST) {
        int place = (int) (value - FIRST);
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
        int place = (int) (tag[i] - FIRST);
        int row = rows.headSet(place / width).size();
        tag[i] = FIRST + row * columns.size() + columns.headSet(place % width).size();
      }
    }
    NDArray tags = low.getManager().create(tag, low.getShape());
    return new Positions(tags, rows.size(), columns.size());
  }

  /** Returns positions of the output of a window that slides over planes. */
  Positions window(Shape out) {
    NDManager scope = tags.getManager();
    Shape shape = tags.getShape();
    float[] plane = tags.get("0:1,0:1").toFloatArray();
    int columns = Math.toIntExact(shape.get(3));
    if (!placed() || Arrays.equals(plane, constant(plane.length))) {
      return planes(scope, out, false);
    }
    if (follows(plane, columns, false)) {
      return planes(scope, out, false);
    }
    if (follows(plane, columns, true)) {
      return planes(scope, out, true);
    }
    boolean kept = out.slice(2).equals(shape.slice(2));
    return kept
        ? new Positions(tags.get("0:1,0:1").broadcast(out), height, width)
        : all(scope, out, MIXED);
  }

  private static float[] constant(int length) {
    float[] mixed = new float[length];
    Arrays.fill(mixed, MIXED);
    return mixed;
  }

  /** Returns whether places are in order row by row, or column by column; padding has none. */
  private boolean follows(float[] plane, int columns, boolean turned) {
    int[] rowAt = new int[turned ? columns : plane.length / columns];
    int[] columnAt = new int[turned ? plane.length / columns : columns];
    Arrays.fill(rowAt, -1);
    Arrays.fill(columnAt, -1);
    for (int i = 0; i < plane.length; i++) {
      if (plane[i] == MIXED) {
        return false;
      }
      if (plane[i] >= FIRST) {
        int place = (int) (plane[i] - FIRST);
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

  /** Returns positions of values that a layer only moves. */
  static Positions moved(Layer layer, Positions... inputs) {
    NDList tags = new NDList();
    Positions[] alike = alike(inputs);
    int height = 0;
    int width = 0;
    for (Positions input : alike) {
      tags.add(input.tags);
      height = Math.max(height, input.height);
      width = Math.max(width, input.width);
    }
    return new Positions(layer.forward(tags), height, width);
  }
}
