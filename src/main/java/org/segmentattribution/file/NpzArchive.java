package org.segmentattribution.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * NumPy's archives: zip files with one file for each array; only archives of one array are read.
 */
final class NpzArchive {
  private static final int MOST_BYTES = 512 << 20;
  private static final int MOST_NAMED = 10;

  private NpzArchive() {}

  static boolean is(byte[] file) {
    return file.length > 3 && file[0] == 'P' && file[1] == 'K' && file[2] == 3 && file[3] == 4;
  }

  /**
   * Returns the bytes of the archive's only array file.
   *
   * @throws IOException if the archive holds no array, or several
   */
  static byte[] only(byte[] archive) throws IOException {
    List<String> names = new ArrayList<>();
    byte[] array = {};
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.isDirectory()) {
          continue;
        }
        if (names.size() < MOST_NAMED) {
          names.add(entry.getName().replaceFirst("\\.npy$", "").replaceAll("\\p{Cntrl}", "?"));
        }
        if (names.size() == 1) {
          array = zip.readNBytes(MOST_BYTES + 1);
          if (array.length > MOST_BYTES) {
            throw new IOException("holds an array of more than 512 MiB");
          }
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("is a damaged archive", e);
    }
    if (names.isEmpty()) {
      throw new IOException("is an archive without an array");
    }
    if (names.size() > 1) {
      throw new IOException(
          "holds several arrays (%s); save the one that is meant with numpy.save"
              .formatted(String.join(", ", names)));
    }
    return array;
  }
}
