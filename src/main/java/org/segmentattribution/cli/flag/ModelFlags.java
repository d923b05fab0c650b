package org.segmentattribution.cli.flag;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.cli.config.ConfigDefaults;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.image.Interpolation;
import org.segmentattribution.model.DeclarationFlags;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.ModelTrust;
import org.segmentattribution.model.ZeroShot;
import picocli.CommandLine.Option;

/** The flags that name a model and declare what its file does not say. */
public final class ModelFlags {
  private static final int MOST_SECONDS = 1_000_000;
  private static final int MOST_GIB = 1_000_000;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      required = true,
      description =
          ".onnx; a folder of Hugging Face, or the name of one that sat model get fetched; .safetensors with --arch; .pt (TorchScript), for gradient"
              + " methods alone; clip:FOLDER, CLIP or SigLIP with --classes as texts")
  private String model;

  @Option(
      names = "--arch",
      paramLabel = "NAME",
      description =
          "torchvision's name of the network that .safetensors weights belong to: alexnet,"
              + " resnet18, resnet34, resnet50, squeezenet1_1, vgg11 to vgg19 and vgg11_bn to"
              + " vgg19_bn")
  private String arch;

  @Option(
      names = "--classes",
      paramLabel = "NAMES",
      description =
          "the model's classes in the order of its outputs, with commas, or a .txt file with one a"
              + " line; of clip:FOLDER any texts; this and the next flags win over MODEL.json")
  private NameList classes;

  @Option(
      names = "--template",
      paramLabel = "TEXT",
      split = ConfigDefaults.SEPARATOR,
      description =
          "of clip:FOLDER: a text with {} where the class's name belongs, or a .txt file with one a"
              + " line; may be repeated, then their mean is used (default: \"a photo of a {}\", of"
              + " SigLIP \"This is a photo of {}.\")")
  private List<String> template;

  @Option(
      names = "--head",
      paramLabel = "HEAD",
      description =
          "how the model's outputs become probabilities: softmax (one class is right), sigmoid"
              + " (each class by itself, or one output for two classes) or logits (default: as the"
              + " file ends)")
  private String head;

  @Option(
      names = "--input-size",
      paramLabel = "HEIGHTxWIDTH",
      description = "size of the model's input")
  private String inputSize;

  @Option(
      names = "--resize",
      paramLabel = "PIXELS",
      description = "short side before the centre crop (default: no crop, straight to the size)")
  private Integer resize;

  @Option(
      names = "--range",
      paramLabel = "LOW,HIGH",
      split = ",",
      description = "what 0 and 255 are scaled to before mean and std (default: 0,1)")
  private List<Float> range;

  @Option(
      names = "--mean",
      paramLabel = "A,B,C",
      split = ",",
      description = "subtracted, one value a channel in their order (default: 0)")
  private List<Float> mean;

  @Option(
      names = "--std",
      paramLabel = "A,B,C",
      split = ",",
      description = "divided by, one value a channel in their order (default: 1)")
  private List<Float> std;

  @Option(
      names = "--channel-order",
      paramLabel = "ORDER",
      description =
          "RGB, BGR, or grey of networks with one channel (default: RGB, or grey where the file has"
              + " one channel)")
  private String channelOrder;

  @Option(
      names = "--crop-fraction",
      paramLabel = "SHARE",
      description =
          "in place of --resize: share of the short side that the centre crop keeps, timm's"
              + " crop_pct")
  private Double cropFraction;

  @Option(
      names = "--interpolation",
      paramLabel = "HOW",
      description =
          "nearest, bilinear, bicubic, lanczos, box or hamming, as Pillow's (default: bilinear)")
  private String interpolation;

  @Option(
      names = "--crop-mode",
      paramLabel = "MODE",
      description =
          "center, squash (both sides are resized) or border (the long side is resized, the rest is"
              + " filled), as timm's crop_mode (default: center)")
  private String crop;

  @Option(
      names = "--antialias",
      paramLabel = "on|off",
      description =
          "off: reduced pictures are not smoothed, as by OpenCV and TensorFlow (default: on)")
  private String antialias;

  @Option(
      names = "--input-layout",
      paramLabel = "LAYOUT",
      description = "NCHW or NHWC (default: as the file's sizes tell)")
  private String inputLayout;

  @Option(
      names = "--input-type",
      paramLabel = "TYPE",
      description = "float or uint8 (default: as the file says)")
  private String inputType;

  @Option(
      names = "--self-check",
      paramLabel = "on|off",
      description =
          "on: first compare an ONNX model's logits on the first inputs with those of ONNX Runtime,"
              + " and end where they part (default: ${DEFAULT-VALUE})")
  private String selfCheck;

  @Option(
      names = "--trust-model",
      paramLabel = "SHA256",
      arity = "0..1",
      fallbackValue = "",
      description =
          "a TorchScript model is code: run it, whatever it is, or only if its file has this"
              + " SHA-256 (never from a --config file)")
  private String trusted;

  @Option(
      names = "--model-seconds",
      paramLabel = "N",
      description =
          "the longest that one pass of a TorchScript model may take; then the run ends"
              + " (default: ${DEFAULT-VALUE})")
  private double modelSeconds;

  @Option(
      names = "--model-memory",
      paramLabel = "GIB",
      description =
          "the most memory that the run may hold during a pass of a TorchScript model, on Linux"
              + " (default: three quarters of the machine's)")
  private Double modelMemory;

  /** Returns the name of the file. */
  public String name() {
    return ZeroShot.path(model).getFileName().toString();
  }

  /** Returns the model for a device. */
  public ModelFile file(String device) {
    requireNumbers("--range", range, 2);
    requireChannels("--mean", mean);
    requireChannels("--std", std);
    requireOneOf("--channel-order", channelOrder, "RGB", "BGR", "grey");
    requireOneOf(
        "--interpolation",
        interpolation,
        Stream.of(Interpolation.values()).map(Interpolation::text).toArray(String[]::new));
    requireOneOf("--crop-mode", crop, "center", "squash", "border");
    requireOneOf("--antialias", antialias, "on", "off");
    requireOneOf("--input-layout", inputLayout, "NCHW", "NHWC");
    requireOneOf("--input-type", inputType, "float", "uint8");
    CommonOptions.require(resize == null || resize > 0, "--resize must be at least 1");
    CommonOptions.require(
        head == null || List.of("softmax", "sigmoid", "logits").contains(head),
        "--head " + head + ": softmax, sigmoid or logits");
    DeclarationFlags declared =
        new DeclarationFlags(
            names(),
            head,
            new DeclarationFlags.InputSize(
                size(),
                resize,
                cropFraction,
                crop,
                interpolation,
                antialias == null ? null : antialias.equals("on")),
            new DeclarationFlags.InputValues(range, mean, std),
            new DeclarationFlags.InputForm(channelOrder, inputLayout, inputType));
    CommonOptions.require(
        List.of("on", "off").contains(selfCheck), "--self-check " + selfCheck + ": on or off");
    return new ModelFile(
        ZeroShot.path(model),
        arch,
        device,
        declared,
        selfCheck.equals("on"),
        trust(),
        ZeroShot.of(model, TextLines.templates(template)));
  }

  private ModelTrust trust() {
    CommonOptions.require(
        modelSeconds > 0 && modelSeconds <= MOST_SECONDS,
        "--model-seconds must be above 0 and at most " + MOST_SECONDS);
    CommonOptions.require(
        modelMemory == null || modelMemory > 0 && modelMemory <= MOST_GIB,
        "--model-memory must be above 0 and at most " + MOST_GIB);
    try {
      return new ModelTrust(
          trusted != null,
          trusted == null ? "" : trusted,
          Duration.ofMillis(Math.max(1, Math.round(1000 * modelSeconds))),
          modelMemory == null ? 0 : Math.max(1, Math.round(modelMemory * (1 << 30))));
    } catch (WrongInput e) {
      throw WrongInput.in("trust-model", e);
    }
  }

  private static void requireOneOf(String flag, String value, String... known) {
    CommonOptions.require(
        value == null || List.of(known).contains(value),
        flag + " " + value + ": one of " + String.join(", ", known));
  }

  private static void requireChannels(String flag, List<Float> numbers) {
    CommonOptions.require(
        numbers == null || numbers.size() == 3 || numbers.size() == 1,
        flag + " takes 3 numbers with commas between them, or 1 for grey");
  }

  private static void requireNumbers(String flag, List<Float> numbers, int count) {
    CommonOptions.require(
        numbers == null || numbers.size() == count,
        flag + " takes " + count + " numbers with commas between them");
  }

  private List<Integer> size() {
    if (inputSize == null) {
      return null;
    }
    CommonOptions.require(
        inputSize.matches("[1-9]\\d{0,4}x[1-9]\\d{0,4}"),
        "--input-size " + inputSize + ": HEIGHTxWIDTH, such as 224x224");
    String[] sides = inputSize.split("x");
    return List.of(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
  }

  private List<String> names() {
    return classes == null ? null : TextLines.names(classes.names());
  }
}
