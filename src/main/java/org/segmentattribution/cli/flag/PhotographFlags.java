package org.segmentattribution.cli.flag;

import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.experiment.planted.PlantedSettings;
import org.segmentattribution.segmentation.SegmenterChoice;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The flags of photographs that an experiment takes instead of drawn scenes. */
public final class PhotographFlags {
  private static final String[] OF_SCENES = {"--train", "--test"};
  private static final String[] OF_PHOTOGRAPHS = {
    "--segmenter", "--segments", "--class", "--object", "--holdout"
  };

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "folder or CSV of photographs to take instead of drawn scenes")
  private Path images;

  @Option(
      names = "--segmenter",
      paramLabel = "SPEC",
      description = "of --images: finds their segments, such as masks:DIR")
  private String segmenter;

  @Option(
      names = "--segments",
      paramLabel = "NAMES",
      description =
          "of --images: names to look for (default: all that the masks or the model have)")
  private NameList segments;

  @Option(
      names = "--class",
      paramLabel = "NAMES",
      description = "of --images: classes to tell apart, two at a time (default: all)")
  private NameList classes;

  @Option(
      names = "--object",
      paramLabel = "NAMES",
      description =
          "of --images: segments that a planted texture lies behind (default: ${DEFAULT-VALUE})")
  private NameList object;

  @Option(
      names = "--holdout",
      paramLabel = "SHARE",
      description =
          "of --images: share of each class kept for testing where they declare no split"
              + " (default: ${DEFAULT-VALUE})")
  private double holdout;

  /** Returns the photographs; null for drawn scenes. */
  public PlantedSettings.Photographs photographs() {
    if (images == null) {
      UnusedFlags.refuse(
          spec, "of photographs, which --images names: leave it out", OF_PHOTOGRAPHS);
      return null;
    }
    UnusedFlags.refuse(spec, "of drawn scenes; with --images, leave it out", OF_SCENES);
    CommonOptions.require(
        segmenter != null, "--segmenter: photographs need masks or a model that finds segments");
    return new PlantedSettings.Photographs(
        images,
        names(classes),
        new SegmenterChoice(segmenter, SegmenterOptions.of(names(segments))),
        names(object),
        holdout);
  }

  private static List<String> names(NameList list) {
    return list == null ? List.of() : list.names();
  }
}
