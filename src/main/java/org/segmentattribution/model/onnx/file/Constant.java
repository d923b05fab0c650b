package org.segmentattribution.model.onnx.file;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.segmentattribution.api.WrongInput;

/**
 * A constant of an ONNX graph: real numbers (float32; float64 is rounded), or integers and truth
 * values.
 *
 * @param dims sizes, outermost first; empty for a scalar
 * @param floats real values in C order, else null
 * @param integers integer values in C order, else null
 */
public record Constant(long[] dims, float[] floats, long[] integers) {

  /** Number of values of an array of these sizes; refuses what no Java array can hold. */
  static int count(long... dims) {
    long size = 1;
    for (long dim : dims) {
      boolean possible = dim >= 0 && dim <= Integer.MAX_VALUE && size * dim <= Integer.MAX_VALUE;
      if (!possible) {
        throw new WrongInput("has an impossible shape");
      }
      size *= dim;
    }
    return (int) size;
  }

  /** One float32 number. */
  public static Constant of(float value) {
    return new Constant(new long[0], new float[] {value}, null);
  }

  /** A list of float32. */
  public static Constant ofFloats(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return new Constant(new long[] {floats.length}, floats, null);
  }

  /** A list of int64. */
  public static Constant ofIntegers(List<Long> values) {
    return ofIntegers(values.stream().mapToLong(Long::longValue).toArray());
  }

  /** A list of int64. */
  public static Constant ofIntegers(long... values) {
    return new Constant(new long[] {values.length}, null, values);
  }

  /** Number of values. */
  public int size() {
    return floats != null ? floats.length : integers.length;
  }

  /** Number of axes. */
  public int rank() {
    return dims.length;
  }

  /** Whether the first axis is of length 1. */
  public boolean leads() {
    return dims.length > 0 && dims[0] == 1;
  }

  /** The value at a place in C order. */
  public double at(int i) {
    return floats != null ? floats[i] : integers[i];
  }

  /**
   * The real values, one for each of so many outputs: a single value is repeated.
   *
   * @return the constant's own array where it has as many values
   */
  public float[] spread(int count) {
    if (floats.length == count) {
      return floats;
    }
    float[] all = new float[count];
    Arrays.fill(all, floats[0]);
    return all;
  }

  /** These values with other sizes. */
  public Constant withDims(long... sizes) {
    return new Constant(sizes, floats, integers);
  }

  /** Distance in C order between neighbours along each axis. */
  public long[] strides() {
    long[] strides = new long[dims.length];
    long stride = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= dims[axis];
    }
    return strides;
  }

  /** The values at these places along an axis. */
  public Constant along(int axis, long... places) {
    long[][] steps = steps();
    long stride = strides()[axis];
    steps[axis] = LongStream.of(places).map(place -> place * stride).toArray();
    return walked(steps);
  }

  /** For each axis, what each index adds to the place in C order; see {@link #walked}. */
  public long[][] steps() {
    long[] strides = strides();
    long[][] steps = new long[dims.length][];
    for (int axis = 0; axis < steps.length; axis++) {
      long stride = strides[axis];
      steps[axis] = LongStream.range(0, dims[axis]).map(i -> i * stride).toArray();
    }
    return steps;
  }

  /**
   * Picks values into a new array.
   *
   * @param steps for each axis of the new array, what each index adds to the place in C order here
   */
  public Constant walked(long[]... steps) {
    long[] sizes = Arrays.stream(steps).mapToLong(step -> step.length).toArray();
    int count = count(sizes);
    int[] index = new int[steps.length];
    int[] from = new int[count];
    for (int k = 0; k < count; k++) {
      long place = 0;
      for (int axis = 0; axis < steps.length; axis++) {
        place += steps[axis][index[axis]];
      }
      from[k] = (int) place;
      for (int axis = steps.length - 1; axis >= 0 && ++index[axis] == steps[axis].length; axis--) {
        index[axis] = 0;
      }
    }
    return taken(sizes, from);
  }

  /** The values at these places in C order. */
  public Constant taken(long[] sizes, int... places) {
    if (floats != null) {
      float[] values = new float[places.length];
      for (int k = 0; k < values.length; k++) {
        values[k] = floats[places[k]];
      }
      return new Constant(sizes, values, null);
    }
    return new Constant(sizes, null, Arrays.stream(places).mapToLong(i -> integers[i]).toArray());
  }

  /** Broadcasts the values to sizes that they fit. */
  public Constant broadcast(long... sizes) {
    if (Arrays.equals(sizes, dims)) {
      return this;
    }
    long[] strides = strides();
    long[][] steps = new long[sizes.length][];
    for (int axis = 0; axis < sizes.length; axis++) {
      int own = axis - sizes.length + dims.length;
      long stride = own < 0 || dims[own] == 1 ? 0 : strides[own];
      steps[axis] = LongStream.range(0, sizes[axis]).map(i -> i * stride).toArray();
    }
    return walked(steps);
  }
}
