package org.segmentattribution.cli.flag;

import java.util.List;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.command.train.AvoidSettings;
import org.segmentattribution.command.train.AvoidWay;
import org.segmentattribution.file.UserCache;
import org.segmentattribution.model.reweight.FeatureSource;
import org.segmentattribution.segmentation.SegmenterChoice;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The flags that say what a trained classifier should not need. */
public final class AvoidFlags {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--avoid",
      paramLabel = "SEGMENT",
      description =
          "a segment that the classifier should not need, such as watermark; --masks finds it")
  private String segment;

  @Option(
      names = "--masks",
      paramLabel = "SPEC",
      description =
          "where the segment of --avoid is, as --segmenter of sat explain names it: masks:DIR,"
              + " onnx:FILE, …")
  private String masks;

  @Option(
      names = "--how",
      paramLabel = "WAYS",
      description =
          "how the segment of --avoid loses its use: fill (it is filled in half of its pictures),"
              + " paste (it is pasted into half of the pictures of other classes), rrr (gradients"
              + " on it cost), or reweight, which trains no network (default: ${DEFAULT-VALUE})")
  private NameList how;

  @Option(
      names = "--features",
      paramLabel = "WHICH",
      description =
          "what reweight fits a layer to: last (what the last layer reads), or all (mean and"
              + " deviation of every layer's outputs) (default: ${DEFAULT-VALUE})")
  private String features;

  /** Returns what is to be avoided; null for nothing. */
  public AvoidSettings settings(String device) {
    if (segment == null) {
      UnusedFlags.refuse(
          spec,
          "for a segment to avoid; name it with --avoid, or leave it out",
          "--masks",
          "--how",
          "--features");
      return null;
    }
    if (masks == null) {
      throw new WrongInput(
          "--avoid " + segment + " needs --masks SPEC, such as masks:DIR, which finds it");
    }
    SegmenterOptions options =
        new SegmenterOptions(
            PromptList.of(List.of(segment)),
            device,
            Double.NaN,
            null,
            null,
            UserCache.folder("masks"));
    List<AvoidWay> ways = AvoidWay.of(how.names());
    if (!ways.contains(AvoidWay.REWEIGHT)) {
      UnusedFlags.refuse(
          spec, "of --how reweight, which fits a layer to them: leave it out", "--features");
    }
    return new AvoidSettings(
        segment, new SegmenterChoice(masks, options), ways, FeatureSource.of(features));
  }
}
