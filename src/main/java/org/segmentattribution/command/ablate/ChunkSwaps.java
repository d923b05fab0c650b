package org.segmentattribution.command.ablate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.segmentattribution.effect.RegionSeed;
import org.segmentattribution.effect.SwappedImage;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Targets;
import org.segmentattribution.saliency.Logits;
import org.segmentattribution.saliency.removal.ModelInput;
import org.segmentattribution.saliency.removal.PasteFill;

/**
 * Pastes a segment into images that lack it, from an image of another class that is drawn for each.
 * Safe for several threads.
 *
 * @param declaration classes and preprocessing
 * @param targets knows which class a label means
 * @param passes run the classifier
 * @param owners images that have the segment themselves
 * @param sources where the segment is taken from
 * @param seed of the draws
 */
record ChunkSwaps(
    ModelDeclaration declaration,
    Targets targets,
    RemovalPasses passes,
    Set<String> owners,
    List<SwapSources.Source> sources,
    long seed) {

  /** An image and what is pasted into it. */
  private record Pair(PreparedImage image, String className, SwapSources.Source source) {}

  List<SwappedImage> of(List<PreparedImage> images) {
    List<Pair> pairs = new ArrayList<>();
    List<RemovalPasses.Picture> pictures = new ArrayList<>();
    for (PreparedImage image : images) {
      Pair pair = pair(image);
      if (pair != null) {
        ModelInput input = ModelInput.of(image.pixels(), declaration.input());
        pairs.add(pair);
        pictures.add(new RemovalPasses.Picture(input, null, null, 0));
        pictures.add(
            new RemovalPasses.Picture(
                input, pair.source.region().mask(), new PasteFill(pair.source.input()), 0));
      }
    }
    float[][] logits = passes.logits(pictures);
    List<SwappedImage> rows = new ArrayList<>();
    for (int k = 0; k < pairs.size(); k++) {
      Pair pair = pairs.get(k);
      rows.add(
          new SwappedImage(
              pair.image.record().id(),
              pair.className,
              pair.source.region().segment(),
              SwappedImage.Kind.PASTED,
              pair.source.image(),
              predicted(logits[2 * k]),
              predicted(logits[2 * k + 1])));
    }
    return rows;
  }

  private String predicted(float[] logits) {
    return declaration.classes().get(Logits.argmax(logits));
  }

  /** Draws a source for an image; null where it has the segment, no known label, or no source. */
  private Pair pair(PreparedImage image) {
    String id = image.record().id();
    int label = targets.labelIndex(image.record());
    if (label < 0 || owners.contains(id)) {
      return null;
    }
    String name = declaration.classes().get(label);
    List<SwapSources.Source> others =
        sources.stream().filter(source -> !source.className().equals(name)).toList();
    if (others.isEmpty()) {
      return null;
    }
    String segment = others.get(0).region().segment();
    long draw = RegionSeed.of(seed, id, segment + "\npasted");
    return new Pair(image, name, others.get((int) Math.floorMod(draw, (long) others.size())));
  }
}
