package org.segmentattribution.dataset.watermark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Letters as small grids of pixels. Watermarks use it because system fonts differ from machine to
 * machine, and minimal systems have none.
 */
final class PixelFont {
  static final int COLUMNS = 5;
  static final int ROWS = 7;
  private static final Map<Character, List<String>> GLYPHS = read();

  private PixelFont() {}

  /** Returns every character that can be drawn. */
  static List<Character> characters() {
    return List.copyOf(GLYPHS.keySet());
  }

  /** Returns whether a pixel of a character is set. */
  static boolean isSet(char character, int column, int row) {
    return GLYPHS.get(character).get(row).charAt(column) == '#';
  }

  private static Map<Character, List<String>> read() {
    Map<Character, List<String>> glyphs = new LinkedHashMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                PixelFont.class.getResourceAsStream("watermark-font.txt"),
                StandardCharsets.UTF_8))) {
      in.readLine(); // a comment
      for (String name = in.readLine(); name != null; name = in.readLine()) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
          rows.add(in.readLine());
        }
        glyphs.put(name.charAt(0), rows);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return glyphs;
  }
}
