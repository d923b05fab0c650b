package org.segmentattribution.model;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Extensions;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.image.InputLayout;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.onnx.OnnxClassifier;
import org.segmentattribution.model.onnx.OnnxFile;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.safetensors.SafetensorsClassifier;
import org.segmentattribution.model.torchscript.TorchArchive;
import org.segmentattribution.model.torchscript.TorchScriptClassifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads classifiers from files. */
public final class Classifiers {
  private static final Logger LOG = LoggerFactory.getLogger(Classifiers.class);

  private Classifiers() {}

  /** Loads a file that holds its network; see {@link #load(ModelFile)}. */
  public static Classifier load(Path model, String device) throws IOException {
    return load(new ModelFile(model, null, device));
  }

  /**
   * Loads a model and its declaration {@code FILE.json}, such as {@code model.onnx.json}, to
   * explain pictures.
   *
   * @throws WrongInput in one line, if either is missing, broken or not supported
   * @throws IOException if a file cannot be read
   */
  public static Classifier load(ModelFile model) throws IOException {
    Opener opener = opener(model);
    ModelDeclaration declaration = ModelDeclaration.of(model, opener.facts());
    Preprocessing input = declaration.input();
    int channels = input.channels().count();
    Shape shape = new Shape(channels, input.height(), input.width());
    Classifier classifier = opener.load(model, declaration, shape);
    requireChannels(
        model, classifier, channels, "pictures have 3, or 1 where input.channels is \"grey\"");
    if (channels == 1 && !DeclarationJson.saysChannels(model)) {
      LOG.warn(
          "{}: takes one channel, so pictures are made grey (ITU-R 601); \"channels\": \"grey\""
              + " among the declaration's input says so",
          model.file());
    }
    return classifier;
  }

  /**
   * Loads a model to explain arrays as they are. Classes have the names of the declaration, or
   * numbers where there is none.
   *
   * @param channels of the arrays
   * @param height of the arrays
   * @param width of the arrays
   */
  public static Classifier loadFor(ModelFile model, int channels, int height, int width)
      throws IOException {
    Opener opener = opener(model);
    ModelDeclaration declaration =
        isDeclared(model) ? ModelDeclaration.of(model, opener.facts()) : null;
    Classifier classifier = opener.load(model, declaration, new Shape(channels, height, width));
    return requireChannels(model, classifier, channels, "the array has " + channels);
  }

  /** Whether it is declared how pictures become a model's input. */
  public static boolean isDeclared(ModelFile model) {
    return ModelDeclaration.isBeside(model.file()) || model.declared().suffices();
  }

  /**
   * Sizes of a model's input, C, H, W.
   *
   * @throws WrongInput in one line, where the file does not say them
   */
  public static long[] inputShape(ModelFile model) throws IOException {
    OnnxFile file = format(model) == ModelFormat.ONNX ? OnnxFile.read(model.file()) : null;
    OnnxFile.Input input = file == null ? null : file.input();
    boolean open = input == null || Math.min(input.height(), input.width()) < 1;
    if (open || input.channels() < 1) {
      throw WrongInput.of(
          "%s: does not say which size its input has; declare it in %s, or give {input} an .npy array"
              + " C x H x W",
          model.file(), ModelDeclaration.fileOf(model.file()).getFileName());
    }
    return new long[] {input.channels(), input.height(), input.width()};
  }

  /** Loads one format. */
  @FunctionalInterface
  private interface Loading {
    /** Declaration: null for classes by number. */
    Classifier load(ModelFile model, ModelDeclaration declaration, Shape input) throws IOException;
  }

  /**
   * A file that is about to be loaded.
   *
   * @param facts what is known of its input
   */
  private record Opener(InputFacts facts, Loading loading) {
    Classifier load(ModelFile model, ModelDeclaration declaration, Shape input) throws IOException {
      return loading.load(model, declaration, input);
    }
  }

  private static Opener opener(ModelFile model) throws IOException {
    Optional<ClassifierProvider> added =
        Files.isRegularFile(model.file())
            ? Extensions.of(ClassifierProvider.class).stream()
                .filter(provider -> provider.reads(model.file()))
                .findFirst()
            : Optional.empty();
    if (added.isPresent()) {
      return new Opener(InputFacts.OTHER, added.get()::load);
    }
    return switch (format(model)) {
      case ONNX -> {
        OnnxFile file = OnnxFile.read(model.file());
        InputFacts facts = new InputFacts(file.input().channels(), file.input().bytes(), true);
        yield new Opener(facts, (of, declaration, input) -> onnx(of, file, declaration, input));
      }
      case SAFETENSORS ->
          new Opener(
              InputFacts.OTHER,
              (of, declaration, input) ->
                  SafetensorsClassifier.load(of, sha256(of.file()), declaration, input));
      case TORCH_SCRIPT -> new Opener(InputFacts.OTHER, Classifiers::torchScript);
    };
  }

  private static ModelFormat format(ModelFile model) throws IOException {
    ModelFormat format = ModelFormat.of(model.file());
    if (model.architecture() != null && format != ModelFormat.SAFETENSORS) {
      throw WrongInput.of(
          "%s: holds its network; {arch} goes with .safetensors alone", model.file());
    }
    return format;
  }

  private static Classifier torchScript(ModelFile model, ModelDeclaration declaration, Shape input)
      throws IOException {
    String sha256 = sha256(model.file());
    model.trust().require(model.file(), sha256);
    TorchArchive.check(model.file());
    return TorchScriptClassifier.load(model, sha256, declaration, input);
  }

  private static Classifier onnx(
      ModelFile model, OnnxFile read, ModelDeclaration declaration, Shape input)
      throws IOException {
    Path file = model.file();
    Preprocessing declared = declaration == null ? null : declaration.input();
    String flag = model.declared().layout();
    InputLayout layout =
        flag != null ? InputLayout.valueOf(flag) : declared == null ? null : declared.layout();
    OnnxNetwork network = build(model, read, layout, input);
    try {
      ModelDeclaration fitting =
          FittedDeclaration.of(file, declaration, network.classes(), network.head());
      return new OnnxClassifier(model.name(), read.sha256(), fitting, network.ofClasses());
    } catch (RuntimeException | IOException e) {
      network.close();
      throw e;
    }
  }

  private static OnnxNetwork build(
      ModelFile model, OnnxFile read, InputLayout declared, Shape input) {
    long[] dims = read.input().dims();
    Device device = TorchEngine.device(model.device());
    try {
      return OnnxNetwork.build(
          read.laidOut(declared, input), (int) input.get(1), (int) input.get(2), device);
    } catch (WrongInput e) {
      if (declared != null || dims[1] != -1 || dims[3] != -1) {
        throw e;
      }
      throw WrongInput.of(
          "%s (the file does not say where its channels are: if its input is N x H x W x C, declare"
              + " input.layout \"NHWC\")",
          e);
    }
  }

  private static Classifier requireChannels(
      ModelFile model, Classifier classifier, int channels, String given) {
    long takes = classifier.inputShape().get(0);
    if (takes != channels) {
      classifier.close();
      throw new WrongInput(model.file() + ": takes " + takes + " channels; " + given);
    }
    return classifier;
  }

  private static String sha256(Path file) throws IOException {
    return new Sha256().add(file).hex();
  }
}
