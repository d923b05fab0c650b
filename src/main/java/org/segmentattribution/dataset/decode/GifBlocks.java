package org.segmentattribution.dataset.decode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Walks the blocks of a GIF file (GIF89a specification, sections 18 to 27): finds the sizes of the
 * screen and of the first frame, and whether there are more. Around a smaller frame is the first
 * colour of its palette, as in Pillow, or nothing where it has a transparent one.
 */
final class GifBlocks {
  private static final int SCREEN_END = 13;
  private static final int DESCRIPTOR = 10;
  private static final int CONTROL = 0xf9;
  private static final int TRAILER = 0x3b;

  private final ByteBuffer file;
  private int at = SCREEN_END;
  private Encoded.Frame first;
  private int firstEnd;
  private int frames;
  private boolean transparent;

  private GifBlocks(byte[] file) {
    this.file = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Takes a whole file that starts as a GIF does. */
  static Encoded read(byte[] file) throws IOException {
    return new GifBlocks(file).walk();
  }

  private Encoded walk() throws IOException {
    require(SCREEN_END);
    int width = number(6);
    int height = number(8);
    at += table(unsigned(10));
    boolean more = true;
    while (more && frames < 2 && at < file.limit()) {
      switch (unsigned(at)) {
        case ',' -> frame();
        case '!' -> extension();
        case 0 -> at++; // padding that some writers leave
        default -> more = false; // the trailer, or what nobody reads
      }
    }
    if (first == null) {
      throw new IOException("broken GIF: it holds no picture");
    }
    if (first.width() == 0 || first.height() == 0) {
      throw new IOException("broken GIF: its size is " + first.width() + "x" + first.height());
    }
    // programs that know no screen write 0; a frame may also be larger than its screen
    width = Math.max(width, first.x() + first.width());
    height = Math.max(height, first.y() + first.height());
    return new Encoded(
        width,
        height,
        Encoded.Colours.PLAIN,
        Orientation.UPRIGHT,
        essence(),
        first,
        frames > 1 ? "an animated GIF" : "");
  }

  /** Everything up to the end of the first frame. */
  private byte[] essence() {
    byte[] essence = new byte[firstEnd + 1];
    file.get(0, essence, 0, firstEnd);
    essence[firstEnd] = TRAILER;
    return essence;
  }

  private void frame() throws IOException {
    require(at + DESCRIPTOR);
    frames++;
    if (first != null) {
      return;
    }
    int palette = (unsigned(at + 9) & 0x80) == 0 ? SCREEN_END : at + DESCRIPTOR;
    require(palette + 3);
    first =
        new Encoded.Frame(
            number(at + 1),
            number(at + 3),
            number(at + 5),
            number(at + 7),
            transparent
                ? Encoded.Frame.WHITE
                : unsigned(palette) << 16 | unsigned(palette + 1) << 8 | unsigned(palette + 2));
    at = blocks(at + DESCRIPTOR + table(unsigned(at + 9)) + 1);
    firstEnd = at;
  }

  /** A graphic control extension says whether the frame behind it has a transparent colour. */
  private void extension() throws IOException {
    require(at + 4);
    if (unsigned(at + 1) == CONTROL && first == null) {
      transparent = (unsigned(at + 3) & 1) == 1;
    }
    at = blocks(at + 2);
  }

  /** The end of the data blocks that begin somewhere. */
  private int blocks(int from) throws IOException {
    int end = from;
    require(end + 1);
    while (unsigned(end) != 0) {
      end += unsigned(end) + 1;
      require(end + 1);
    }
    return end + 1;
  }

  private static int table(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
  }

  private int number(int index) {
    return file.getShort(index) & 0xffff;
  }

  private int unsigned(int index) {
    return file.get(index) & 0xff;
  }

  private void require(int end) throws IOException {
    if (end > file.limit()) {
      throw new IOException("truncated GIF: it stops before its first picture's end");
    }
  }
}
