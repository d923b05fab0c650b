package org.segmentattribution.model.onnx.constant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.segmentattribution.model.onnx.file.NodeReader;

/** Reads which values Slice and Split take. */
public final class SliceParts {
  private SliceParts() {}

  /**
   * Values taken along an axis.
   *
   * @param start the first place
   * @param step from one place to the next; negative backwards
   * @param count number of places
   */
  public record Part(int axis, long start, long step, long count) {}

  /** The parts that a Slice takes from a value of these sizes, one an axis. */
  public static List<Part> of(NodeReader node, Constants constants, long... sizes) {
    node.allow("starts", "ends", "axes");
    boolean attributes = node.has("starts");
    long[] starts = attributes ? node.integers("starts") : constants.integers(node, 1);
    long[] ends = attributes ? node.integers("ends") : constants.integers(node, 2);
    long[] first = LongStream.range(0, starts.length).toArray();
    long[] axes = node.given(3) ? constants.integers(node, 3) : node.integers("axes", first);
    long[] steps = node.given(4) ? constants.integers(node, 4) : ones(starts.length);
    AxisNumbers.axes(node, sizes.length, axes);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < axes.length; i++) {
      int axis = (int) (axes[i] < 0 ? axes[i] + sizes.length : axes[i]);
      long size = sizes[axis];
      long step = steps[i];
      if (step == 0) {
        throw node.refuse("steps by 0");
      }
      // backwards the last place may be before the first
      long low = step > 0 ? 0 : -1;
      long high = step > 0 ? size : size - 1;
      long start = bound(starts[i], size, 0, high);
      long end = bound(ends[i], size, low, high);
      long way = step > 0 ? end - start : start - end;
      // a step over everything takes one value, however long it is
      long pace =
          Math.min(Math.max(size, 1), step == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(step));
      long count = way <= 0 || size == 0 ? 0 : (way + pace - 1) / pace;
      parts.add(new Part(axis, start, step > 0 ? pace : -pace, count));
    }
    return parts;
  }

  private static long bound(long at, long size, long low, long high) {
    return Math.max(low, Math.min(high, at < 0 ? at + size : at));
  }

  private static long[] ones(int count) {
    long[] ones = new long[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Lengths of the parts that a Split makes of so many values. */
  public static long[] lengths(NodeReader node, Constants constants, long size) {
    node.allow("axis", "split", "num_outputs");
    int count = node.outputs().size();
    long[] lengths = constants.integers(node, 1, "split");
    if (lengths.length == 0) {
      lengths = new long[count];
      long each = (size + count - 1) / count;
      Arrays.fill(lengths, each);
      lengths[count - 1] = size - each * (count - 1);
    }
    if (lengths.length != count) {
      throw node.refuse("splits into " + lengths.length + " parts, but has " + count + " outputs");
    }
    boolean fits = LongStream.of(lengths).allMatch(l -> l >= 0 && l <= size);
    if (!fits || LongStream.of(lengths).sum() != size) {
      throw node.refuse("splits " + size + " values into " + Arrays.toString(lengths));
    }
    return lengths;
  }
}
