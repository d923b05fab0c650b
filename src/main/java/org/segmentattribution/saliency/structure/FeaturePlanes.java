package org.segmentattribution.saliency.structure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.segmentattribution.model.engine.NativeArrays;
import org.segmentattribution.model.layer.Layer;

/**
 * How the values of a layer are read as planes over the image.
 *
 * @param layer the layer
 * @param step number of the layer in the graph
 * @param axes axes of images, of channels and of places
 * @param height of the planes
 * @param width of the planes
 * @param order for each place, row by row, its index along the axes of places
 * @param along number of values along the axes of places; more than places where there are others,
 *     such as a class token
 */
public record FeaturePlanes(
    Layer layer, int step, int[] axes, int height, int width, long[] order, int along) {

  /** Reads a layer's values; returns null where they are no planes of more than one place. */
  static FeaturePlanes read(Layer layer, int step, Positions positions) {
    Shape shape = positions.tags().shape();
    if (positions.places() < 2 || shape.dimension() < 2 || shape.get(0) != 1) {
      return null;
    }
    int[] sizes = positions.tags().sizes();
    int[] tags = positions.tags().values();
    long[] order = new long[positions.places()];
    Arrays.fill(order, -1);
    int found = 0;
    for (int i = 0; i < tags.length; i++) {
      if (tags[i] == Positions.NONE) {
        continue;
      }
      int place = tags[i] - Positions.FIRST;
      if (place < 0 || order[place] >= 0) {
        return null;
      }
      order[place] = i;
      found++;
    }
    if (found != order.length) {
      return null;
    }
    int[] axes =
        IntStream.concat(
                IntStream.of(0),
                IntStream.concat(
                    IntStream.range(1, sizes.length).filter(axis -> sizes[axis] == 1),
                    IntStream.range(1, sizes.length).filter(axis -> sizes[axis] > 1)))
            .toArray();
    return new FeaturePlanes(
        layer, step, axes, positions.height(), positions.width(), order, tags.length);
  }

  /** Returns values of the layer's shape for some images as planes, [N, C, h, w]. */
  public NDArray planes(NDArray values) {
    long images = values.getShape().get(0);
    NDArray moved = sorted() ? values : values.transpose(axes);
    long channels = values.size() / images / along;
    NDArray rows = moved.reshape(images, channels, along);
    return (inOrder() ? rows : picked(rows)).reshape(images, channels, height, width);
  }

  private NDArray picked(NDArray rows) {
    Shape one = new Shape(1, 1, order.length);
    Shape all = rows.getShape().slice(0, 2).add(order.length);
    return rows.gather(NativeArrays.indices(rows.getManager(), order, one).broadcast(all), 2);
  }

  /** Returns whether there are values beside the places. */
  boolean hasOthers() {
    return along > order.length;
  }

  private boolean sorted() {
    return Arrays.equals(axes, IntStream.range(0, axes.length).toArray());
  }

  private boolean inOrder() {
    return !hasOthers() && IntStream.range(0, order.length).allMatch(i -> order[i] == i);
  }
}
