package org.segmentattribution.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.segmentattribution.api.WrongInput;

/** The formats of model files that can be loaded. */
enum ModelFormat {
  ONNX,
  SAFETENSORS,
  TORCH_SCRIPT;

  private static final int PICKLE = 0x80;

  /**
   * Format of a file, by its extension; whether a file of PyTorch's is TorchScript or a pickle, by
   * its content.
   *
   * @throws WrongInput in one line that says what to do, if it is none of them
   */
  static ModelFormat of(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new WrongInput(file + ": no such file");
    }
    String name = file.getFileName().toString();
    return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
      case "onnx" -> ONNX;
      case "safetensors" -> SAFETENSORS;
      case "pt", "pth", "bin", "ckpt", "pkl" -> torch(file);
      default ->
          throw new WrongInput(
              file
                  + ": not .onnx, .safetensors or .pt; export it to ONNX:"
                  + " torch.onnx.export(model, x, 'model.onnx')");
    };
  }

  private static ModelFormat torch(Path file) throws IOException {
    int first;
    int second;
    try (InputStream in = Files.newInputStream(file)) {
      first = in.read();
      second = in.read();
    }
    if (first == 'P' && second == 'K') {
      return torchZip(file);
    }
    throw first == PICKLE
        ? pickled(file)
        : new WrongInput(file + ": neither TorchScript nor a pickled checkpoint");
  }

  private static ModelFormat torchZip(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      // everything stands in one folder, which may have any name
      if (zip.stream().noneMatch(entry -> entry.getName().matches("[^/]*/code/.*"))) {
        throw pickled(file);
      }
      return TORCH_SCRIPT;
    } catch (ZipException e) {
      throw new WrongInput(
          file + ": cut off or damaged: " + e.getMessage().lines().findFirst().orElse(""), e);
    }
  }

  private static WrongInput pickled(Path file) {
    String name = file.getFileName().toString();
    String stem = name.replaceFirst("\\.[^.]*$", "");
    return WrongInput.of(
        "%s: a pickled checkpoint can run code when it is opened; convert it in Python: for a state"
            + " dict of weights, safetensors.torch.save_file(torch.load('%s', weights_only=True),"
            + " '%s.safetensors'), then {arch}; for a whole model that you trust,"
            + " torch.onnx.export(torch.load('%s', weights_only=False).eval(), torch.zeros(1, 3,"
            + " 224, 224), '%s.onnx')",
        file, name, stem, name, stem);
  }
}
