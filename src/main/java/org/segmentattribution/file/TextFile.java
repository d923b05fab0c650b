package org.segmentattribution.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.ByteOrderMark;
import org.apache.commons.io.input.BOMInputStream;

/**
 * Text files that people write: UTF-8, or what a byte order mark at the start says (UTF-8, UTF-16,
 * UTF-32). The mark is no part of the text. Nothing is guessed: other bytes are refused.
 */
public final class TextFile {
  private static final int NUL = 0;

  private TextFile() {}

  /**
   * A whole file, without its byte order mark.
   *
   * @throws IOException in one line with the file's name, where it is no text in these encodings;
   *     as {@link Files#readAllBytes} where it cannot be read
   */
  public static String read(Path file) throws IOException {
    return decode(Files.readAllBytes(file), file.toString());
  }

  /** The lines of a file, without their ends ({@code \n}, {@code \r\n} or {@code \r}). */
  public static List<String> lines(Path file) throws IOException {
    return read(file).lines().toList();
  }

  /**
   * The text that bytes hold.
   *
   * @param name of the file, for the error
   */
  public static String decode(byte[] bytes, String name) throws IOException {
    ByteOrderMark mark = mark(bytes);
    Charset charset =
        mark == null ? StandardCharsets.UTF_8 : Charset.forName(mark.getCharsetName());
    int from = mark == null ? 0 : mark.length();
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
    CharBuffer out = CharBuffer.allocate(bytes.length - from + 1);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    int nul = text.indexOf(NUL);
    if (nul >= 0) {
      throw new IOException(
          where(name, text.substring(0, nul))
              + " is no text: it holds a zero byte; save the file as UTF-8 (UTF-16 needs its byte"
              + " order mark)");
    }
    if (result.isError()) {
      throw new IOException(
          where(name, text) + " is not " + charset + " text; save the file as UTF-8");
    }
    return text;
  }

  private static String where(String name, String before) {
    return name + ", line " + (before.chars().filter(c -> c == '\n').count() + 1) + ":";
  }

  private static ByteOrderMark mark(byte[] bytes) throws IOException {
    try (BOMInputStream in =
        BOMInputStream.builder()
            .setInputStream(new ByteArrayInputStream(bytes))
            .setByteOrderMarks(
                ByteOrderMark.UTF_32LE, // before UTF-16LE, with which it begins
                ByteOrderMark.UTF_32BE,
                ByteOrderMark.UTF_8,
                ByteOrderMark.UTF_16LE,
                ByteOrderMark.UTF_16BE)
            .get()) {
      return in.getBOM();
    }
  }
}
