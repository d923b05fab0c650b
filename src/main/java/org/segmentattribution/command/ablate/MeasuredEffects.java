package org.segmentattribution.command.ablate;

import java.util.List;
import org.segmentattribution.effect.SegmentEffect;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.saliency.removal.Fills;

/**
 * Measures effects as {@code sat ablate} does, of some images of a run only. Safe for several
 * threads.
 */
public final class MeasuredEffects {
  private final ChunkEffects effects;

  /** Prepares the fills. */
  public MeasuredEffects(UnchangedRun opened, RemovalSettings settings) {
    effects =
        new ChunkEffects(
            opened.declaration(),
            opened.targets(),
            Fills.of(settings.fills(), opened.explainer().classifier()),
            opened.passes(),
            settings);
  }

  /** Returns the rows of images. */
  public List<SegmentEffect> of(List<PreparedImage> images) {
    return effects.of(images).effects();
  }
}
