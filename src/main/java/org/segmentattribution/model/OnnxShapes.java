package org.segmentattribution.model;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.segmentattribution.model.OnnxImporter.Value;

/**
 * The operators that move values about. A file may fix the number of images; here the first axis is
 * the images', however many come in.
 */
final class OnnxShapes {
  private final OnnxImporter graph;

  OnnxShapes(OnnxImporter graph) {
    this.graph = graph;
  }

  void add(OnnxNode node) {
    Value x = graph.activation(node, 0);
    switch (node.operator()) {
      case "Flatten" -> flatten(node, x);
      case "Reshape" -> reshape(node, x);
      case "Squeeze" -> squeeze(node, x);
      case "Unsqueeze" -> unsqueeze(node, x);
      case "Transpose" -> transpose(node, x);
      default -> reduceMean(node, x);
    }
  }

  private void to(OnnxNode node, Value x, long[] shape) {
    if (x.shape().slice(1).equals(new Shape(shape))) {
      graph.pass(node, x);
    } else {
      graph.emit(node, new Reshaping(node.name(), new Shape(shape)), x);
    }
  }

  private void flatten(OnnxNode node, Value x) {
    node.allow("axis");
    long axis = node.integer("axis", 1);
    axis = axis < 0 ? axis + x.rank() : axis;
    if (axis < 1 || axis > x.rank() || x.shape().slice(1, (int) axis).size() != 1) {
      throw node.refuse("axis " + axis + " mixes the images of a batch; 1 is supported");
    }
    to(node, x, new long[] {x.shape().slice((int) axis).size()});
  }

  private void reshape(OnnxNode node, Value x) {
    node.allow("shape", "allowzero");
    long[] target = graph.given(node, 1) ? graph.integers(node, 1) : node.integers("shape");
    long[] tail = target.length == 0 ? target : Arrays.copyOfRange(target, 1, target.length);
    long known = 1;
    int open = -1;
    for (int i = 0; i < tail.length; i++) {
      if (tail[i] == 0 && i + 1 < x.rank()) {
        tail[i] = x.size(i + 1);
      }
      if (tail[i] == -1) {
        open = i;
      } else {
        known *= tail[i];
      }
    }
    long values = x.shape().size();
    if (open >= 0 && target[0] != -1 && known > 0) {
      tail[open] = values / known;
      known *= tail[open];
    }
    if (known != values || Arrays.stream(tail).anyMatch(size -> size < 1)) {
      throw node.refuse(
          "a reshape of "
              + x.shape()
              + " to "
              + Arrays.toString(target)
              + " mixes the images of a batch or does not fit");
    }
    to(node, x, tail);
  }

  private long[] axes(OnnxNode node, int rank) {
    long[] axes = graph.given(node, 1) ? graph.integers(node, 1) : node.integers("axes");
    long[] counted = Arrays.stream(axes).map(a -> a < 0 ? a + rank : a).sorted().toArray();
    if (Arrays.stream(counted).anyMatch(a -> a < 1 || a >= rank)) {
      throw node.refuse(
          "axes "
              + Arrays.toString(axes)
              + " are not supported for "
              + rank
              + " axes of which the first is the images'");
    }
    return counted;
  }

  private void squeeze(OnnxNode node, Value x) {
    node.allow("axes");
    long[] axes = axes(node, x.rank());
    boolean all = axes.length == 0;
    List<Long> kept = new ArrayList<>();
    for (int i = 1; i < x.rank(); i++) {
      boolean taken = all ? x.size(i) == 1 : Arrays.binarySearch(axes, i) >= 0;
      if (!taken) {
        kept.add(x.size(i));
      } else if (x.size(i) != 1) {
        throw node.refuse("axis " + i + " of " + x.shape() + " is not 1");
      }
    }
    to(node, x, kept.stream().mapToLong(Long::longValue).toArray());
  }

  private void unsqueeze(OnnxNode node, Value x) {
    node.allow("axes");
    int count =
        graph.given(node, 1) ? graph.integers(node, 1).length : node.integers("axes").length;
    long[] axes = axes(node, x.rank() + count);
    long[] shape = new long[x.rank() + count - 1];
    int from = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = Arrays.binarySearch(axes, i + 1) >= 0 ? 1 : x.size(from++);
    }
    to(node, x, shape);
  }

  private void transpose(OnnxNode node, Value x) {
    node.allow("perm");
    long[] reversed = IntStream.range(0, x.rank()).mapToLong(i -> x.rank() - 1 - i).toArray();
    long[] axes = node.integers("perm", reversed);
    long[] identity = IntStream.range(0, x.rank()).asLongStream().toArray();
    if (!Arrays.equals(Arrays.stream(axes).sorted().toArray(), identity) || axes[0] != 0) {
      throw node.refuse("perm " + Arrays.toString(axes) + " does not leave the images first");
    }
    int[] order = Arrays.stream(axes).mapToInt(Math::toIntExact).toArray();
    graph.emit(node, new Transposition(node.name(), order), x);
  }

  private void reduceMean(OnnxNode node, Value x) {
    node.allow("axes", "keepdims", "noop_with_empty_axes");
    if (x.rank() != 4 || !Arrays.equals(axes(node, 4), new long[] {2, 3})) {
      throw node.refuse("only the mean over height and width is supported");
    }
    boolean keep = node.integer("keepdims", 1) != 0;
    graph.emit(node, new GlobalAveragePooling(node.name()), x);
    if (!keep) {
      graph.then(node, new Reshaping(node.name() + ".flat", new Shape(x.size(1))));
    }
  }
}
