package org.segmentattribution.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.segmentattribution.effect.EffectMeasure;

/**
 * {@code effects.json}: how the effects of a run were measured.
 *
 * @param settings flags and their values
 * @param key hash of all that the effects depend on
 */
public record EffectRecord(Map<String, Object> settings, String key) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Writes it into a run. */
  public void write(RunDirectory run) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("settings", settings);
    values.put("key", key);
    run.write(EffectMeasure.FILE, JSON.writeValueAsString(values) + "\n");
  }

  /** Returns whether a run has complete, unchanged effects with this key. */
  public static boolean isIn(RunDirectory run, String key) throws IOException {
    Path file = run.path(EffectMeasure.FILE);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try {
      return JSON.readTree(file.toFile()).path("key").asText().equals(key)
          && run.manifest().outputs() != null
          && run.manifest().outputs().keySet().containsAll(RunLayout.EFFECTS)
          && run.faults().isEmpty();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** Deletes the effects of a run whose images are explained again, and their rating. */
  public static void deleteIn(RunDirectory run) throws IOException {
    for (String file : RunLayout.EFFECTS) {
      Files.deleteIfExists(run.path(file));
    }
    deleteChunks(run);
    RatingRecord.deleteIn(run);
  }

  /** Deletes the chunks of finished effects. */
  public static void deleteChunks(RunDirectory run) throws IOException {
    run.delete(RunLayout.EFFECT_CHUNKS);
  }
}
