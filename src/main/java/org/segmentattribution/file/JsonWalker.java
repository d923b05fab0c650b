package org.segmentattribution.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.segmentattribution.api.WrongInput;

/**
 * Reads JSON token by token and keeps only what is asked for. Every method starts at the first
 * token of a value and ends at its last. A value of the wrong type is an {@link
 * IllegalArgumentException} with one line; invalid JSON is an {@link IOException}.
 */
public final class JsonWalker implements Closeable {
  private static final int DEEPEST = 64;

  /** From here on, a double cannot hold every whole number. */
  private static final double MOST_EXACT = 1L << 53;

  private static final int MOST_DIGITS = 40;

  /** Python writes NaN and Infinity; such a value should not make the whole file unreadable. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final JsonParser parser;

  private JsonWalker(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads one value: a field's, with its name, or a list's, with the name of the list. */
  @FunctionalInterface
  public interface Visitor {
    void visit(String name) throws IOException;
  }

  /** Opens a text at its first token; closing the walker closes the text. */
  public static JsonWalker open(InputStream text) throws IOException {
    JsonParser parser = JSON.createParser(text);
    parser.nextToken();
    return new JsonWalker(parser);
  }

  /** Opens a text at its first token. */
  public static JsonWalker open(byte[] text) throws IOException {
    JsonParser parser = JSON.createParser(text);
    parser.nextToken();
    return new JsonWalker(parser);
  }

  /** Visits the value of every field. */
  public void object(String what, Visitor visitor) throws IOException {
    require(parser.currentToken() == JsonToken.START_OBJECT, what, "an object");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      visitor.visit(field);
    }
  }

  /** Visits every value of a list. */
  public void list(String what, Visitor visitor) throws IOException {
    require(isList(), what, "a list");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      visitor.visit(what);
    }
  }

  public boolean isObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  public boolean isList() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  public boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  /**
   * Returns whether the value is a whole number of at most 64 bits; 3.0 counts, because pandas
   * writes it so.
   */
  public boolean isWholeNumber() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
      double value = parser.getDoubleValue();
      return value == Math.rint(value) && Math.abs(value) <= MOST_EXACT;
    }
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
  }

  /** Reads a whole number of at most 64 bits; {@code what} names the value in errors. */
  public long wholeNumber(String what) throws IOException {
    require(isWholeNumber(), what, "a whole number");
    return parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
        ? (long) parser.getDoubleValue()
        : parser.getLongValue();
  }

  /** Reads a whole number as {@link #wholeNumber} does, with or without quotes. */
  public long quotedNumber(String what) throws IOException {
    if (!isText()) {
      return wholeNumber(what);
    }
    String text = text(what, MOST_DIGITS);
    require(text.matches("-?\\d{1,15}(\\.0*)?"), what, "a whole number");
    return Long.parseLong(text.replaceFirst("\\..*", ""));
  }

  public boolean isText() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  public boolean isNumber() {
    return parser.currentToken() != null && parser.currentToken().isNumeric();
  }

  /** Reads a number, which may be infinite or NaN. */
  public double number(String what) throws IOException {
    JsonToken token = parser.currentToken();
    require(token != null && token.isNumeric(), what, "a number");
    return parser.getDoubleValue();
  }

  /** Reads a text of at most {@code mostCharacters} characters. */
  public String text(String what, long mostCharacters) throws IOException {
    require(parser.currentToken() == JsonToken.VALUE_STRING, what, "a text");
    if (parser.getTextLength() > mostCharacters) {
      throw new WrongInput(
          what + " has more than the " + mostCharacters + " characters it can need");
    }
    return parser.getText();
  }

  /** Skips the value. */
  public void skip() throws IOException {
    parser.skipChildren();
  }

  /** Returns the position of the token's first byte in the text; -1 if the text is not UTF-8. */
  public long start() {
    return parser.currentTokenLocation().getByteOffset();
  }

  /** Returns the position of the byte after the token. */
  public long end() {
    return parser.currentLocation().getByteOffset();
  }

  /** Returns whether nothing follows the value. */
  public boolean isLast() throws IOException {
    return parser.nextToken() == null;
  }

  private static void require(boolean met, String what, String type) {
    if (!met) {
      throw new WrongInput(what + " is not " + type);
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
