package org.segmentattribution.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFileTest {
  private static final String TEXT = "mane\r\nZebra, große\n😀";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void aByteOrderMarkSaysTheEncodingAndIsNoPartOfTheText(String charset) throws IOException {
    byte[] marked = ("\uFEFF" + TEXT).getBytes(Charset.forName(charset));
    assertEquals(TEXT, TextFile.read(file(marked, marked.length)));
  }

  @Test
  void withoutAMarkItIsUtf8() throws IOException {
    assertEquals(TEXT, TextFile.read(file(TEXT, StandardCharsets.UTF_8)));
    assertEquals("", TextFile.read(file("", StandardCharsets.UTF_8)));
  }

  @Test
  void linesEndAsAnySystemEndsThem() throws IOException {
    assertEquals(
        List.of("a", "b", "c", "d"), TextFile.lines(file("a\nb\r\nc\rd", StandardCharsets.UTF_8)));
  }

  @Test
  void otherEncodingsAreRefusedWithTheLine() throws IOException {
    assertEquals(
        "list.txt, line 2: is not UTF-8 text; save the file as UTF-8",
        refusal(file("mane\nMähne", StandardCharsets.ISO_8859_1)));
    byte[] umlaut = "mane ä".getBytes(StandardCharsets.UTF_8);
    assertEquals(
        "list.txt, line 1: is not UTF-8 text; save the file as UTF-8",
        refusal(file(umlaut, umlaut.length - 1)));
    assertEquals(
        "list.txt, line 1: is no text: it holds a zero byte; save the file as UTF-8 (UTF-16 needs"
            + " its byte order mark)",
        refusal(file("mane", StandardCharsets.UTF_16LE)));
    byte[] wide = "\uFEFFmane".getBytes(StandardCharsets.UTF_16LE);
    assertEquals(
        "list.txt, line 1: is not UTF-16LE text; save the file as UTF-8",
        refusal(file(wide, wide.length - 1)));
  }

  @Test
  void whatIsNotThereIsToldByTheFileSystem() {
    Path none = folder.resolve("none.txt");
    assertThrows(NoSuchFileException.class, () -> TextFile.read(none));
  }

  private String refusal(Path file) {
    String message = assertThrows(IOException.class, () -> TextFile.read(file)).getMessage();
    return message.replace(folder + "/", "");
  }

  private Path file(String text, Charset charset) throws IOException {
    byte[] bytes = text.getBytes(charset);
    return file(bytes, bytes.length);
  }

  private Path file(byte[] bytes, int length) throws IOException {
    return Files.write(folder.resolve("list.txt"), Arrays.copyOf(bytes, length));
  }
}
