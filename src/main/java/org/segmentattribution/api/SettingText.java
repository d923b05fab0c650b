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

  /** A part of the text: words, or the key of a setting. */
  private record Piece(String text, boolean isKey) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** Words and keys, in order. */
  @SuppressWarnings("serial") // List.copyOf makes lists that can be written
  private final List<Piece> pieces;

  private SettingText(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /**
   * {@return a text with its settings and values filled in}
   *
   * @param template words, with the key of a setting in braces, as in {@code "{batch} is too
   *     large"}, and {@code %s} for each value
   * @param values one for each {@code %s}, in order; braces in a value are plain text; an exception
   *     is replaced by its message; a {@code SettingText} keeps its settings
   * @throws IllegalArgumentException where the number of values differs from the number of {@code
   *     %s}
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
   * {@return the text with each setting under the name that its reader knows}
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

  /** {@return the key of the first setting in the text} */
  public Optional<String> key() {
    return pieces.stream().filter(Piece::isKey).map(Piece::text).findFirst();
  }

  /** Returns the text with each setting under its key. */
  @Override
  public String toString() {
    return show(key -> key);
  }
}
