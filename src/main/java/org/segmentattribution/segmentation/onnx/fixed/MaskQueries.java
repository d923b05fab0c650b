package org.segmentattribution.segmentation.onnx.fixed;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.FolderPicture;
import org.segmentattribution.segmentation.onnx.ground.ImageFeed;
import org.segmentattribution.segmentation.onnx.ground.Instance;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.OnnxModel;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One graph that takes an image and gives queries, each with logits of its class (the last means
 * none) and a plane of logits of its mask: MaskFormer, Mask2Former, OneFormer, EoMT, DETR.
 */
public final class MaskQueries implements OnnxModel {
  private static final Logger LOG = LoggerFactory.getLogger(MaskQueries.class);
  private static final int SIDE = 512;
  private static final int DETR_SIDE = 800;

  /** transformers takes Mask2Former's sum on this square, whatever the picture's size. */
  private static final int MASK2FORMER_SIDE = 384;

  private static final int TASK_TOKENS = 77;

  private final OnnxGraph graph;
  private final FolderPicture picture;
  private final List<String> classes;
  private final QueryOutputs outputs;
  private final boolean things;
  private final int side;

  /** The input for the tokens of the task; null if there is none. */
  private final String asked;

  private final Tensor task;

  /**
   * Opens a graph.
   *
   * @param names a file or bundled list of its classes; null = the names in the model
   * @throws WrongInput if names or tokens are missing
   */
  public MaskQueries(OnnxGraph graph, ModelFolder folder, String names) {
    this.graph = graph;
    outputs = QueryOutputs.of(graph, type(folder));
    boolean panoptic = outputs.panoptic();
    classes = outputs.findable(graph, ClassLabels.of(graph, folder, names));
    int standard = panoptic ? DETR_SIDE : SIDE;
    picture =
        new FolderPicture(graph, folder, standard, ImageFeed.Normalisation.IMAGENET, !panoptic);
    things = !panoptic && !picture.hasParts() && InstanceMap.onlyThings(classes);
    side = side(folder);
    if (things) {
      LOG.info("{}: its classes are things and no stuff, so it looks for objects", graph.file());
    }
    asked = QueryOutputs.task(graph, type(folder));
    task = asked == null ? null : task(folder);
  }

  private static String type(ModelFolder folder) {
    return folder.json("config.json").path("model_type").asText("");
  }

  private static int side(ModelFolder folder) {
    return switch (type(folder)) {
      case "mask2former" -> MASK2FORMER_SIDE;
      case "eomt" ->
          folder
              .json("preprocessor_config.json")
              .path("size")
              .path("shortest_edge")
              .asInt(folder.json("config.json").path("image_size").asInt(0));
      default -> 0;
    };
  }

  /** OneFormer is asked for its task in words (Jain et al. 2023); padding is 0. */
  private static Tensor task(ModelFolder folder) {
    try (var tokenizer = folder.tokenizer()) {
      return tokenizer.encode(List.of("the task is semantic"), TASK_TOKENS, TASK_TOKENS, 0).ids();
    }
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public double threshold() {
    return outputs.panoptic() ? 0.85 : things ? 0.5 : 0;
  }

  @Override
  public void check(List<WantedSegment> wanted) {
    if (!outputs.panoptic() && !things) {
      DenseModel.noThresholds(graph, wanted);
    }
  }

  @Override
  public List<Instance> find(RgbImage image, List<WantedSegment> wanted) throws IOException {
    if (picture.hasParts()) {
      return DenseModel.masks(together(image), image, wanted);
    }
    Queries made = run(picture.inputs(graph, image));
    if (outputs.panoptic()) {
      return PanopticMap.find(made.ofClass(), made.masks(), image, wanted);
    }
    if (things) {
      return InstanceMap.find(made.ofClass(), made.masks(), side, image, wanted);
    }
    return DenseModel.masks(
        SemanticMap.best(made.ofClass(), made.masks(), side, image), image, wanted);
  }

  private int[] together(RgbImage image) throws IOException {
    PartMap map = null;
    int[] size = picture.size(image);
    for (FolderPicture.Part part : picture.parts(graph, image)) {
      Queries made = run(part.inputs());
      if (map == null) {
        map = new PartMap(size[0], size[1], made.ofClass().size(2) - 1);
      }
      float[] scores = SemanticMap.scores(made.ofClass(), made.masks(), side, side);
      map.add(scores, side, part.left(), part.top());
    }
    return map.best(image);
  }

  private record Queries(Tensor ofClass, Tensor masks) {}

  private Queries run(Map<String, Tensor> pictures) throws IOException {
    Map<String, Tensor> inputs = new HashMap<>(pictures);
    if (task != null) {
      inputs.put(asked, task);
    }
    Map<String, Tensor> made = graph.run(inputs);
    Tensor ofClass = made.get(outputs.classes());
    Tensor masks = made.get(outputs.masks());
    if (ofClass.size(2) < classes.size() || ofClass.size(1) != masks.size(1)) {
      throw new IOException(
          "%s: makes %d classes, but has %d names"
              .formatted(graph.file(), ofClass.size(2) - 1, classes.size()));
    }
    return new Queries(ofClass, masks);
  }
}
