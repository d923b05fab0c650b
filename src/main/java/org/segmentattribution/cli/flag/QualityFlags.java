package org.segmentattribution.cli.flag;

import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.command.segment.QualitySettings;
import org.segmentattribution.segmentation.quality.QualityLimits;
import picocli.CommandLine.Option;

/** The flags that say how the quality of masks is measured. */
public final class QualityFlags {
  @Option(
      names = "--stability",
      paramLabel = "N",
      description =
          "how many images a model segments twice more, shifted by a few pixels and flipped, to see"
              + " whether masks follow; 0 = none; auto = 20, but none where a service is asked"
              + " (default: ${DEFAULT-VALUE})")
  private String stability;

  @Option(
      names = "--against",
      paramLabel = "SPEC",
      description =
          "masks to compare with, as --segmenter takes them: another model, or masks:DIR with masks"
              + " of some images made by hand")
  private String against;

  @Option(
      names = "--quality-limits",
      paramLabel = "LIST",
      description =
          "from when masks count as odd, name=number separated by commas; others keep their"
              + " defaults (default: ${DEFAULT-VALUE})")
  private NameList limits;

  /** Returns the settings. */
  public QualitySettings settings(long seed) {
    return new QualitySettings(
        QualitySettings.images(stability),
        seed,
        against == null ? "" : against,
        QualityLimits.parse(limits.names()));
  }
}
