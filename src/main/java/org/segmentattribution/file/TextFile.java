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
 * Reads text files written by people: UTF-8, or UTF-8, UTF-16 or UTF-32 if a byte order mark at the
 * start says so. The mark is not part of the text. Other encodings are refused, never guessed.
 */
public final class TextFile {
  private static final int NUL = 0;

  private TextFile() {}

  /**
   * Returns the text of a whole file, without its byte order mark.
   *
   * @throws IOException with one line that names the file, if it is not text in these encodings; as
   *     {@link Files#readAllBytes} if it cannot be read
   */
  public static String read(Path file) throws IOException {
    return decode(Files.readAllBytes(file), file.toString());
  }

  /** Returns the lines of a file, without their ends ({@code \n}, {@code \r\n} or {@code \r}). */
  public static List<String> lines(Path file) throws IOException {
    return read(file).lines().toList();
  }

  /**
   * Decodes bytes as text.
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
                ByteOrderMark.UTF_32LE, // must be tried before UTF-16LE, whose mark it begins with
                ByteOrderMark.UTF_32BE,
                ByteOrderMark.UTF_8,
                ByteOrderMark.UTF_16LE,
                ByteOrderMark.UTF_16BE)
            .get()) {
      return in.getBOM();
    }
  }
}
