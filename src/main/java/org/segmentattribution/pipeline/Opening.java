package org.segmentattribution.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.model.Classifier;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.TorchEngine;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.SaliencyMethod;
import org.segmentattribution.saliency.SaliencyMethods;
import org.segmentattribution.segmentation.Segmenter;
import org.segmentattribution.segmentation.SegmenterSpec;

/** Opens what flags name; whatever is wrong with it becomes a {@link UsageError}. */
public final class Opening {
  private Opening() {}

  /** A classifier from a file that holds its network, with its declaration. */
  public static Classifier model(Path file, String device) {
    return model(new ModelFile(file, null, device));
  }

  /** A classifier with its declaration. */
  public static Classifier model(ModelFile model) {
    device(model.device());
    try {
      return Classifiers.load(model);
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageError("--model", e);
    }
  }

  /** A segmenter, for these names only where any are given. */
  public static Segmenter segmenter(String spec, List<String> segments) {
    try {
      return SegmenterSpec.parse(spec).open(segments);
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageError("--segmenter", e);
    }
  }

  /** Saliency methods by name, on a classifier. */
  public static Explainer explainer(
      Classifier classifier, List<String> methods, ChannelReduction channels) {
    try {
      List<SaliencyMethod> named = methods.stream().map(SaliencyMethods::named).toList();
      return new Explainer(classifier, named, channels);
    } catch (IllegalArgumentException e) {
      throw new UsageError("--method", e);
    }
  }

  /** The name of the device that a flag stands for. */
  public static String device(String name) {
    try {
      return TorchEngine.name(TorchEngine.device(name));
    } catch (IllegalArgumentException e) {
      throw new UsageError("--device", e);
    }
  }
}
