package org.segmentattribution.model.torchscript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.segmentattribution.model.Fixtures;

/** A small TorchScript classifier whose forward pass does something beside. */
public final class ChangedScript {
  private static final String PASS = "    return torch.flatten(input, 1)\n";

  private ChangedScript() {}

  /**
   * Writes it.
   *
   * @param lines of TorchScript, as the file keeps them
   */
  public static Path write(Path file, String... lines) throws IOException {
    return write(file, 0, lines);
  }

  /** Writes it with so many bytes of nothing beside the weights, packed. */
  static Path write(Path file, int nothing, String... lines) throws IOException {
    StringBuilder code = new StringBuilder();
    for (String line : lines) {
      code.append("    ").append(line).append('\n');
    }
    try (ZipFile zip = new ZipFile(Fixtures.resource("weights/script.pt").toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var entries = zip.entries(); entries.hasMoreElements(); ) {
        ZipEntry entry = entries.nextElement();
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        if (entry.getName().endsWith("flatten.py")) {
          String text = new String(bytes, StandardCharsets.UTF_8);
          bytes = text.replace(PASS, code + PASS).getBytes(StandardCharsets.UTF_8);
        }
        put(out, entry.getName(), bytes);
      }
      if (nothing > 0) {
        out.putNextEntry(new ZipEntry("script/data/99"));
        out.write(new byte[nothing]);
        out.closeEntry();
      }
    }
    return file;
  }

  private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(sum.getValue());
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }
}
