package org.segmentattribution.segmentation.onnx.ground;

import java.io.IOException;
import java.util.List;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;

/** One or several ONNX graphs that together find segments. Safe for several threads. */
public interface OnnxModel {
  /** Returns the names of its classes, by index; null where it takes any text. */
  default List<String> classes() {
    return null;
  }

  /** Returns the threshold of scores where none is given, 0 to 1. */
  double threshold();

  /** Throws {@link WrongInput} where a text cannot be asked for. */
  default void check(List<WantedSegment> wanted) {}

  /**
   * Finds what is in an image, in a fixed order; {@code wanted} must be equal for all images.
   *
   * @throws IOException where a graph fails
   */
  List<Instance> find(RgbImage image, List<WantedSegment> wanted) throws IOException;
}
