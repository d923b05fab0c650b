package org.segmentattribution.dataset.decode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the first directory of a TIFF file (TIFF 6.0, section 2; BigTIFF): its size, orientation
 * and kind of samples. What follows is a copy of the file in which further pages, profiles and
 * private tags are cut off, so that nothing but the pixels is ever looked at.
 */
final class TiffPage {
  private static final int REDUCED = 254;
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int STRIP_OFFSETS = 273;
  private static final int ORIENTATION = 274;
  private static final int SAMPLES = 277;
  private static final int STRIP_COUNTS = 279;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_COUNTS = 325;
  private static final int SUB_DIRECTORIES = 330;
  private static final int EXTRA_SAMPLES = 338;
  private static final int SAMPLE_FORMAT = 339;
  private static final int DNG_VERSION = 50706;

  /** Tags that say how the pixels are stored. */
  private static final Set<Integer> ESSENTIAL =
      Set.of(
          WIDTH,
          HEIGHT,
          BITS,
          COMPRESSION,
          PHOTOMETRIC,
          266,
          STRIP_OFFSETS,
          SAMPLES,
          278,
          STRIP_COUNTS,
          284,
          292,
          293,
          317,
          320,
          TILE_WIDTH,
          TILE_HEIGHT,
          TILE_OFFSETS,
          TILE_COUNTS,
          332,
          EXTRA_SAMPLES,
          SAMPLE_FORMAT,
          347,
          529,
          530,
          531,
          532);

  /** What replaces a tag that is cut off: private, one byte long. */
  private static final int NOTHING = 65000;

  private static final int BYTE = 1;
  private static final int OLD_JPEG = 6;
  private static final int JPEG = 7;

  private final ByteBuffer file;
  private final boolean big;
  private final TreeMap<Integer, Integer> entries = new TreeMap<>();
  private boolean more;

  private TiffPage(byte[] bytes) {
    file = ByteBuffer.wrap(bytes.clone());
    file.order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    big = file.getShort(2) == 43;
  }

  /** Takes a whole file that starts as a TIFF does. */
  static Encoded read(byte[] bytes) throws IOException {
    try {
      return new TiffPage(bytes).page();
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("truncated TIFF: it points behind its end", e);
    }
  }

  private Encoded page() throws IOException {
    directory(big ? offset(file.getLong(8)) : offset(file.getInt(4) & 0xffffffffL));
    requireNoRaw();
    long width = one(WIDTH, 0);
    long height = one(HEIGHT, 0);
    if (width <= 0 || height <= 0 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw new IOException("broken TIFF: its size is " + width + "x" + height);
    }
    requireSamples();
    requireTiles(width, height);
    requireData(width, height);
    long turned = one(ORIENTATION, 1);
    Encoded.Alpha alpha = alpha();
    cut();
    return new Encoded(
        (int) width,
        (int) height,
        new Encoded.Colours(Encoded.Inks.NONE, alpha),
        turned >= 1 && turned <= 8 ? new Orientation((int) turned) : Orientation.UPRIGHT,
        file.array(),
        new Encoded.Frame(0, 0, (int) width, (int) height, Encoded.Frame.WHITE),
        more ? "a TIFF of several pages" : "");
  }

  private Encoded.Alpha alpha() throws IOException {
    return switch ((int) one(EXTRA_SAMPLES, 0)) {
      case 1 -> Encoded.Alpha.MULTIPLIED;
      case 2 -> Encoded.Alpha.STRAIGHT;
      default -> Encoded.Alpha.IGNORED;
    };
  }

  private void directory(int at) throws IOException {
    int count = big ? offset(file.getLong(at)) : file.getShort(at) & 0xffff;
    int entry = at + (big ? 8 : 2);
    for (int i = 0; i < count; i++, entry += big ? 20 : 12) {
      entries.putIfAbsent(file.getShort(entry) & 0xffff, entry);
    }
    long next = big ? file.getLong(entry) : entry + 4 > file.limit() ? 0 : file.getInt(entry);
    more = next != 0;
    if (big) {
      file.putLong(entry, 0);
    } else if (more) {
      file.putInt(entry, 0);
    }
  }

  /** A camera's own file begins with a thumbnail, or has one sample a pixel behind a mosaic. */
  private void requireNoRaw() throws IOException {
    long photometric = one(PHOTOMETRIC, 0);
    boolean thumbnail = (one(REDUCED, 0) & 1) == 1 && entries.containsKey(SUB_DIRECTORIES);
    if (thumbnail
        || photometric == 32803
        || photometric == 34892
        || entries.containsKey(DNG_VERSION)) {
      throw new IOException(FileKind.RAW.refusal());
    }
  }

