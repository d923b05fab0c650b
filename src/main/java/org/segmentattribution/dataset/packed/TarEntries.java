package org.segmentattribution.dataset.packed;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads a tar entry by entry: the POSIX formats ustar and pax, and GNU's long names and large
 * sizes. Headers are bounded; contents are read by the caller.
 *
 * <p>The form of headers is that of IEEE Std 1003.1 (pax, "ustar Interchange Format").
 */
final class TarEntries implements Closeable {
  private static final int BLOCK = 512;
  private static final int MOST_HEADER = 1 << 20;

  private final InputStream in;

  /** What is left of the present entry, with the filling up to a whole block. */
  private long left;

  private long filling;

  /**
   * An entry.
   *
   * @param name as the archive has it
   * @param type of the header: 0 is a file, 5 a folder
   * @param size in bytes
   */
  record Entry(String name, char type, long size) {
    boolean isFile() {
      return type == '0';
    }

    boolean isFolder() {
      return type == '5';
    }
  }

  TarEntries(InputStream in) {
    this.in = in;
  }

  /**
   * Returns the next entry; null after the last.
   *
   * @throws IOException where the archive is damaged
   */
  Entry next() throws IOException {
    Map<String, String> pax = new HashMap<>();
    Map<String, String> global = new HashMap<>();
    while (true) {
      skip(left + filling);
      left = 0;
      filling = 0;
      byte[] header = in.readNBytes(BLOCK);
      if (header.length == 0 || isZero(header)) {
        return null;
      }
      if (header.length < BLOCK) {
        throw new EOFException();
      }
      check(header);
      begin(size(header));
      char type = header[156] == 0 || header[156] == '7' ? '0' : (char) header[156];
      switch (type) {
        case 'x' -> pax.putAll(records(whole()));
        case 'g' -> global.putAll(records(whole()));
        case 'L' -> pax.putIfAbsent("path", text(whole(), 0, Integer.MAX_VALUE));
        case 'K' -> whole();
        default -> {
          global.forEach(pax::putIfAbsent);
          return entry(header, type, pax);
        }
      }
    }
  }

  private Entry entry(byte[] header, char type, Map<String, String> pax) throws IOException {
    String size = pax.get("size");
    if (size != null) {
      if (!size.matches("\\d{1,18}")) {
        throw new IOException("a size that is no number");
      }
      begin(Long.parseLong(size));
    }
    String prefix = text(header, 257, 263).equals("ustar") ? text(header, 345, 500) : "";
    String name = text(header, 0, 100);
    name = pax.getOrDefault("path", prefix.isEmpty() ? name : prefix + "/" + name);
    boolean sparse = pax.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse"));
    boolean folder = type == '0' && name.endsWith("/");
    return new Entry(name, sparse ? 'S' : folder ? '5' : type, left);
  }

  /** Returns the content of the present entry; closing it changes nothing. */
  InputStream content() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0 || length == 0) {
          return left == 0 ? -1 : 0;
        }
        int read = in.read(bytes, offset, (int) Math.min(length, left));
        if (read < 0) {
          throw new EOFException();
        }
        left -= read;
        return read;
      }
    };
  }

  private void begin(long size) {
    left = size;
    filling = (BLOCK - size % BLOCK) % BLOCK;
  }

  /** Reads the content of a header's own entry. */
  private byte[] whole() throws IOException {
    if (left > MOST_HEADER) {
      throw new IOException("a name or header of more than 1 MiB");
    }
    return content().readAllBytes();
  }

  private void skip(long bytes) throws IOException {
    in.skipNBytes(bytes);
  }

  private static boolean isZero(byte[] header) {
    for (byte b : header) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** Compares the sum of the header's bytes, its own field counted as blanks. */
  private static void check(byte[] header) throws IOException {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    if (octal(header, 148, 156) != sum) {
      throw new IOException("a header with a wrong checksum");
    }
  }

  private static long size(byte[] header) throws IOException {
    if ((header[124] & 0x80) == 0) {
      return octal(header, 124, 136);
    }
    // GNU's form of large numbers: the highest bit, then the number's bytes
    long size = header[124] & 0x7f;
    for (int i = 125; i < 136; i++) {
      if (size >> 54 != 0) {
        throw new IOException("a size that no file has");
      }
      size = size << 8 | header[i] & 0xff;
    }
    return size;
  }

  private static long octal(byte[] header, int from, int to) throws IOException {
    String digits = text(header, from, to).strip();
    if (!digits.matches("[0-7]{0,12}")) {
      throw new IOException("a header whose numbers are none");
    }
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }

  /** Returns the text up to the first zero byte. */
  private static String text(byte[] bytes, int from, int to) {
    int end = from;
    while (end < Math.min(to, bytes.length) && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  /** Returns pax records, each {@code LENGTH KEY=VALUE} and the end of a line. */
  private static Map<String, String> records(byte[] bytes) throws IOException {
    Map<String, String> records = new HashMap<>();
    int at = 0;
    while (at < bytes.length && bytes[at] != 0) {
      int blank = at;
      while (blank < bytes.length && bytes[blank] != ' ') {
        blank++;
      }
      String length = new String(bytes, at, blank - at, StandardCharsets.US_ASCII);
      int end = length.matches("\\d{1,7}") ? at + Integer.parseInt(length) : -1;
      if (end <= blank + 1 || end > bytes.length) {
        throw new IOException("a pax header of the wrong length");
      }
      String record = new String(bytes, blank + 1, end - blank - 2, StandardCharsets.UTF_8);
      int equals = record.indexOf('=');
      if (equals > 0) {
        records.put(record.substring(0, equals), record.substring(equals + 1));
      }
      at = end;
    }
    return records;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
