package org.segmentattribution.command.mend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.ReplacedFile;

/**
 * {@code mended.json}: what a round was asked for, what it chose, and what the new classifier was
 * made from, so that nothing is made twice and no other round is continued.
 *
 * @param asked all that a call says and that results depend on, by name
 * @param chosen what the round found by itself: the segment, and where its masks are; empty before
 * @param pictures pictures that the new classifier was trained on; 0 before
 * @param having those of them with the segment
 */
record MendRecord(Map<String, String> asked, Map<String, String> chosen, int pictures, int having) {
  /** Name of the file in the folder of the results. */
  static final String FILE = "mended.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** A hash says nothing to people. */
  private static final String HASH = "[0-9a-f]{64}";

  /** Returns the record of a round that has only begun. */
  static MendRecord begun(Map<String, String> asked) {
    return new MendRecord(asked, Map.of(), 0, 0);
  }

  /**
   * Reads the record of a folder, or begins one.
   *
   * @param asked what the present call says
   * @throws WrongInput where the folder holds another round, with the first name that differs
   */
  static MendRecord in(Path out, Map<String, String> asked) throws IOException {
    Path file = out.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      MendRecord begun = begun(asked);
      begun.write(out);
      return begun;
    }
    MendRecord before;
    try {
      before = JSON.readValue(file.toFile(), new TypeReference<MendRecord>() {});
    } catch (JsonProcessingException e) {
      throw damaged(file, e);
    }
    if (before.asked == null || before.chosen == null) {
      throw damaged(file, null);
    }
    for (Map.Entry<String, String> one : new TreeMap<>(asked).entrySet()) {
      String other = before.asked.get(one.getKey());
      if (!one.getValue().equals(other)) {
        String values =
            one.getValue().matches(HASH)
                ? ""
                : " (%s, not %s)".formatted(shown(other), shown(one.getValue()));
        throw WrongInput.of(
            "{out} %s holds a round with another %s%s; name another folder",
            out, one.getKey(), values);
      }
    }
    return before;
  }

  private static String shown(String value) {
    return value == null || value.isEmpty() ? "none" : value;
  }

  private static WrongInput damaged(Path file, Exception cause) {
    return new WrongInput(file + " is damaged; delete it, and the classifier is made again", cause);
  }

  /** Returns whether the new classifier was made from these choices. */
  boolean isMadeFrom(Map<String, String> choices) {
    return pictures > 0 && chosen.equals(choices);
  }

  void write(Path out) throws IOException {
    byte[] json = JSON.writeValueAsBytes(this);
    ReplacedFile.write(out.resolve(FILE), part -> Files.write(part, json));
  }
}
