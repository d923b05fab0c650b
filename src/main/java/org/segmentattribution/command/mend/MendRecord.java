package org.segmentattribution.command.mend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
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

  private static final Set<String> FIELDS = Set.of("asked", "chosen", "pictures", "having");

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
    MendRecord before = read(file);
    if (before == null || !before.asked.keySet().equals(asked.keySet())) {
      throw WrongInput.of(
          "{out} %s holds a round of another version of the program; name another folder", out);
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

  /** Reads a record; null where another version of the program wrote it. */
  private static MendRecord read(Path file) throws IOException {
    try {
      JsonNode json = JSON.readTree(file.toFile());
      if (!json.isObject()) {
        throw damaged(file, null);
      }
      Set<String> names = new HashSet<>();
      json.fieldNames().forEachRemaining(names::add);
      if (!names.equals(FIELDS)) {
        return null;
      }
      MendRecord record = JSON.convertValue(json, MendRecord.class);
      if (record.asked == null || record.chosen == null) {
        throw damaged(file, null);
      }
      return record;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw damaged(file, e);
    }
  }

  /** Deletes a record that nothing was made for yet. */
  static void forgetBegun(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      // hidden: the lock of this call
      if (files.allMatch(f -> f.endsWith(FILE) || f.getFileName().toString().startsWith("."))) {
        Files.deleteIfExists(out.resolve(FILE));
      }
    }
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
