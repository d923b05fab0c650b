package org.segmentattribution.dataset.decode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks the markers of a JPEG file (ITU-T T.81, Annex B): finds its size and EXIF block, checks
 * that it has an end, and leaves out everything that the pixels do not need.
 */
final class JpegSegments {
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int APP14 = 0xEE;
  private static final byte[] NONE = {};

  /**
   * More scans than any encoder makes; each is a pass over all pixels (libjpeg-turbo's -maxscans).
   */
  private static final int MOST_SCANS = 500;

  /** Limit of pixels times scans for a large picture, some ten seconds of work. */
  private static final long MOST_WORK = 2_000_000_000L;

  private static final byte[] JFIF = {
    -1, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };

  private final byte[] file;
  private final ByteArrayOutputStream essence;
  private int at = 2;
  private int width;
  private int height;
  private int components;
  private int scans;
  private boolean jfif;
  private boolean red;
  private int transform = -1;
  private byte[] exif = NONE;

  private JpegSegments(byte[] file) {
    this.file = file;
    this.essence = new ByteArrayOutputStream(file.length);
  }

  /** Reads a whole file that starts as a JPEG does. */
  static Encoded read(byte[] file) throws IOException {
    return new JpegSegments(file).walk();
  }

  private Encoded walk() throws IOException {
    for (int marker = next(); marker != EOI; marker = next()) {
      if (marker <= 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
        at += 2; // a marker without data, which means nothing outside a scan
      } else {
        segment(marker);
      }
    }
    essence.write(file, at, 2);
    if (width == 0) {
      throw new IOException("broken JPEG: it has no frame header");
    }
    Encoded.Inks inks =
        components != 4
            ? Encoded.Inks.NONE
            : transform > 0 ? Encoded.Inks.YCCK : Encoded.Inks.PLAIN;
    return new Encoded(width, height, inks, Orientation.of(exif), essence());
  }

  /** Returns the essential file, with one marker in front that says what its components are. */
  private byte[] essence() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(essence.size() + 20);
    out.write(file, 0, 2);
    if (components == 3 && isLuminance()) {
      out.writeBytes(JFIF);
    } else if (components > 1) {
      byte coded = (byte) (components == 4 && transform > 0 ? 2 : 0);
      byte[] adobe = {-1, (byte) APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, coded};
      out.writeBytes(adobe);
    }
    out.writeBytes(essence.toByteArray());
    return out.toByteArray();
  }

  /**
   * Returns whether three components are luminance and colour differences rather than red, green
   * and blue, by libjpeg's rule: JFIF means that they are, whatever Adobe's marker says; without
   * both markers, the names of the components decide.
   */
  private boolean isLuminance() {
    return jfif || (transform >= 0 ? transform != 0 : !red);
  }

  /** Moves to the next marker; skips fill bytes and garbage, as libjpeg does. */
  private int next() throws IOException {
    while (at + 1 < file.length && (file[at] != -1 || file[at + 1] == -1)) {
      at++;
    }
    if (at + 1 >= file.length) {
      throw truncated();
    }
    return file[at + 1] & 0xff;
  }

  private void segment(int marker) throws IOException {
    int end = at + 2 + number(at + 2);
    if (end < at + 4) {
      throw new IOException("broken JPEG: a segment of negative length");
    }
    if (end > file.length) {
      throw truncated();
    }
    if (marker == APP1 && exif.length == 0 && startsWith("Exif\0", end)) {
      exif = Arrays.copyOfRange(file, Math.min(end, at + 10), end);
    }
    boolean table = marker == 0xDB || marker == 0xC4 || marker == 0xDD;
    if (scans == 0) {
      boolean adobe = marker == APP14 && end >= at + 16 && startsWith("Adobe", end);
      transform = adobe ? file[at + 15] & 0xff : transform;
      jfif |= marker == APP0 && end >= at + 18 && startsWith("JFIF\0", end);
    }
    if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
      frame(end);
    } else if (marker == SOS) {
      end = scanEnd(end);
      requireFewScans();
    } else if (!table) {
      at = end;
      return;
    }
    essence.write(file, at, end - at);
    at = end;
  }

  private void frame(int end) throws IOException {
    if (width != 0) {
      throw new IOException("broken JPEG: it has two frame headers");
    }
    if (end < at + 10) {
      throw new IOException("broken JPEG: its frame header is too short");
    }
    height = number(at + 5);
    width = number(at + 7);
    if (width == 0 || height == 0) {
      throw new IOException("broken JPEG: its size is " + width + "x" + height);
    }
    components = file[at + 9] & 0xff;
    if (components != 1 && components != 3 && components != 4) {
      throw new IOException("a JPEG of " + components + " components is not supported");
    }
    red =
        components == 3
            && end >= at + 19
            && file[at + 10] == 'R'
            && file[at + 13] == 'G'
            && file[at + 16] == 'B';
  }

  private void requireFewScans() throws IOException {
    scans++;
    boolean costly = scans > 1 && (long) scans * width * height > MOST_WORK;
    if (scans > MOST_SCANS || costly) {
      throw new IOException(
          "too many scans: a progressive JPEG of %dx%d with %d of them or more takes too long"
              .formatted(width, height, scans));
    }
  }

  private int scanEnd(int from) throws IOException {
    for (int i = from; i + 1 < file.length; i++) {
      int marker = file[i + 1] & 0xff;
      boolean data = marker == 0 || marker == 0xff || (marker >= 0xD0 && marker <= 0xD7);
      if (file[i] == -1 && !data) {
        return i;
      }
    }
    throw truncated();
  }

  private boolean startsWith(String name, int end) {
    byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
    int from = at + 4;
    return from + bytes.length <= end
        && Arrays.equals(file, from, from + bytes.length, bytes, 0, bytes.length);
  }

  private int number(int index) throws IOException {
    if (index + 2 > file.length) {
      throw truncated();
    }
    return (file[index] & 0xff) << 8 | file[index + 1] & 0xff;
  }

  private static IOException truncated() {
    return new IOException("truncated JPEG: it stops before its end-of-image marker");
  }
}
