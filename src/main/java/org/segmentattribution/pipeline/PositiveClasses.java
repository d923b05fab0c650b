package org.segmentattribution.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.segmentattribution.api.Failure;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.saliency.Logits;

/**
 * Images with the classes to which a model gives a probability above one half. An image is listed
 * once for each of its classes, in their order.
 *
 * @param images one image for each target
 * @param targets class indices
 * @param failures images without any such class
 */
record PositiveClasses(List<PreparedImage> images, List<Integer> targets, List<Failure> failures) {

  /** Finds the classes from the logits of each image, [classes]. */
  static PositiveClasses of(
      List<PreparedImage> images, float[][] logits, ModelDeclaration declaration) {
    PositiveClasses positives =
        new PositiveClasses(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < images.size(); i++) {
      int before = positives.targets.size();
      for (int k = 0; k < logits[i].length; k++) {
        if (declaration.gives(logits[i], k)) {
          positives.images.add(images.get(i));
          positives.targets.add(k);
        }
      }
      if (positives.targets.size() == before) {
        int most = Logits.argmax(logits[i]);
        String reason =
            String.format(
                Locale.ROOT,
                "no class is above one half; the strongest is %s with %.4f",
                declaration.classes().get(most),
                declaration.probability(logits[i], most));
        positives.failures.add(new Failure(images.get(i).record().path(), "target", reason));
      }
    }
    return positives;
  }
}
