package org.segmentattribution.saliency;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.engine.TorchEngine;

/** Reduces an attribution with channels, [N, C, H, W], to one map for each image, [N, H, W]. */
public enum ChannelReduction {
  /** Sum of the channels. */
  SUM {
    @Override
    public NDArray apply(NDArray attribution) {
      return attribution.sum(CHANNELS);
    }
  },
  /** Mean of the channels. */
  MEAN {
    @Override
    public NDArray apply(NDArray attribution) {
      return attribution.mean(CHANNELS);
    }
  },
  /** Sum of the magnitudes. */
  SUM_ABS {
    @Override
    public NDArray apply(NDArray attribution) {
      return attribution.abs().sum(CHANNELS);
    }
  },
  /** Magnitude of the sum. */
  ABS_SUM {
    @Override
    public NDArray apply(NDArray attribution) {
      return attribution.sum(CHANNELS).abs();
    }
  },
  /** Value with the largest magnitude, with its sign; the first channel among equals. */
  ABS_MAX {
    @Override
    public NDArray apply(NDArray attribution) {
      NDArray largest = attribution.abs().argMax(1).expandDims(1);
      return attribution.gather(largest, 1).squeeze(1);
    }
  },
  /** Square root of the sum of squares. */
  L2 {
    @Override
    public NDArray apply(NDArray attribution) {
      return attribution.square().sum(CHANNELS).sqrt();
    }
  };

  private static final int[] CHANNELS = {1};

  public abstract NDArray apply(NDArray attribution);

  /**
   * Returns one map from channels that another program made.
   *
   * @param values C x H x W
   */
  public float[] reduce(float[] values, int channels, int height, int width) {
    try (NDManager scope = TorchEngine.start().newBaseManager(Device.cpu())) {
      NDArray attribution = scope.create(values, new Shape(1, channels, height, width));
      return Gradients.without(() -> apply(attribution)).toFloatArray();
    }
  }

  /** Returns the name on the command line, such as {@code sum-abs}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the reduction with this name; throws {@link WrongInput} that lists the names if there
   * is none.
   */
  public static ChannelReduction named(String name) {
    for (ChannelReduction reduction : values()) {
      if (reduction.label().equals(name)) {
        return reduction;
      }
    }
    List<String> known = Arrays.stream(values()).map(ChannelReduction::label).toList();
    throw new WrongInput(
        "channels '"
            + name
            + "' is not known; known: "
            + String.join(", ", known)
            + Spelling.hint(name, known));
  }
}
