package org.segmentattribution.segmentation.onnx;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.segmentation.onnx.box.BoxedMasks;
import org.segmentattribution.segmentation.onnx.box.GroundingDino;
import org.segmentattribution.segmentation.onnx.box.OwlBoxes;
import org.segmentattribution.segmentation.onnx.box.SegmentAnything;
import org.segmentattribution.segmentation.onnx.fixed.ClassLabels;
import org.segmentattribution.segmentation.onnx.fixed.DenseModel;
import org.segmentattribution.segmentation.onnx.fixed.DetrMasks;
import org.segmentattribution.segmentation.onnx.fixed.Foreground;
import org.segmentattribution.segmentation.onnx.fixed.MaskQueries;
import org.segmentattribution.segmentation.onnx.fixed.YoloSeg;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.OnnxModel;
import org.segmentattribution.segmentation.onnx.text.ClipSeg;
import org.segmentattribution.segmentation.onnx.text.Sam3;
import org.segmentattribution.segmentation.onnx.text.Sam3Whole;

/** Combines graphs to models, by the task of each graph. */
final class OnnxModels {
  /** Characters of a message for one graph, some of which have dozens of outputs. */
  private static final int LONGEST = 400;

  private final ModelFolder folder;
  private final String classNames;
  private final Map<OnnxContract, List<OnnxGraph>> graphs = new EnumMap<>(OnnxContract.class);
  private final List<OnnxGraph> all = new ArrayList<>();

  private OnnxModels(ModelFolder folder, String classNames) {
    this.folder = folder;
    this.classNames = classNames;
  }

  /**
   * Opens the model of a file or folder.
   *
   * @param classNames a file or bundled list; null = the names in the model
   * @throws WrongInput in one line that says what was found and what it is nearest to
   */
  static OnnxModel open(ModelFolder folder, String classNames) {
    OnnxModels models = new OnnxModels(folder, classNames);
    if (folder.declaration() == null) {
      models.add(folder.named());
    } else {
      DeclaredGraphs.open(folder).forEach(models::add);
    }
    return models.model();
  }

  private void add(OnnxContract contract, OnnxGraph graph) {
    all.add(graph);
    graphs.computeIfAbsent(contract, c -> new ArrayList<>()).add(graph);
  }

  private void add(List<OnnxGraph> more) {
    String type = folder.json("config.json").path("model_type").asText("");
    for (OnnxGraph graph : more) {
      OnnxContract contract = OnnxContract.of(graph, type);
      if (contract == null) {
        all.add(graph);
      } else {
        add(contract, graph);
      }
    }
  }

  private boolean has(OnnxContract contract) {
    return graphs.containsKey(contract);
  }

  private OnnxModel model() {
    if (has(OnnxContract.CLIPSEG)) {
      return new ClipSeg(only(OnnxContract.CLIPSEG), folder);
    }
    if (has(OnnxContract.SAM3_WHOLE)) {
      return new Sam3Whole(only(OnnxContract.SAM3_WHOLE), folder);
    }
    if (has(OnnxContract.YOLO)) {
      return new YoloSeg(only(OnnxContract.YOLO), folder, classNames);
    }
    if (has(OnnxContract.DETR_MASKS)) {
      return new DetrMasks(only(OnnxContract.DETR_MASKS), folder, classNames);
    }
    if (has(OnnxContract.MASK_QUERIES)) {
      OnnxGraph queries = only(OnnxContract.MASK_QUERIES);
      return DetrMasks.fits(queries, folder)
          ? new DetrMasks(queries, folder, classNames)
          : new MaskQueries(queries, folder, classNames);
    }
    boolean alone = has(OnnxContract.DENSE) && graphs.get(OnnxContract.DENSE).size() == all.size();
    if (alone) {
      return dense(only(OnnxContract.DENSE));
    }
    if (has(OnnxContract.FOREGROUND)) {
      return new Foreground(only(OnnxContract.FOREGROUND), folder);
    }
    if (!all.isEmpty() && all.stream().allMatch(OnnxContract::classifies)) {
      throw WrongInput.of(
          "%s: is a classifier: it gives scores of a whole picture, and no masks (%s); {model}"
              + " takes it, and {segmenter} a model that finds segments",
          folder.given(), all.get(0).signature());
    }
    requireNoClassifier();
    List<OnnxGraph> named = List.copyOf(all);
    if (folder.declaration() == null) {
      add(folder.others());
    }
    if (has(OnnxContract.GROUNDING_DINO)) {
      OnnxGraph detector = only(OnnxContract.GROUNDING_DINO);
      return new BoxedMasks(new GroundingDino(detector, folder), masks());
    }
    if (has(OnnxContract.OWL)) {
      return new BoxedMasks(new OwlBoxes(only(OnnxContract.OWL), folder), masks());
    }
    if (has(OnnxContract.SAM3_DECODER) && has(OnnxContract.SAM3_TEXT)) {
      return sam3();
    }
    String own = Resemblance.of(named);
    if (!own.isEmpty()) {
      // what lies beside the file that was named has no part in this
      throw refuse(own, named);
    }
    String like = Resemblance.of(all);
    String near = all.size() == 1 && like.isEmpty() ? NearestFamily.of(all.get(0)) : "";
    throw refuse(
        (like.isEmpty() ? "fits no contract" : like) + (near.isEmpty() ? "" : ": " + near));
  }

