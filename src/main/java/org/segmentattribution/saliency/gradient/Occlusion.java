package org.segmentattribution.saliency.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.saliency.AttributionMethod;
import org.segmentattribution.saliency.ExplainedBatch;

/**
 * Fills a window and measures how much the logit drops. The drop is assigned to the window's pixels
 * and averaged where windows overlap (Zeiler, Fergus 2014, section 4.2). Windows are cut at the
 * edge.
 *
 * @param window side of the window in pixels
 * @param stride distance from one window to the next, in pixels
 * @param fill value of the preprocessed input
 */
public record Occlusion(int window, int stride, float fill) implements AttributionMethod {
  private record Place(int top, int left) {}

  /** Returns [N, 1, H, W]. */
  @Override
  public NDArray attribute(ExplainedBatch batch) {
    Shape shape = batch.input().getShape();
    int height = Math.toIntExact(shape.get(2));
    int width = Math.toIntExact(shape.get(3));
    List<Place> places = new ArrayList<>();
    for (int top : starts(height)) {
      for (int left : starts(width)) {
        places.add(new Place(top, left));
      }
    }
    float[][] sums = new float[batch.size()][height * width];
    float[] counts = new float[height * width];
    int together = Math.max(1, batch.passSize() / batch.size());
    for (int from = 0; from < places.size(); from += together) {
      List<Place> some = places.subList(from, Math.min(places.size(), from + together));
      float[][] drops = drops(batch, some, height, width);
      for (int k = 0; k < some.size(); k++) {
        add(some.get(k), height, width, k, drops, sums, counts);
      }
    }
    float[] mean = new float[batch.size() * height * width];
    for (int i = 0; i < mean.length; i++) {
      float count = counts[i % counts.length];
      mean[i] = count == 0 ? 0 : sums[i / counts.length][i % counts.length] / count;
    }
    return batch.input().getManager().create(mean, new Shape(batch.size(), 1, height, width));
  }

  private int[] starts(int size) {
    int count = Math.max(0, (size - window + stride - 1) / stride) + 1;
    int[] starts = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = i * stride;
    }
    return starts;
  }

  /**
   * Returns [image][window]: the logit of the image minus that of the image with the window filled.
   */
  private float[][] drops(ExplainedBatch batch, List<Place> places, int height, int width) {
    float[][] drops = new float[batch.size()][places.size()];
    try (NDManager scope = batch.input().getManager().newSubManager()) {
      NDList inputs = new NDList();
      for (Place place : places) {
        NDArray open = scope.create(open(place, height, width), new Shape(1, 1, height, width));
        inputs.add(open.mul(batch.input()).addi(open.neg().addi(1f).muli(fill)));
      }
      NDArray joined = NDArrays.concat(inputs, 0);
      joined.attach(scope);
      float[][] logits =
          ExplainedBatch.rows(batch.logits(joined).toFloatArray(), places.size() * batch.size());
      for (int i = 0; i < batch.size(); i++) {
        for (int k = 0; k < places.size(); k++) {
          drops[i][k] = batch.explained(i) - logits[k * batch.size() + i][batch.targets()[i]];
        }
      }
    }
    return drops;
  }

  /** Returns 0 in the window, 1 elsewhere. */
  private float[] open(Place place, int height, int width) {
    float[] open = new float[height * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean inside =
            y >= place.top && y < place.top + window && x >= place.left && x < place.left + window;
        open[y * width + x] = inside ? 0 : 1;
      }
    }
    return open;
  }

  private void add(
      Place place, int height, int width, int k, float[][] drops, float[][] sums, float[] counts) {
    for (int y = place.top; y < Math.min(height, place.top + window); y++) {
      for (int x = place.left; x < Math.min(width, place.left + window); x++) {
        counts[y * width + x]++;
        for (int i = 0; i < sums.length; i++) {
          sums[i][y * width + x] += drops[i][k];
        }
      }
    }
  }
}
