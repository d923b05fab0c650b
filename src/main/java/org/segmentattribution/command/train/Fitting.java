package org.segmentattribution.command.train;

import java.io.IOException;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.pipeline.Progress;

/** How a network is fitted to labelled images. */
sealed interface Fitting permits GradientFitting, Reweighting {
  /**
   * Fits a network.
   *
   * @param start where it begins; may be changed
   * @param images to fit it to; those that show the segment to avoid have its mask
   * @return the network to write: {@code start}, or one whose arrays belong to it
   */
  Fitted fit(OnnxNetwork start, TrainingImages images, Progress progress) throws IOException;
}
