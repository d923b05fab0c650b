package org.segmentattribution.model.torchscript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Checks the zip file that a TorchScript model is, before PyTorch unpacks it. */
public final class TorchArchive {
  private static final int MOST_ENTRIES = 200_000;

  /** Weights are stored uncompressed; only code and its source locations are compressed. */
  private static final long MOST_PACKED = 256L << 20;

  private TorchArchive() {}

  /**
   * Refuses a file that unpacks to much more than its own size.
   *
   * @throws IllegalArgumentException with one line that names the file
   */
  public static void check(Path file) throws IOException {
    long unpacked = 0;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MOST_ENTRIES) {
        throw new IllegalArgumentException(
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
      throw new IllegalArgumentException(
          "%s: unpacks from %d to %d MiB, which no weights do: saved by torch.jit.save they are not packed"
              .formatted(file, Files.size(file) >> 20, unpacked >> 20));
    }
  }
}
