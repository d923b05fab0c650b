package org.segmentattribution.segmentation.onnx.box;

import java.io.IOException;
import java.util.List;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.segmentation.onnx.ground.Box;
import org.segmentattribution.segmentation.onnx.ground.OnnxModel;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/** A detector that takes texts and gives boxes, which need a mask decoder. */
public interface BoxModel {
  /** Returns the default threshold; see {@link OnnxModel#threshold}. */
  double threshold();

  /** Checks what is asked for; see {@link OnnxModel#check}. */
  void check(List<WantedSegment> wanted);

  /** Returns boxes in the image's own pixels. */
  List<Box> boxes(RgbImage image, List<WantedSegment> wanted) throws IOException;
}
