package org.segmentattribution.dataset.packed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes small archives; a text instead of a picture's bytes for entries that are no pictures. */
final class PackedFiles {
  private static final Path PNG = Path.of("src/test/resources/images/rgb.png");

  private PackedFiles() {}

  static byte[] bytes(String name, String text) throws IOException {
    return name.endsWith(".png") && text.isEmpty()
        ? Files.readAllBytes(PNG)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  static Path zip(Path file, Map<String, String> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(bytes(entry.getKey(), entry.getValue()));
      }
    }
    return file;
  }

  /** A tar, with gzip where the name says so; a value {@code -> x} makes a link to x. */
  static Path tar(Path file, Map<String, String> entries) throws IOException {
    boolean gzip = file.toString().endsWith(".gz");
    try (OutputStream plain = Files.newOutputStream(file);
        OutputStream out = gzip ? new GZIPOutputStream(plain) : plain) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        boolean link = entry.getValue().startsWith("-> ");
        byte[] bytes = link ? new byte[0] : bytes(entry.getKey(), entry.getValue());
        if (entry.getKey().length() > 100) {
          byte[] name = (entry.getKey() + "\0").getBytes(StandardCharsets.UTF_8);
          write(out, header("././@LongLink", 'L', name.length), name);
        }
        write(out, header(entry.getKey(), link ? '2' : '0', bytes.length), bytes);
      }
      out.write(new byte[1024]);
    }
    return file;
  }

  private static void write(OutputStream out, byte[] header, byte[] bytes) throws IOException {
    out.write(header);
    out.write(bytes);
    out.write(new byte[(512 - bytes.length % 512) % 512]);
  }

  private static byte[] header(String name, char type, int size) {
    byte[] header = new byte[512];
    put(header, 0, name.length() > 100 ? name.substring(0, 100) : name);
    put(header, 100, "0000644");
    put(header, 124, "%011o".formatted(size));
    put(header, 148, "        ");
    header[156] = (byte) type;
    put(header, 257, "ustar  ");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
