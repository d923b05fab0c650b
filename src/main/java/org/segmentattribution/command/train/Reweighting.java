package org.segmentattribution.command.train;

import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.pipeline.Progress;

/**
 * Fits the last layer anew to balanced groups of images; the features stay.
 *
 * @param settings of the command
 * @param input preprocessing of the network
 */
record Reweighting(TrainSettings settings, Preprocessing input) implements Fitting {
  @Override
  public OnnxNetwork fit(OnnxNetwork start, List<LabelledImage> images, Progress progress) {
    throw WrongInput.of("{how} reweight is not there yet; take fill,paste");
  }
}
