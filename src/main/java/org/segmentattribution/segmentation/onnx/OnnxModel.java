package org.segmentattribution.segmentation.onnx;

import java.io.IOException;
import java.util.List;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;

/** One or several ONNX graphs that together find segments. Safe for several threads. */
interface OnnxModel {
  /** Returns names of the classes that it knows, by index; null where it takes any text. */
  List<String> classes();

  /** What scores are compared with where nobody says otherwise, 0 to 1. */
  double threshold();

  /** {@link WrongInput} where a text cannot be asked for. */
  default void check(List<WantedSegment> wanted) {}

  /**
   * What is in an image, in a fixed order; the wanted are as many and the same for all images.
   *
   * @throws IOException where a graph fails
   */
  List<Instance> find(RgbImage image, List<WantedSegment> wanted) throws IOException;
}
