package org.segmentattribution.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Loads classifiers from files. */
public final class Classifiers {
  private static final String EXPORT =
      "; export it to ONNX: torch.onnx.export(model, x, 'model.onnx')";

  private Classifiers() {}

  /**
   * Loads {@code FILE.onnx} and its declaration {@code FILE.onnx.json}, to explain pictures.
   *
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws IllegalArgumentException in one line, if either is missing, broken or not supported
   * @throws IOException if a file cannot be read
   */
  public static Classifier load(Path model, String device) throws IOException {
    requireReadable(model);
    ModelDeclaration declaration = ModelDeclaration.beside(model);
    Classifier classifier =
        open(model, declaration, declaration.input().height(), declaration.input().width(), device);
    if (classifier.inputShape().get(0) != 3) {
      classifier.close();
      throw new IllegalArgumentException(
          model + ": takes " + classifier.inputShape().get(0) + " channels; images have 3");
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
  public static Classifier loadFor(Path model, String device, int channels, int height, int width)
      throws IOException {
    requireReadable(model);
    ModelDeclaration declaration =
        ModelDeclaration.isBeside(model) ? ModelDeclaration.beside(model) : null;
    Classifier classifier = open(model, declaration, height, width, device);
    if (classifier.inputShape().get(0) != channels) {
      long takes = classifier.inputShape().get(0);
      classifier.close();
      throw new IllegalArgumentException(
          model + ": takes " + takes + " channels; the array has " + channels);
    }
    return classifier;
  }

  private static void requireReadable(Path model) {
    String fileName = model.getFileName().toString();
    String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    switch (extension) {
      case "onnx" -> {}
      case "pth", "bin", "ckpt", "pkl" ->
          throw new IllegalArgumentException(
              model + ": a pickled checkpoint can run code when it is opened" + EXPORT);
      case "pt", "safetensors" ->
          throw new IllegalArgumentException(model + ": ." + extension + " is not read" + EXPORT);
      default -> throw new IllegalArgumentException(model + ": not an .onnx file" + EXPORT);
    }
    if (!Files.isRegularFile(model)) {
      throw new IllegalArgumentException(model + ": no such file");
    }
  }

  /** Declaration: null for classes by number. */
  private static Classifier open(
      Path model, ModelDeclaration declaration, int height, int width, String device)
      throws IOException {
    byte[] bytes = Files.readAllBytes(model);
    OnnxNetwork network =
        OnnxNetwork.build(OnnxFile.parse(model, bytes), height, width, TorchEngine.device(device));
    ModelDeclaration named =
        declaration == null ? ModelDeclaration.numbered(network.classes()) : declaration;
    try {
      check(model, named, network);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
    String name = model.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    return new OnnxClassifier(name, sha256(bytes), named, network);
  }

  private static void check(Path model, ModelDeclaration declaration, OnnxNetwork network) {
    int named = declaration.classes().size();
    if (named != network.classes()) {
      throw new IllegalArgumentException(
          ModelDeclaration.fileOf(model)
              + ": classes: "
              + named
              + " names, but the network has "
              + network.classes()
              + " outputs");
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
