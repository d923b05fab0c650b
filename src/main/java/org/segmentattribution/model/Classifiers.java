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
   * Loads {@code FILE.onnx} and its declaration {@code FILE.onnx.json}.
   *
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws IllegalArgumentException in one line, if either is missing, broken or not supported
   * @throws IOException if a file cannot be read
   */
  public static Classifier load(Path model, String device) throws IOException {
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
    ModelDeclaration declaration = ModelDeclaration.beside(model);
    byte[] bytes = Files.readAllBytes(model);
    OnnxNetwork network =
        OnnxNetwork.build(
            OnnxFile.parse(model, bytes),
            declaration.input().height(),
            declaration.input().width(),
            TorchEngine.device(device));
    try {
      check(model, declaration, network);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
    String name = fileName.substring(0, fileName.length() - ".onnx".length());
    return new OnnxClassifier(name, sha256(bytes), declaration, network);
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
    if (network.input().get(0) != 3) {
      throw new IllegalArgumentException(
          model + ": takes " + network.input().get(0) + " channels; images have 3");
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