  private void requireSamples() throws IOException {
    long photometric = one(PHOTOMETRIC, 1);
    if (photometric > 6 || photometric == 4) {
      throw new IOException(
          "a TIFF of photometric interpretation "
              + photometric
              + " is not supported; save it as 8-bit RGB");
    }
    long samples = one(SAMPLES, 1);
    if (samples < 1 || samples > 5) {
      throw new IOException(
          "a TIFF of " + samples + " samples a pixel is not supported; save it as 8-bit RGB");
    }
    for (int i = 0; i < count(BITS); i++) {
      if (value(BITS, i) > 16) {
        throw new IOException(
            "a TIFF of "
                + value(BITS, i)
                + " bits a sample is not supported; save it as 8-bit RGB");
      }
    }
    if (one(SAMPLE_FORMAT, 1) != 1 && one(SAMPLE_FORMAT, 1) != 4) {
      throw new IOException(
          "a TIFF of signed or float samples does not say what is white; save it as 8-bit RGB");
    }
    if (one(COMPRESSION, 1) == OLD_JPEG) {
      throw new IOException("a TIFF with JPEG in the old way is not supported; save it again");
    }
  }

  /** A tile is decoded whole, however little of it shows. */
  private void requireTiles(long width, long height) throws IOException {
    long columns = one(TILE_WIDTH, 0);
    long rows = one(TILE_HEIGHT, 0);
    if (columns > width + 4096 || rows > height + 4096) {
      throw new IOException(
          "broken TIFF: its tiles of " + columns + "x" + rows + " are larger than it");
    }
  }

  /** That all strips or tiles are in the file, and what JPEG says within them is true. */
  private void requireData(long width, long height) throws IOException {
    boolean tiled = entries.containsKey(TILE_OFFSETS);
    int offsets = tiled ? TILE_OFFSETS : STRIP_OFFSETS;
    int counts = tiled ? TILE_COUNTS : STRIP_COUNTS;
    if (!entries.containsKey(offsets)) {
      throw new IOException("broken TIFF: it does not say where its pixels are");
    }
    for (int i = 0; i < count(offsets); i++) {
      long from = value(offsets, i);
      long length = i < count(counts) ? value(counts, i) : 0;
      if (from < 0 || length < 0 || from + length > file.limit()) {
        throw new IOException("truncated TIFF: it stops before its last row");
      }
      if (one(COMPRESSION, 1) == JPEG) {
        byte[] part = new byte[(int) length];
        file.get((int) from, part);
        Encoded inside = JpegSegments.read(part);
        long columns = tiled ? one(TILE_WIDTH, 0) : width;
        long rows = tiled ? one(TILE_HEIGHT, 0) : height;
        if (inside.width() > columns + 16 || inside.height() > rows + 16) {
          throw new IOException("broken TIFF: a JPEG within it is larger than its place");
        }
      }
    }
  }

  private void cut() {
    entries.forEach(
        (tag, entry) -> {
          if (!ESSENTIAL.contains(tag)) {
            file.putShort(entry, (short) NOTHING).putShort(entry + 2, (short) BYTE);
            if (big) {
              file.putLong(entry + 4, 1).putLong(entry + 12, 0);
            } else {
              file.putInt(entry + 4, 1).putInt(entry + 8, 0);
            }
          }
        });
  }

  private long one(int tag, long otherwise) throws IOException {
    return count(tag) == 0 ? otherwise : value(tag, 0);
  }

  private int count(int tag) throws IOException {
    Integer entry = entries.get(tag);
    return entry == null
        ? 0
        : offset(big ? file.getLong(entry + 4) : file.getInt(entry + 4) & 0xffffffffL);
  }

  private long value(int tag, int index) throws IOException {
    int entry = entries.get(tag);
    int size =
        switch (file.getShort(entry + 2)) {
          case 1 -> 1;
          case 3 -> 2;
          case 4 -> 4;
          case 16 -> 8;
          default -> throw new IOException("broken TIFF: its tag " + tag + " is no whole number");
        };
    long room = big ? 8 : 4;
    int place = entry + (big ? 12 : 8);
    int at =
        (long) size * count(tag) <= room
            ? place
            : offset(big ? file.getLong(place) : file.getInt(place) & 0xffffffffL);
    at += index * size;
    return switch (size) {
      case 1 -> file.get(at) & 0xff;
      case 2 -> file.getShort(at) & 0xffff;
      case 4 -> file.getInt(at) & 0xffffffffL;
      default -> file.getLong(at);
    };
  }

  private int offset(long value) throws IOException {
    if (value < 0 || value > file.limit()) {
      throw new IOException("truncated TIFF: it points behind its end");
    }
    return (int) value;
  }
}
