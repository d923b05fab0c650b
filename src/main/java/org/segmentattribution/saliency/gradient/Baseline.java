package org.segmentattribution.saliency.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.segmentattribution.saliency.InputArray;
import org.segmentattribution.saliency.MethodParameters;
import org.segmentattribution.saliency.Parameter;

/**
 * A preprocessed input that stands for "nothing there": one value everywhere, or an array.
 *
 * @param value value where there is no array
 * @param array C x H x W or 1 x C x H x W for all images, or N x C x H x W for N images; or null
 */
public record Baseline(float value, InputArray array) {
  /** Parameter that {@link #given} reads. */
  static final Parameter PARAMETER =
      new Parameter("baseline", "0", "a value of the preprocessed input, or FILE.npy");

  /** Reads the requested baseline. */
  static Baseline given(MethodParameters p) {
    boolean file = p.text("baseline").endsWith(".npy");
    return file ? new Baseline(0, p.array("baseline")) : new Baseline(p.number("baseline"), null);
  }

  /** Returns the baselines of some images, [1, C, H, W] or [n, C, H, W]. */
  NDArray of(NDArray images, int firstImage) {
    if (array == null) {
      return images.getManager().full(new Shape(1, 1, 1, 1), value);
    }
    return array.forImages(images, firstImage);
  }

  /** Draws one of the array's blocks at random for all images, [1, C, H, W]. */
  NDArray drawn(NDArray images, SplittableRandom random) {
    return array == null ? of(images, 0) : array.blocks(images, random.nextInt(array.blocks()), 1);
  }
}
