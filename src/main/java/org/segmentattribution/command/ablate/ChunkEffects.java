package org.segmentattribution.command.ablate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.effect.Counterfactual;
import org.segmentattribution.effect.Placebo;
import org.segmentattribution.effect.RemovedRegion;
import org.segmentattribution.effect.SegmentEffect;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Targets;
import org.segmentattribution.run.EffectRows;
import org.segmentattribution.saliency.Logits;
import org.segmentattribution.saliency.removal.Fill;
import org.segmentattribution.saliency.removal.Fills;
import org.segmentattribution.saliency.removal.ModelInput;

/**
 * Measures the effects of the segments of some images. Safe for several threads.
 *
 * @param declaration classes and preprocessing
 * @param targets which classes are explained
 * @param fills in the order of the rows
 * @param passes run the classifier
 * @param settings how segments are removed
 */
public record ChunkEffects(
    ModelDeclaration declaration,
    Targets targets,
    List<Fill> fills,
    RemovalPasses passes,
    RemovalSettings settings) {

  /** Prepares the removals of segments in the images of a run. */
  public static ChunkEffects in(UnchangedRun run, RemovalSettings settings) {
    return new ChunkEffects(
        run.declaration(),
        run.targets(),
        Fills.of(settings.fills(), run.explainer().classifier()),
        run.passes(),
        settings);
  }

  /** The logits of an image's pictures; the first is the whole picture. */
  private record Measured(ImageRemovals of, float[][] logits) {}

  /** Measures all effects of some images, in their order. */
  public EffectRows of(List<PreparedImage> images) {
    List<ImageRemovals> removals = new ArrayList<>();
    List<RemovalPasses.Picture> pictures = new ArrayList<>();
    for (PreparedImage image : images) {
      ModelInput input = ModelInput.of(image.pixels(), declaration.input());
      removals.add(new ImageRemovals(image, input, fills, settings));
      pictures.addAll(removals.get(removals.size() - 1).pictures());
    }
    float[][] logits = passes.logits(pictures);
    List<SegmentEffect> rows = new ArrayList<>();
    List<Counterfactual> sets = new ArrayList<>();
    int from = 0;
    for (ImageRemovals one : removals) {
      int to = from + 1 + one.removed().size();
      Measured measured = new Measured(one, Arrays.copyOfRange(logits, from, to));
      requireFinite(measured);
      CounterfactualSearch.Found found =
          new CounterfactualSearch(one, passes.of(fills.size()), settings.combine())
              .of(measured.logits);
      for (int target : targets.explained(one.image().record(), logits[from])) {
        rows.addAll(rows(measured, target));
        sets.add(
            new Counterfactual(
                one.image().record().id(),
                targets.group(one.image().record(), target),
                declaration.classes().get(target),
                found.segments(),
                found.alone(),
                found.passes()));
      }
      from = to;
    }
    return new EffectRows(rows, sets);
  }

  private static void requireFinite(Measured measured) {
    for (float[] logits : measured.logits) {
      for (float logit : logits) {
        if (!Float.isFinite(logit)) {
          throw new RunFailed(
              measured.of.image().record().path()
                  + ": the classifier's answer is no finite number");
        }
      }
    }
  }

  private List<SegmentEffect> rows(Measured measured, int target) {
    String id = measured.of.image().record().id();
    String group = targets.group(measured.of.image().record(), target);
    SegmentEffect.Answer before = answer(measured.logits[0], target);
    List<SegmentEffect> rows = new ArrayList<>();
    for (int k = 0; k < measured.of.removed().size(); k++) {
      ImageRemovals.Removed removed = measured.of.removed().get(k);
      RemovedRegion region = removed.region();
      Placebo placebo = removed.placebo();
      boolean self = placebo == null;
      rows.add(
          new SegmentEffect(
              id,
              group,
              declaration.classes().get(target),
              new SegmentEffect.Removal(
                  region.segment(),
                  removed.fill().name(),
                  self ? 0 : placebo.number(),
                  self ? 0 : placebo.overlap(),
                  self ? 0 : placebo.onSegments(),
                  region.leftOut(),
                  self ? region.mask().area() : placebo.mask().area()),
              before,
              answer(measured.logits[k + 1], target)));
    }
    return rows;
  }

  private SegmentEffect.Answer answer(float[] logits, int target) {
    double other = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < logits.length; k++) {
      other = k == target ? other : Math.max(other, logits[k]);
    }
    double margin = logits.length == 1 ? Double.NaN : logits[target] - other;
    return new SegmentEffect.Answer(
        logits[target], margin, declaration.classes().get(Logits.argmax(logits)));
  }
}
