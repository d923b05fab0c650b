package org.segmentattribution.dataset.decode;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Finds the orientation of a JPEG without reading its pixels. */
final class JpegOrientation {
  private static final int SOS = 0xDA;
  private static final int APP1 = 0xE1;
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

  private JpegOrientation() {}

  /**
   * Returns the orientation in the first EXIF segment before the pixels; upright where there is
   * none.
   */
  static Orientation read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      in.skipNBytes(2);
      while (in.read() == 0xFF) {
        int marker = in.read();
        while (marker == 0xFF) {
          marker = in.read(); // fill bytes
        }
        if (marker < 0 || marker == SOS) {
          break;
        }
        int length = in.readUnsignedShort() - 2;
        if (length < 0) {
          break;
        }
        if (marker != APP1) {
          in.skipNBytes(length);
          continue;
        }
        byte[] segment = in.readNBytes(length);
        if (Arrays.equals(segment, 0, Math.min(EXIF.length, length), EXIF, 0, EXIF.length)) {
          return Orientation.of(Arrays.copyOfRange(segment, EXIF.length, segment.length));
        }
      }
    }
    return Orientation.UPRIGHT;
  }
}
