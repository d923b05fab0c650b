package org.segmentattribution.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of text that names settings, for readers who know them by different names: {@code
 * --batch} on the command line, {@code batch} in a configuration file or in Java.
 */
public final class SettingText implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Pattern MARK = Pattern.compile("%s|\\{([a-z][a-z0-9-]*)}");

  /** A part of the text: the key of a setting, or words. */
  private record Piece(String text, boolean isKey) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** Words and keys, in their order. */
  @SuppressWarnings("serial") // List.copyOf makes lists that can be written
  private final List<Piece> pieces;

  private SettingText(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /**
   * {@return text with settings and values filled in}
   *
   * @param template words, with a setting's key in braces, as in {@code "{batch} is too large"},
   *     and {@code %s} where a value follows
   * @param values in the order of their {@code %s}; braces inside a value are plain text; of an
   *     exception its message is taken; a {@code SettingText} keeps the settings that it names
   * @throws IllegalArgumentException where there are more or fewer values than {@code %s}
   */
  public static SettingText of(String template, Object... values) {
    List<Piece> pieces = new ArrayList<>();
    Matcher marks = MARK.matcher(template);
    int from = 0;
    int used = 0;
    while (marks.find()) {
      pieces.add(new Piece(template.substring(from, marks.start()), false));
      from = marks.end();
      if (marks.group(1) != null) {
        pieces.add(new Piece(marks.group(1), true));
      } else if (used < values.length) {
        pieces.addAll(pieces(values[used++]));
      } else {
        throw new IllegalArgumentException("a value is missing for: " + template);
      }
    }
    if (used < values.length) {
      throw new IllegalArgumentException("a value has no place in: " + template);
    }
    pieces.add(new Piece(template.substring(from), false));
    return new SettingText(pieces);
  }

  private static List<Piece> pieces(Object value) {
    if (value instanceof SettingText text) {
      return text.pieces;
    }
    String text = value instanceof Throwable error ? error.getMessage() : String.valueOf(value);
    return List.of(new Piece(String.valueOf(text), false));
  }

  /**
   * {@return the text with every setting under the name that a reader knows it by}
   *
   * @param name gives the name for a key
   */
  public String show(UnaryOperator<String> name) {
    StringBuilder shown = new StringBuilder();
    for (Piece piece : pieces) {
      shown.append(piece.isKey() ? name.apply(piece.text()) : piece.text());
    }
    return shown.toString();
  }

  /** {@return the key of the first setting that the text names} */
  public Optional<String> key() {
    return pieces.stream().filter(Piece::isKey).map(Piece::text).findFirst();
  }

  /** The text with settings under their keys. */
  @Override
  public String toString() {
    return show(key -> key);
  }
}
