package org.segmentattribution.cli.flag;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.file.UserCache;
import org.segmentattribution.segmentation.PromptFile;
import org.segmentattribution.segmentation.SegmenterChoice;
import org.segmentattribution.segmentation.SegmenterSpec;
import org.segmentattribution.segmentation.dinox.DinoXSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The flags that say how segments are found, and which. */
public final class SegmenterFlags {
  private static final int MOST_SECONDS = 86_400;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--segmenter",
      paramLabel = "SPEC",
      required = true,
      description =
          "masks:DIR, masks:COCO.json, a NAME of sat model list, onnx:FILE or onnx:FOLDER (CLIPSeg, SAM 3, Grounding DINO or"
              + " OWL with SAM, Ultralytics, SegFormer and the like), dinox (token in"
              + " DINOX_API_TOKEN), grid:ROWSxCOLS; joined with + (masks:DIR+grid:3x3); sat explain"
              + " without it takes grid:3x3")
  public String segmenter;

  @Option(
      names = "--segments",
      paramLabel = "NAMES",
      description =
          "names to look for, separated by commas; water=sea+river says what a model's fixed"
              + " classes or masks call it (default: all that the masks or the model have)")
  private NameList segments;

  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      description =
          "a file with one name a line, thresholds and the like, instead of --segments; see"
              + " config/prompts")
  private Path prompts;

  @Option(
      names = "--threshold",
      paramLabel = "SCORE",
      description = "least score of a model's detections, 0 to 1 (default: the model's own)")
  private Double threshold;

  @Option(
      names = "--segmenter-classes",
      paramLabel = "NAMES",
      description =
          "what a model's fixed classes are called: FILE.txt, voc, coco, coco-panoptic,"
              + " ade20k or cityscapes"
              + " (default: what the model says)")
  private String classes;

  @Option(
      names = "--dinox-endpoint",
      paramLabel = "URL",
      description =
          "another host of the DINO-X API, which gets the token; on the command line alone"
              + " (default: ${DEFAULT-VALUE})")
  private String endpoint;

  @Option(
      names = "--mask-cache",
      paramLabel = "DIR",
      description =
          "where masks of models are kept for the next run: DIR, none, or auto for a folder in the"
              + " user's cache (default: ${DEFAULT-VALUE})")
  private String cache;

  @Option(
      names = "--image-seconds",
      paramLabel = "N",
      description =
          "the longest that a model may take for one image, which then fails; the others go on;"
              + " DINO-X has 180 at most (default: ${DEFAULT-VALUE})")
  private double imageSeconds;

  /**
   * Returns the options of the segmenter for one class: --prompts may be a folder with a file for
   * each class, such as fire-engine.txt.
   */
  public SegmenterOptions options(String device, String className) {
    if (prompts == null || !Files.isDirectory(prompts)) {
      return options(device);
    }
    String name = className.toLowerCase(Locale.ROOT).strip().replaceAll("[^\\p{L}\\p{N}]+", "-");
    Path file = prompts.resolve(name + ".txt");
    if (!Files.isRegularFile(file)) {
      throw new WrongInput("--prompts " + prompts + ": no " + name + ".txt for class " + className);
    }
    return options(device, file);
  }

  /** Returns the options of the segmenter on a device. */
  public SegmenterOptions options(String device) {
    return options(device, prompts);
  }

  /**
   * Returns what to say where neither the call nor its file names a segmenter; empty where one
   * does.
   *
   * @param command the command that is called
   * @throws WrongInput where segments are named, which cells of a grid do not have
   */
  String assumed(CommandSpec command) {
    if (CommonOptions.isSaid(command, "--segmenter")) {
      return "";
    }
    CommonOptions.require(
        segments == null && prompts == null,
        (segments == null ? "--prompts" : "--segments")
            + ": no --segmenter finds them: masks:DIR reads masks, onnx:FILE asks a model, sat model list"
            + " shows models to fetch");
    return "no --segmenter: segments are the cells of "
        + segmenter
        + "; for named ones give --segmenter masks:DIR (files that you have) or onnx:FILE (a model"
        + " finds --segments NAMES)";
  }

  /** The segmenter, on a device. */
  public SegmenterChoice choice(String device) {
    return new SegmenterChoice(segmenter, options(device));
  }

  private SegmenterOptions options(String device, Path prompts) {
    CommonOptions.require(
        threshold == null || threshold >= 0 && threshold <= 1, "--threshold must be 0 to 1");
    CommonOptions.require(
        imageSeconds > 0 && imageSeconds <= MOST_SECONDS,
        "--image-seconds must be above 0 and at most " + MOST_SECONDS);
    CommonOptions.require(
        segments == null || prompts == null, "--segments and --prompts: one of them");
    boolean ofModel = threshold != null || classes != null;
    if (ofModel && !SegmenterSpec.parse(segmenter).asksModel()) {
      UnusedFlags.refuse(
          spec,
          "for models that find segments, and --segmenter names none: leave it out",
          "--threshold",
          "--segmenter-classes");
    }
    URI server = server();
    try {
      return new SegmenterOptions(
          prompts != null
              ? PromptFile.read(prompts)
              : PromptList.of(segments == null ? List.of() : segments.names()),
          device,
          threshold == null ? Double.NaN : threshold,
          classes,
          server,
          cache(),
          Duration.ofMillis(Math.max(1, Math.round(1000 * imageSeconds))));
    } catch (IOException e) {
      throw WrongInput.of("{prompts} %s", e);
    } catch (WrongInput e) {
      throw WrongInput.of(prompts == null ? "{segments} %s" : "{prompts} %s", e);
    }
  }

  private URI server() {
    try {
      URI server = DinoXSettings.endpoint(endpoint);
      // a file that others wrote must not send the token and the pictures elsewhere
      boolean said = spec.commandLine().getParseResult().hasMatchedOption("--dinox-endpoint");
      CommonOptions.require(
          said || server.equals(DinoXSettings.ENDPOINT),
          "--dinox-endpoint: a file names "
              + server
              + ", which would get pictures and the token; another host than "
              + DinoXSettings.ENDPOINT
              + " must stand on the command line");
      return server;
    } catch (WrongInput e) {
      throw WrongInput.in("dinox-endpoint", e);
    }
  }

  private Path cache() {
    if (cache.equals("none")) {
      return null;
    }
    if (!cache.equals("auto")) {
      return Path.of(cache);
    }
    return UserCache.folder("masks");
  }
}
