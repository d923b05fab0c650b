package org.segmentattribution.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code rating.json}: how the methods of a run were rated, and what was chosen.
 *
 * @param settings flags and their values
 * @param key hash of all that the rating depends on
 * @param choices what was chosen, by what it was to predict
 * @param lines what people read of it
 */
public record RatingRecord(
    Map<String, Object> settings, String key, Map<String, Object> choices, List<String> lines) {
  /** Name of the file in a run directory. */
  public static final String FILE = "rating.json";

  /** Name of the page about the rating. */
  public static final String PAGE = "rating.html";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Writes it into a run. */
  public void write(RunDirectory run) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("settings", settings);
    values.put("key", key);
    values.put("choices", choices);
    values.put("lines", lines);
    run.write(FILE, JSON.writeValueAsString(values) + "\n");
  }

  /**
   * Returns the lines of a complete, unchanged rating with this key; null where the run has none.
   */
  public static List<String> linesIn(RunDirectory run, String key) throws IOException {
    Path file = run.path(FILE);
    if (!Files.isRegularFile(file) || run.manifest().outputs() == null) {
      return null;
    }
    try {
      JsonNode read = JSON.readTree(file.toFile());
      boolean same =
          read.path("key").asText().equals(key)
              && run.manifest().outputs().keySet().containsAll(RunLayout.RATING)
              && run.faults().isEmpty();
      List<String> lines = new ArrayList<>();
      read.path("lines").forEach(line -> lines.add(line.asText()));
      return same ? lines : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /**
   * Returns what was chosen, by what it was to predict, where a run has a rating that is unchanged;
   * otherwise nothing.
   */
  public static Map<String, JsonNode> choicesIn(RunDirectory run) throws IOException {
    Map<String, JsonNode> choices = new LinkedHashMap<>();
    Map<String, OutputFile> outputs = run.manifest().outputs();
    OutputFile written = outputs == null ? null : outputs.get(FILE);
    if (written != null && written.fault(run.path(FILE)).isEmpty()) {
      JSON.readTree(run.path(FILE).toFile())
          .path("choices")
          .properties()
          .forEach(of -> choices.put(of.getKey(), of.getValue()));
    }
    return choices;
  }

  /** Deletes rating and suspects of a run whose images are explained again. */
  static void deleteIn(RunDirectory run) throws IOException {
    for (String file : RunLayout.RATING) {
      Files.deleteIfExists(run.path(file));
    }
    for (String file : RunLayout.SUSPECTS) {
      Files.deleteIfExists(run.path(file));
    }
    deleteChunks(run);
  }

  /** Deletes the chunks of a finished rating. */
  public static void deleteChunks(RunDirectory run) throws IOException {
    run.delete(RunLayout.RATE_CHUNKS);
  }
}
