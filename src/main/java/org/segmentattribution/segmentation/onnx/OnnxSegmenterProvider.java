package org.segmentattribution.segmentation.onnx;

import java.util.List;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.SegmenterProvider;
import org.segmentattribution.file.models.InstalledModels;
import org.segmentattribution.segmentation.MaskCache;
import org.segmentattribution.segmentation.NamedUnions;

/** Opens {@code onnx:FILE} and {@code onnx:FOLDER}: models that run on this machine. */
public final class OnnxSegmenterProvider implements SegmenterProvider {
  @Override
  public String scheme() {
    return "onnx";
  }

  @Override
  public List<String> forms() {
    return List.of("onnx:FILE", "onnx:FOLDER");
  }

  @Override
  public boolean handlesPrompts() {
    return true;
  }

  @Override
  public Segmenter open(String argument, SegmenterOptions options) {
    OnnxSegmenter model =
        OnnxSegmenter.open(
            InstalledModels.ofUser().pathOr(argument),
            options.device(),
            options.prompts(),
            options.threshold(),
            options.classNames(),
            options.imageTime());
    // without prompts, all classes of the model
    Segmenter united = new NamedUnions(model, model.prompts());
    return options.cache() == null
        ? united
        : new MaskCache(united, options.cache(), model.identity());
  }
}
