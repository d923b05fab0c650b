package org.segmentattribution.cli.flag;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.cli.config.ConfigDefaults;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.OpenedExplainer;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunManifest;
import org.segmentattribution.segmentation.SegmenterChoice;
import org.segmentattribution.table.TableOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The flags of commands that explain images: images, model, methods and segments. */
public final class ExplainFlags {
  private static final List<String> FORMER_METHOD = List.of("lrp-z");

  @Mixin private ImageFlags images;
  @Mixin private ModelFlags model;
  @Mixin private SegmenterFlags segmenting;

  @Option(
      names = "--method",
      paramLabel = "NAMES",
      description =
          "saliency methods, with commas between them; sat methods lists them; ensemble:A+B is the"
              + " mean of several; maps:DIR reads maps that were made elsewhere, DIR/<image path"
              + " without extension>.npy or .png (default: ${DEFAULT-VALUE})")
  private NameList method;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      split = ConfigDefaults.SEPARATOR,
      description =
          "a parameter for every chosen method that has it, or METHOD:NAME=VALUE for one; may be"
              + " repeated")
  private List<String> param;

  @Option(
      names = "--target",
      paramLabel = "WHAT",
      description =
          "the logit to explain: label, predicted, or a class by name or index; positives: one table"
              + " for each class above one half, where the model decides every class by itself"
              + " (default: ${DEFAULT-VALUE})")
  private String target;

  @Option(
      names = "--channels",
      paramLabel = "HOW",
      description =
          "colour channels to one map: sum, mean, sum-abs, abs-sum, abs-max, l2"
              + " (default: ${DEFAULT-VALUE})")
  private String channels;

  @Option(
      names = "--pad",
      paramLabel = "PIXELS",
      description = "padding of masks on the model's grid (default: ${DEFAULT-VALUE})")
  private int pad;

  @Option(
      names = "--elsewhere",
      arity = "1",
      paramLabel = "true|false",
      description =
          "whether what lies outside every segment of a picture has a row of its own, called"
              + " elsewhere, without a rank (default: ${DEFAULT-VALUE})")
  private boolean elsewhere;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "images in one pass (default: ${DEFAULT-VALUE})")
  private int batch;

  @Option(
      names = "--highlight",
      paramLabel = "NAMES",
      description = "segments to stress in figures and report")
  private NameList highlight;

  @Mixin public RunDirFlag run;
  @Mixin public MachineFlags machine;

  /** Returns the settings, with one list of segments for all images. */
  public ExplainSettings settings(CommonOptions common) {
    return settings(common, segmenting.options(machine.device));
  }

  /** Returns the settings without segments, which differ from class to class. */
  public ExplainSettings settingsByClass(CommonOptions common) {
    return settings(common, SegmenterOptions.of(List.of()));
  }

  /**
   * Returns what is assumed about segments where the call names no segmenter, in one line; empty
   * where it names one.
   *
   * @param command the command that is called
   */
  public String assumedSegments(CommandSpec command) {
    return segmenting.assumed(command);
  }

  /**
   * Lets a run that an earlier version began without a method go on with the default of that time:
   * so none of its tables is lost.
   *
   * @param command the command that is called
   * @return what is said of it, in one line; empty where nothing changes
   */
  public String continuedMethod(CommandSpec command) throws IOException {
    if (CommonOptions.isSaid(command, "--method") || !RunDirectory.isThere(run.out)) {
      return "";
    }
    RunManifest before = RunDirectory.read(run.out).manifest();
    if (before.kind() != RunKind.EXPLAIN
        || !FORMER_METHOD.equals(before.configuration().get("method"))) {
      return "";
    }
    method = new NameList(FORMER_METHOD);
    return "no --method: "
        + run.out
        + " was made by "
        + method
        + ", the default of earlier versions, and keeps it; for another method take another --out";
  }

  /**
   * Lets a run that an earlier version began, without a row for what lies outside every segment, go
   * on without it.
   *
   * @param command the command that is called
   * @return what is said of it, in one line; empty where nothing changes
   */
  public String continuedElsewhere(CommandSpec command) throws IOException {
    if (!elsewhere
        || CommonOptions.isSaid(command, "--elsewhere")
        || !RunDirectory.isThere(run.out)) {
      return "";
    }
    RunManifest before = RunDirectory.read(run.out).manifest();
    if (before.kind() != RunKind.EXPLAIN
        || before.configuration().containsKey(RunManifest.ELSEWHERE)) {
      return "";
    }
    elsewhere = false;
    return run.out
        + " was made before tables had a row for what lies outside every segment, and goes on"
        + " without it; for that row take another --out";
  }

  /** Returns the options of the segmenter for each class. */
  public Function<String, SegmenterOptions> byClass() {
    return className -> segmenting.options(machine.device, className);
  }

  private ExplainSettings settings(CommonOptions common, SegmenterOptions asked) {
    CommonOptions.require(pad >= 0, "--pad must not be negative");
    CommonOptions.require(batch > 0, "--batch must be at least 1");
    return new ExplainSettings(
        images.choice(),
        new OpenedExplainer.Settings(
            model.file(machine.device),
            method.names(),
            param == null ? List.of() : param,
            target,
            MethodOpener.channels(channels),
            TableOptions.defaults().withPadding(pad).withElsewhere(elsewhere),
            machine.seed),
        new SegmenterChoice(segmenting.segmenter, asked),
        batch,
        machine.workers(),
        common.target(run));
  }
}