  /** Refuses a folder of weights without a graph, whose configuration says what they are. */
  private void requireNoClassifier() {
    String architecture = folder.json("config.json").path("architectures").path(0).asText("");
    if (all.isEmpty() && architecture.endsWith("ForImageClassification")) {
      throw WrongInput.of(
          "%s: is a classifier (%s in config.json); {model} takes it, and {segmenter} a model that"
              + " finds segments",
          folder.given(), architecture);
    }
  }

  /** A map of classes without names may be one plane, where the exporter left its sizes open. */
  private OnnxModel dense(OnnxGraph graph) {
    boolean named =
        !DenseModel.openPlanes(graph) || ClassLabels.found(graph, folder, classNames) != null;
    OnnxModel plane = named ? null : Foreground.ofOnePlane(graph, folder);
    return plane != null ? plane : new DenseModel(graph, folder, classNames);
  }

  private OnnxModel sam3() {
    OnnxGraph decoder = only(OnnxContract.SAM3_DECODER);
    if (!has(OnnxContract.SAM3_IMAGES)) {
      throw refuse("the image encoder of SAM 3 is missing");
    }
    return new Sam3(only(OnnxContract.SAM3_IMAGES), only(OnnxContract.SAM3_TEXT), decoder, folder);
  }

  private SegmentAnything masks() {
    if (!has(OnnxContract.SAM_DECODER)) {
      throw refuse("the model makes boxes; a SAM encoder and decoder beside it make masks of them");
    }
    OnnxGraph decoder = only(OnnxContract.SAM_DECODER);
    List<OnnxGraph> encoders =
        all.stream().filter(graph -> SegmentAnything.encodes(graph, decoder)).toList();
    if (encoders.size() != 1) {
      throw refuse(encoders.size() + " SAM encoders for the decoder " + decoder.file());
    }
    return new SegmentAnything(encoders.get(0), decoder);
  }

  /**
   * Returns the graph of a contract; if there are several, the one that the user named. They are
   * usually one network in several precisions.
   */
  private OnnxGraph only(OnnxContract contract) {
    List<OnnxGraph> found = graphs.get(contract);
    List<OnnxGraph> named =
        found.stream().filter(graph -> graph.file().equals(folder.given())).toList();
    if (found.size() > 1 && named.size() == 1) {
      return named.get(0);
    }
    if (found.size() > 1) {
      throw new WrongInput(
          folder.given()
              + ": several files fit one contract, name one or put it in a folder of its own: "
              + found.stream()
                  .map(g -> g.file().getFileName().toString())
                  .collect(Collectors.joining(", ")));
    }
    return found.get(0);
  }

  private static String shown(OnnxGraph graph) {
    String text = graph.signature();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private WrongInput refuse(String why) {
    return refuse(why, all);
  }

  private WrongInput refuse(String why, List<OnnxGraph> shown) {
    String found =
        shown.isEmpty()
            ? "no .onnx file"
            : shown.stream().map(OnnxModels::shown).collect(Collectors.joining("; "));
    return new WrongInput(
        folder.given()
            + ": "
            + why
            + "; found: "
            + found
            + "; docs/segments.md lists the models that are read, and what segmenter.json can say");
  }
}
