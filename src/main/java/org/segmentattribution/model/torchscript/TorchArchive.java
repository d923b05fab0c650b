package org.segmentattribution.model.torchscript;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.segmentattribution.api.WrongInput;

/** Checks the zip file that TorchScript is before PyTorch unpacks it. */
final class TorchArchive {
  private static final int MOST_ENTRIES = 200_000;

  /** Weights are stored uncompressed; only code and its source locations are compressed. */
  private static final long MOST_PACKED = 256L << 20;

  private static final int PICKLE = 0x80;

  private TorchArchive() {}

  /**
   * Refuses a file that unpacks to much more than its own size.
   *
   * @throws IllegalArgumentException with one line that names the file
   */
  static void check(Path file) throws IOException {
    long unpacked = 0;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MOST_ENTRIES) {
        throw new WrongInput(
            "%s: a zip file of %d parts; at most %d".formatted(file, zip.size(), MOST_ENTRIES));
      }
      for (var entries = zip.entries(); entries.hasMoreElements(); ) {
        ZipEntry entry = entries.nextElement();
        unpacked = Math.addExact(unpacked, Math.max(0, entry.getSize()));
      }
    } catch (ArithmeticException e) {
      unpacked = Long.MAX_VALUE;
    }
    long most = Files.size(file) + MOST_PACKED;
    if (unpacked > most) {
      throw new WrongInput(
          "%s: unpacks from %d to %d MiB, which no weights do: saved by torch.jit.save they are not packed"
              .formatted(file, Files.size(file) >> 20, unpacked >> 20));
    }
  }

  /**
   * Refuses what is no TorchScript, such as a pickled checkpoint, by its content.
   *
   * @throws WrongInput in one line that says what to do
   */
  static void requireTorchScript(Path file) throws IOException {
    int first;
    int second;
    try (InputStream in = Files.newInputStream(file)) {
      first = in.read();
      second = in.read();
    }
    if (first == 'P' && second == 'K') {
      requireCode(file);
      return;
    }
    throw first == PICKLE
        ? pickled(file)
        : new WrongInput(file + ": neither TorchScript nor a pickled checkpoint");
  }

  private static void requireCode(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      // everything is in one folder, which may have any name
      if (zip.stream().noneMatch(entry -> entry.getName().matches("[^/]*/code/.*"))) {
        throw pickled(file);
      }
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
            + " '%s.safetensors'), then {arch}; for a whole model that you trust, torch.onnx.export("
            + "torch.load('%s', weights_only=False).eval(), torch.zeros(1, 3, 224, 224), '%s.onnx')",
        file, name, stem, name, stem);
  }
}
