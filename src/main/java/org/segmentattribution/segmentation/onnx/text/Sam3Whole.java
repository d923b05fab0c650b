package org.segmentattribution.segmentation.onnx.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.FolderPicture;
import org.segmentattribution.segmentation.onnx.ground.ImageFeed;
import org.segmentattribution.segmentation.onnx.ground.Instance;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.OnnxModel;
import org.segmentattribution.segmentation.onnx.ground.TextBatch;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/**
 * SAM 3 with text in one graph, as {@code torch.onnx.export} writes the whole model: it encodes the
 * image again for each text, which takes most of the time. {@link Sam3} does so once.
 */
public final class Sam3Whole implements OnnxModel {
  private static final int SIDE = 1008;
  private static final int TOKENS = 32;

  private final OnnxGraph graph;
  private final FolderPicture picture;
  private final TextBatch texts;
  private final Sam3Values values;

  /** Opens a graph that takes a picture, {@code input_ids} and {@code attention_mask}. */
  public Sam3Whole(OnnxGraph graph, ModelFolder folder) {
    this.graph = graph;
    picture = new FolderPicture(graph, folder, SIDE, ImageFeed.Normalisation.HALVES);
    values = Sam3Values.of(graph, folder);
    Sam3Scores.check(graph);
    var tokenizer = folder.tokenizer();
    texts =
        new TextBatch(graph, tokenizer, TOKENS, true, Math.max(0, tokenizer.id("<|endoftext|>")));
  }

  @Override
  public double threshold() {
    return 0.5;
  }

  @Override
  public void check(List<WantedSegment> wanted) {
    texts.singles(wanted);
  }

  @Override
  public List<Instance> find(RgbImage image, List<WantedSegment> wanted) throws IOException {
    Map<String, Tensor> inputs = new HashMap<>(picture.inputs(graph, image));
    List<Instance> found = new ArrayList<>();
    List<TextBatch.Part> singles = texts.singles(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      inputs.put("input_ids", singles.get(i).texts().ids());
      inputs.put("attention_mask", singles.get(i).texts().mask());
      Sam3Answer answer = Sam3Answer.of(graph.run(inputs), values);
      found.addAll(answer.instances(image, wanted.get(i).threshold(), i));
    }
    return found;
  }
}
