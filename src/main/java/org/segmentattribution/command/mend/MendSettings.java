package org.segmentattribution.command.mend;

import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.command.ablate.RemovalSettings;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.suspects.SuspectsSettings;
import org.segmentattribution.command.train.AvoidWay;
import org.segmentattribution.model.reweight.FeatureSource;
import org.segmentattribution.model.training.NetworkPlan;

/**
 * The settings of {@code sat mend}.
 *
 * @param explained settings of the run
 * @param removal how effects are measured where the run has none; else as they were
 * @param segment the segment to do without; null where the program proposes one
 * @param suspects what is done about attribution that no segment covers
 * @param training how the new classifier is made
 * @param out folder of the results
 */
public record MendSettings(
    ExplainSettings explained,
    RemovalSettings removal,
    String segment,
    Suspects suspects,
    Training training,
    Path out) {
  /**
   * What is done about attribution that no segment covers.
   *
   * @param when suspects are looked for, where the call names no segment
   * @param search how
   */
  public record Suspects(SuspectsWhen when, SuspectsSettings search) {}

  /**
   * How the new classifier is made.
   *
   * @param images folder or CSV of pictures to train on; null for those of the run
   * @param masks where the segment is in them; null for the segmenter of the run
   * @param ways what makes the segment useless
   * @param features what reweighting fits a layer to
   * @param plan epochs, learning rate and the like
   */
  public record Training(
      Path images, String masks, List<AvoidWay> ways, FeatureSource features, NetworkPlan plan) {}

  /** Returns the folder of the run. */
  public Path run() {
    return explained.out();
  }

  /** Returns where the pictures to train on are. */
  Path trainingImages() {
    return training.images == null ? explained.images().images() : training.images;
  }

  /** Returns what finds the segment in them, if it is not a suspect's. */
  String masks() {
    return training.masks == null ? explained.segmenter().specification() : training.masks;
  }
}
