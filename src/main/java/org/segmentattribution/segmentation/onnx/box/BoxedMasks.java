package org.segmentattribution.segmentation.onnx.box;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.segmentation.onnx.ground.Box;
import org.segmentattribution.segmentation.onnx.ground.Instance;
import org.segmentattribution.segmentation.onnx.ground.OnnxModel;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/**
 * Makes masks from a detector's boxes with a Segment Anything model (Kirillov et al. 2023).
 *
 * @param detector finds boxes
 * @param masks makes a mask from a box
 */
public record BoxedMasks(BoxModel detector, SegmentAnything masks) implements OnnxModel {
  @Override
  public double threshold() {
    return detector.threshold();
  }

  @Override
  public void check(List<WantedSegment> wanted) {
    detector.check(wanted);
  }

  @Override
  public List<Instance> find(RgbImage image, List<WantedSegment> wanted) throws IOException {
    List<Box> boxes = detector.boxes(image, wanted);
    if (boxes.isEmpty()) {
      return List.of();
    }
    SegmentAnything.Picture picture = masks.look(image);
    List<Instance> found = new ArrayList<>();
    for (Box box : boxes) {
      found.add(new Instance(box.wanted(), box.score(), masks.mask(picture, box)));
    }
    return found;
  }
}
