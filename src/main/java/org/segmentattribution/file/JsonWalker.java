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
 * Walks through JSON token by token, so that nothing is kept but what is asked for. Every method
 * starts at the first token of a value and ends at its last. A value of another type than asked for
 * is an {@link WrongInput} in one line; JSON that is none, an {@link IOException}.
 */
public final class JsonWalker implements Closeable {
  private static final int DEEPEST = 64;

  /** From here on a double does not hold every whole number. */
  private static final double MOST_EXACT = 1L << 53;

  private static final int MOST_DIGITS = 40;

  /** Python writes NaN and Infinity, which should cost one value and not the whole file. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final JsonParser parser;

  private JsonWalker(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads a value: of a field whose name is given, or of a list, where the name is the list's. */
  @FunctionalInterface
  public interface Visitor {
    void visit(String name) throws IOException;
  }

  /** At the first token of the text, which is closed with the walker. */
  public static JsonWalker open(InputStream text) throws IOException {
    JsonParser parser = JSON.createParser(text);
    parser.nextToken();
    return new JsonWalker(parser);
  }

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

  /** Whether here is a whole number of at most 64 bits; 3.0 is one, since pandas writes it so. */
  public boolean isWholeNumber() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
      double value = parser.getDoubleValue();
      return value == Math.rint(value) && Math.abs(value) <= MOST_EXACT;
    }
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
  }

  public long wholeNumber(String what) throws IOException {
    require(isWholeNumber(), what, "a whole number");
    return parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
        ? (long) parser.getDoubleValue()
        : parser.getLongValue();
  }

  /** As {@link #wholeNumber}, also where it is in quotes. */
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

  /** Any number; may be infinite or not a number at all. */
  public double number(String what) throws IOException {
    JsonToken token = parser.currentToken();
    require(token != null && token.isNumeric(), what, "a number");
    return parser.getDoubleValue();
  }

  /** A text of at most so many characters. */
  public String text(String what, long mostCharacters) throws IOException {
    require(parser.currentToken() == JsonToken.VALUE_STRING, what, "a text");
    if (parser.getTextLength() > mostCharacters) {
      throw new WrongInput(
          what + " has more than the " + mostCharacters + " characters it can need");
    }
    return parser.getText();
  }

  /** Passes the value over. */
  public void skip() throws IOException {
    parser.skipChildren();
  }

  /** Where the token starts, in bytes from the start of the text; -1 where it is not UTF-8. */
  public long start() {
    return parser.currentTokenLocation().getByteOffset();
  }

  /** Where the token ends. */
  public long end() {
    return parser.currentLocation().getByteOffset();
  }

  /** Whether nothing follows the value. */
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
