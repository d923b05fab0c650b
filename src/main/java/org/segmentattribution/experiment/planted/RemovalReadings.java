package org.segmentattribution.experiment.planted;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.command.ablate.ChunkEffects;
import org.segmentattribution.command.ablate.RemovalPasses;
import org.segmentattribution.command.ablate.RemovalSettings;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.effect.EffectSummaries;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Targets;
import org.segmentattribution.saliency.removal.Fills;

/**
 * What the removal of the plant says, as {@code sat ablate} measures it.
 *
 * @param settings fills
 */
record RemovalReadings(PlantedSettings settings) implements PlantReadings {
  private static final int BATCH = 16;
  private static final String EFFECT = "effect";
  private static final String EXCESS = "excess";
  private static final String RELATIVE = "relative excess";
  private static final String FLIPS = "flip rate";

  @Override
  public List<Reading> readings() {
    return List.of(
        new Reading("", EFFECT, true),
        new Reading("", EXCESS, true),
        new Reading("", RELATIVE, true),
        new Reading("", FLIPS, true));
  }

  @Override
  public Map<String, Double> read(LoadedClassifier classifier, List<PreparedImage> images)
      throws IOException {
    RemovalSettings removal =
        new RemovalSettings(
            settings.readings().fills(),
            "mirrored",
            1,
            "drop",
            "logit",
            1,
            settings.compute().seed());
    ChunkEffects effects =
        new ChunkEffects(
            classifier.declaration(),
            Targets.of("label", classifier.declaration(), Set.of()),
            Fills.of(settings.readings().fills(), classifier),
            new RemovalPasses(
                MethodOpener.explainer(classifier, settings.readings().methods().get(0)), BATCH),
            removal);
    EffectSummaries summaries =
        new EffectSummaries(false, removal.compared(), settings.compute().seed());
    for (int from = 0; from < images.size(); from += BATCH) {
      effects
          .of(images.subList(from, Math.min(images.size(), from + BATCH)))
          .effects()
          .forEach(summaries::add);
    }
    double nan = Double.NaN;
    Map<String, Double> values = new LinkedHashMap<>();
    readings().forEach(reading -> values.put(reading.name(), nan));
    for (EffectSummary row : summaries.rows()) {
      if (row.segment().equals(BasePicture.PLANT)) {
        values.put(EFFECT, row.effect().value());
        values.put(EXCESS, row.excess().mean().value());
        values.put(RELATIVE, row.excess().relative());
        values.put(FLIPS, row.shares().flips());
      }
    }
    return values;
  }
}
