package org.segmentattribution.model.clip;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.huggingface.file.FolderJson;
import org.segmentattribution.model.onnx.file.GraphLinks;
import org.segmentattribution.model.safetensors.SafetensorsFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What makes a logit of a cosine: logit = scale · cosine + bias. Both were trained.
 *
 * @param scale above 0
 * @param bias 0 for CLIP
 * @param assumed whether nothing says the scale
 */
record LogitScale(double scale, double bias, boolean assumed) {
  /** Key of the logarithm of the scale, in weights and declarations. */
  static final String SCALE = "logit_scale";

  /** Key of the bias. */
  static final String BIAS = "logit_bias";

  private static final Logger LOG = LoggerFactory.getLogger(LogitScale.class);
  private static final String WEIGHTS = "model.safetensors";

  /** CLIP's training keeps the scale at or below this; published models are at it. */
  private static final double BOUND = 100;

  private static final Set<String> UNCHANGED = Set.of("Identity", "Cast", "Squeeze", "Unsqueeze");

  /** Most nodes behind the product of the embeddings; a file may go in circles. */
  private static final int LONGEST = 16;

  /** Refuses what no training makes. */
  LogitScale {
    if (!(scale > 0) || !Double.isFinite(scale) || !Double.isFinite(bias)) {
      throw new WrongInput(
          SCALE
              + " "
              + Math.log(scale)
              + ", "
              + BIAS
              + " "
              + bias
              + ": no numbers of such a model");
    }
  }

  /**
   * Finds both where the graphs do not hold them: in {@code FOLDER.json}, or in the weights that
   * the graphs were made of.
   *
   * @param own {@code FOLDER.json}; null for none
   * @throws WrongInput in one line that says what to add, where they are nowhere
   */
  static LogitScale beside(TowerFiles files, TowerFamily family, FolderJson own)
      throws IOException {
    boolean biased = family == TowerFamily.SIGLIP;
    if (own != null && own.has(SCALE)) {
      if (biased && !own.has(BIAS)) {
        throw own.refuse(BIAS, "is missing; SigLIP has it beside " + SCALE);
      }
      return new LogitScale(Math.exp(own.number(SCALE, 0)), own.number(BIAS, 0), false);
    }
    Path file = files.find(WEIGHTS);
    SafetensorsFile weights = file == null ? null : SafetensorsFile.open(file);
    if (weights != null && weights.keys().contains(SCALE)) {
      boolean there = weights.keys().contains(BIAS);
      if (!biased || there) {
        return new LogitScale(
            Math.exp(number(weights, SCALE)), there ? number(weights, BIAS) : 0, false);
      }
    }
    Path folder = files.folder();
    if (biased) {
      throw new WrongInput(
          folder
              + ": nothing holds SigLIP's "
              + SCALE
              + " and "
              + BIAS
              + ", which exports of two files leave out; put "
              + WEIGHTS
              + " there, or both numbers into "
              + folder.getFileName()
              + ".json beside the folder");
    }
    return new LogitScale(BOUND, 0, true);
  }

  /** Says that the scale is assumed, where it is. */
  LogitScale reported(Path folder) {
    if (assumed) {
      LOG.warn(
          "{}: nothing holds the trained {}, which exports of two files leave out; {} is used, which"
              + " published models reach: another one would scale all logits and maps alike, and"
              + " change probabilities; {}.json beside the folder can declare it",
          folder,
          SCALE,
          String.format(Locale.ROOT, "%.4f (a factor of %.0f)", Math.log(scale), scale),
          folder.getFileName());
    }
    return this;
  }

  private static double number(SafetensorsFile weights, String key) throws IOException {
    float[] values = weights.shape(key).size() == 1 ? weights.floats(key) : new float[0];
    if (values.length != 1) {
      throw new WrongInput(weights.file() + ": key '" + key + "' is not one number");
    }
    return values[0];
  }

  /**
   * Reads both from a graph that multiplies the embeddings; null where it does not have the form
   * scale · product + bias.
   */
  static LogitScale in(GraphLinks links, String logits) {
    double scale = 1;
    double bias = 0;
    String at = logits;
    for (int i = 0; i < LONGEST; i++) {
      NodeProto node = links.maker(at);
      if (node == null) {
        return null;
      }
      boolean swapped = !links.isActivation(GraphLinks.input(node, 0));
      double number = number(links, GraphLinks.input(node, swapped ? 0 : 1));
      switch (node.getOpType()) {
        case "MatMul" -> {
          return new LogitScale(scale, bias, false);
        }
        case "Add" -> bias += scale * number;
        case "Mul" -> scale *= number;
        case "Transpose", "Identity", "Cast" -> {}
        default -> {
          return null;
        }
      }
      if (Double.isNaN(scale) || Double.isNaN(bias)) {
        return null;
      }
      at = GraphLinks.input(node, swapped ? 1 : 0);
    }
    return null;
  }

  /** The number in a constant, or e to the power of one; NaN for other values. */
  private static double number(GraphLinks links, String value) {
    String at = value;
    for (int i = 0; i < LONGEST; i++) {
      NodeProto node = links.maker(at);
      if (node != null && node.getOpType().equals("Exp")) {
        return Math.exp(links.number(GraphLinks.input(node, 0)));
      }
      if (node == null || !UNCHANGED.contains(node.getOpType())) {
        break;
      }
      at = GraphLinks.input(node, 0);
    }
    return links.number(value);
  }
}
