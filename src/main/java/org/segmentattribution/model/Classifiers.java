package org.segmentattribution.model;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.segmentattribution.image.Extensions;
import org.segmentattribution.image.Sha256;

/** Loads classifiers from files. */
public final class Classifiers {
  private static final int COLOURS = 3;

  private Classifiers() {}

  /** Loads a file that holds its network; see {@link #load(ModelFile)}. */
  public static Classifier load(Path model, String device) throws IOException {
    return load(new ModelFile(model, null, device));
  }

  /**
   * Loads a model and its declaration {@code FILE.json}, such as {@code model.onnx.json}, to
   * explain pictures.
   *
   * @throws IllegalArgumentException in one line, if either is missing, broken or not supported
   * @throws IOException if a file cannot be read
   */
  public static Classifier load(ModelFile model) throws IOException {
    Opener opener = opener(model);
    ModelDeclaration declaration = ModelDeclaration.of(model);
    int height = declaration.input().height();
    int width = declaration.input().width();
    Classifier classifier = opener.load(model, declaration, new Shape(COLOURS, height, width));
    return requireChannels(model, classifier, COLOURS, "images have 3");
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
    boolean declared = ModelDeclaration.isBeside(model.file()) || model.declared().suffices();
    ModelDeclaration declaration = declared ? ModelDeclaration.of(model) : null;
    Classifier classifier = opener.load(model, declaration, new Shape(channels, height, width));
    return requireChannels(model, classifier, channels, "the array has " + channels);
  }

  /** Loads one format. */
  @FunctionalInterface
  private interface Opener {
    Classifier load(ModelFile model, ModelDeclaration declaration, Shape input) throws IOException;
  }

  private static Opener opener(ModelFile model) throws IOException {
    Optional<ClassifierProvider> added =
        Files.isRegularFile(model.file())
            ? Extensions.of(ClassifierProvider.class).stream()
                .filter(provider -> provider.reads(model.file()))
                .findFirst()
            : Optional.empty();
    if (added.isPresent()) {
      return added.get()::load;
    }
    ModelFormat format = format(model);
    return (file, declaration, input) -> open(file, format, declaration, input);
  }

  private static ModelFormat format(ModelFile model) throws IOException {
    ModelFormat format = ModelFormat.of(model.file());
    if (model.architecture() != null && format != ModelFormat.SAFETENSORS) {
      throw new IllegalArgumentException(
          model.file() + ": holds its network; --arch goes with .safetensors alone");
    }
    return format;
  }

  /** Declaration: null for classes by number. */
  private static Classifier open(
      ModelFile model, ModelFormat format, ModelDeclaration declaration, Shape input)
      throws IOException {
    return switch (format) {
      case ONNX -> onnx(model, declaration, (int) input.get(1), (int) input.get(2));
      case SAFETENSORS ->
          SafetensorsClassifier.load(model, sha256(model.file()), declaration, input);
      case TORCH_SCRIPT -> torchScript(model, declaration, input);
    };
  }

  private static Classifier torchScript(ModelFile model, ModelDeclaration declaration, Shape input)
      throws IOException {
    String sha256 = sha256(model.file());
    model.trust().require(model.file(), sha256);
    TorchArchive.check(model.file());
    return TorchScriptClassifier.load(model, sha256, declaration, input);
  }

  private static Classifier onnx(
      ModelFile model, ModelDeclaration declaration, int height, int width) throws IOException {
    Path file = model.file();
    OnnxNetwork network =
        OnnxNetwork.build(OnnxFile.read(file), height, width, TorchEngine.device(model.device()));
    try {
      ModelDeclaration fitting = ModelDeclaration.fitting(file, declaration, network.classes());
      return new OnnxClassifier(model.name(), sha256(file), fitting, network);
    } catch (RuntimeException | IOException e) {
      network.close();
      throw e;
    }
  }

  private static Classifier requireChannels(
      ModelFile model, Classifier classifier, int channels, String given) {
    long takes = classifier.inputShape().get(0);
    if (takes != channels) {
      classifier.close();
      throw new IllegalArgumentException(model.file() + ": takes " + takes + " channels; " + given);
    }
    return classifier;
  }

  private static String sha256(Path file) throws IOException {
    return new Sha256().add(file).hex();
  }
}
