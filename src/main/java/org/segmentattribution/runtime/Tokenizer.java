package org.segmentattribution.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.JsonFault;

/** Turns texts into token numbers, as a {@code tokenizer.json} says. Safe for several threads. */
public final class Tokenizer implements AutoCloseable {
  /** Limit of the file's size; the largest published files have 35 MB. */
  private static final long MOST_BYTES = 100L << 20;

  /** Limit of a text's length; a prompt is a noun or a phrase. */
  private static final int LONGEST = 1000;

  private static final String ANY_TEXT = "a photo of a cat";

  private final Path file;
  private final NativeTokenizer tokenizer;
  private final JsonNode json;
  private final boolean known;
  private final Set<String> tried = ConcurrentHashMap.newKeySet();

  /** Length and padding that replace those of a caller; 0 and -1 = the caller's. */
  private final int ownLength;

  private final long ownPadding;

  private Tokenizer(Path file, NativeTokenizer tokenizer, JsonNode json, boolean known) {
    this(file, tokenizer, json, known, 0, -1);
  }

  private Tokenizer(
      Path file,
      NativeTokenizer tokenizer,
      JsonNode json,
      boolean known,
      int ownLength,
      long ownPadding) {
    this.file = file;
    this.tokenizer = tokenizer;
    this.json = json;
    this.known = known;
    this.ownLength = ownLength;
    this.ownPadding = ownPadding;
  }

  /**
   * Returns this tokenizer with a length and a padding of its own, whatever {@link #encode(List,
   * long, int, long)} is asked for; both share one native tokenizer.
   *
   * @param length of each text in tokens; 0 = as asked
   * @param padding number of the token that fills short texts; -1 = as asked
   */
  public Tokenizer with(int length, long padding) {
    return new Tokenizer(file, tokenizer, json, known, length, padding);
  }

  /**
   * Reads a {@code tokenizer.json}.
   *
   * @throws IOException in one line that names the file, if it is not a tokenizer
   */
  public static Tokenizer open(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file + " is larger than " + (MOST_BYTES >> 20) + " MiB");
    }
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not JSON: " + JsonFault.of(e), e);
    }
    if (!json.path("model").path("vocab").isContainerNode()) {
      throw new IOException(
          file
              + " is not a tokenizer.json: vocab.json, merges.txt or vocab.txt must be converted"
              + " (AutoTokenizer.from_pretrained(FOLDER).save_pretrained(FOLDER))");
    }
    boolean known = KnownTokenizer.is(json);
    if (!known) {
      TokenizerTrial.run(file, List.of(ANY_TEXT));
    }
    try {
      NativeTokenizer tokenizer = NativeTokenizer.open(file);
      return new Tokenizer(file, tokenizer, json, known);
    } catch (RuntimeException e) {
      throw new IOException(file + " is not a tokenizer that can be read: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the numbers of a text's tokens, including those at its beginning and end.
   *
   * @throws WrongInput in one line, where the text is too long or the tokenizer fails on it
   */
  public long[] encode(String text) {
    requireHarmless(List.of(text));
    return tokenizer.encode(text);
  }

  /**
   * Returns the numbers of several texts' tokens, including those at their beginnings and ends.
   *
   * @throws WrongInput in one line, where a text is too long or the tokenizer fails on it
   */
  public List<long[]> rows(List<String> texts) {
    requireHarmless(texts);
    return texts.stream().map(tokenizer::encode).toList();
  }

  private void requireHarmless(List<String> texts) {
    for (String text : texts) {
      if (text.length() > LONGEST) {
        throw new WrongInput(
            "segment '%s…' has %d characters; at most %d"
                .formatted(text.substring(0, 40), text.length(), LONGEST));
      }
    }
    List<String> untried = texts.stream().filter(text -> !tried.contains(text)).toList();
    if (!known && !untried.isEmpty()) {
      try {
        TokenizerTrial.run(file, untried);
      } catch (IOException e) {
        throw new WrongInput(e.getMessage(), e);
      }
      tried.addAll(untried);
    }
  }

  /** Returns the number of the first of these tokens that exists; -1 where there is none. */
  public long id(String... tokens) {
    for (String token : tokens) {
      for (JsonNode added : json.path("added_tokens")) {
        if (added.path("content").asText().equals(token)) {
          return added.path("id").asLong();
        }
      }
      JsonNode number = json.path("model").path("vocab").path(token);
      if (number.isIntegralNumber()) {
        return number.asLong();
      }
    }
    return -1;
  }

  /** Returns the number that fills short texts: the file's own choice, or else the given token. */
  public long padding(long otherwise) {
    JsonNode own = json.path("padding").path("pad_id");
    return own.isIntegralNumber() ? own.asLong() : otherwise;
  }

  /** Token numbers of several texts as a matrix, and which of them are not padding. */
  public record Texts(Tensor ids, Tensor mask) {}

  /**
   * Encodes texts, filled up to the longest, or to a fixed length.
   *
   * @param length length of each text; -1 = that of the longest
   * @param most largest number of tokens of one text
   * @throws WrongInput naming a text that is too long
   */
  public Texts encode(List<String> texts, long length, int most, long padding) {
    if (ownLength > 0 && ownLength != length || ownPadding >= 0 && ownPadding != padding) {
      return with(0, -1)
          .encode(
              texts,
              ownLength > 0 ? ownLength : length,
              most,
              ownPadding >= 0 ? ownPadding : padding);
    }
    long[][] rows = rows(texts).toArray(long[][]::new);
    int longest = Arrays.stream(rows).mapToInt(row -> row.length).max().orElse(0);
    int limit = length > 0 ? Math.toIntExact(length) : most;
    int columns = length > 0 ? limit : longest;
    long[] ids = new long[rows.length * columns];
    long[] mask = new long[ids.length];
    Arrays.fill(ids, padding);
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length > limit) {
        throw new WrongInput(
            "segment '%s' has %d tokens, but the model takes %d (%s)"
                .formatted(texts.get(i), rows[i].length, limit, file));
      }
      System.arraycopy(rows[i], 0, ids, i * columns, rows[i].length);
      Arrays.fill(mask, i * columns, i * columns + rows[i].length, 1);
    }
    return new Texts(Tensor.of(ids, rows.length, columns), Tensor.of(mask, rows.length, columns));
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
