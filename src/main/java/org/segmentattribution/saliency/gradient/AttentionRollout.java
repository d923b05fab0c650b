package org.segmentattribution.saliency.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.LayerRule;
import org.segmentattribution.saliency.AttributionMethod;
import org.segmentattribution.saliency.ExplainedBatch;
import org.segmentattribution.saliency.structure.AttentionProduct;
import org.segmentattribution.saliency.structure.ExaminedNetwork;
import org.segmentattribution.saliency.structure.FeaturePlanes;

/**
 * Attention rollout (Abnar, Zuidema 2020): in each layer the mean of the heads' weights plus the
 * identity, rows normalised to 1, multiplied over the layers; the row of the class token, at the
 * patches. Without a class token, the mean of all rows; where a learned query pools the tokens at
 * the end, its weights times the product. The map does not depend on the class.
 *
 * @param raw whether the map keeps the size of the grid of patches
 */
public record AttentionRollout(boolean raw) implements AttributionMethod {
  private static final String NAME = "attention-rollout";

  /** Returns [N, 1, h, w]. */
  @Override
  public NDArray attribute(ExplainedBatch batch) {
    List<NDArray> weights = new ArrayList<>();
    NDArray logits =
        batch.forward(batch::input, collecting(batch.structure().attention(), weights));
    logits.close();
    NDArray rollout = rollout(weights);
    FeaturePlanes tokens = batch.features().ofTokens(rollout.getShape().get(2));
    NDArray map = map(rollout, tokens);
    return raw ? map : GradCam.enlarged(map, batch.input());
  }

  /** Collects the mean over heads of each attention, [N, T, T], rows as they are asked. */
  private static LayerRule collecting(List<AttentionProduct> products, List<NDArray> weights) {
    return (layer, inputs) -> {
      for (AttentionProduct product : products) {
        if (product.layer() == layer) {
          NDArray all = inputs.get(product.weights());
          weights.add(Gradients.without(() -> mean(all, product.weights() == 1)));
        }
      }
      return layer.forward(inputs);
    };
  }

  private static NDArray mean(NDArray weights, boolean turned) {
    Shape shape = weights.getShape();
    int rank = shape.dimension();
    long rows = shape.get(rank - 2);
    long columns = shape.get(rank - 1);
    try (NDArray flat = weights.reshape(new Shape(shape.get(0), -1, rows, columns))) {
      NDArray mean = flat.mean(new int[] {1});
      return turned ? mean.transpose(0, 2, 1) : mean;
    }
  }

  private static NDArray rollout(List<NDArray> weights) {
    NDArray all = null;
    for (NDArray mean : weights) {
      if (pools(mean.getShape())) {
        // what pools is no token, so nothing is added past it
        return all == null ? mean : mean.matMul(all);
      }
      NDArray mixed = mean.add(mean.getManager().eye((int) mean.getShape().get(1)));
      NDArray rows = mixed.div(mixed.sum(new int[] {2}, true));
      all = all == null ? rows : rows.matMul(all);
    }
    return all;
  }

  /** Returns whether one query attends to several tokens. */
  private static boolean pools(Shape weights) {
    return weights.get(1) == 1 && weights.get(2) > 1;
  }

  private static NDArray map(NDArray rollout, FeaturePlanes tokens) {
    long images = rollout.getShape().get(0);
    NDArray row = pools(rollout.getShape()) ? rollout : ofToken(rollout, classToken(tokens));
    NDArray places = row.getManager().create(tokens.order());
    Shape all = new Shape(images, 1, tokens.order().length);
    NDArray index = places.reshape(1, 1, tokens.order().length).broadcast(all);
    return row.gather(index, 2).reshape(images, 1, tokens.height(), tokens.width());
  }

  private static NDArray ofToken(NDArray rollout, int token) {
    return token < 0
        ? rollout.mean(new int[] {1}, true)
        : rollout.get(":," + token + ":" + (token + 1));
  }

  /** Returns the index of the first token that is no patch; -1 if there is none. */
  private static int classToken(FeaturePlanes tokens) {
    return IntStream.range(0, tokens.along())
        .filter(i -> Arrays.stream(tokens.order()).noneMatch(place -> place == i))
        .findFirst()
        .orElse(-1);
  }

  /**
   * Runs the network on one black image: attention must be over all tokens, in each layer. Windows
   * as large as the last stage look so, but there are more of them in the stages before.
   */
  @Override
  public void check(ExaminedNetwork network, String name) {
    LoadedClassifier classifier = network.classifier();
    List<AttentionProduct> products = network.structure().attention();
    if (products.isEmpty()) {
      throw new WrongInput(
          NAME + " is defined for networks with attention, and " + classifier.name() + " has none");
    }
    try (NDManager scope = classifier.newScope()) {
      NDArray black = scope.zeros(new Shape(1).addAll(classifier.inputShape()));
      List<NDArray> weights = new ArrayList<>();
      List<Long> sizes = new ArrayList<>();
      LayerRule collecting = collecting(products, weights);
      LayerRule measuring =
          (layer, inputs) -> {
            products.stream()
                .filter(product -> product.layer() == layer)
                .forEach(product -> sizes.add(inputs.get(product.weights()).size()));
            return collecting.apply(layer, inputs);
          };
      Gradients.without(() -> classifier.logits(black, measuring));
      long tokens = weights.get(0).getShape().get(2);
      for (int i = 0; i < weights.size(); i++) {
        Shape shape = weights.get(i).getShape();
        boolean last = i == weights.size() - 1 && pools(shape);
        boolean same = shape.get(1) == tokens && sizes.get(i).equals(sizes.get(0));
        boolean all = shape.get(2) == tokens && (same || last);
        if (!all || network.features().ofTokens(tokens) == null) {
          throw new WrongInput(
              NAME
                  + ": node '"
                  + products.get(i).layer().name()
                  + "' of "
                  + classifier.name()
                  + " does not attend from all patches to all patches, in "
                  + shape.get(1)
                  + " x "
                  + shape.get(2)
                  + " weights");
        }
      }
    }
  }
}
