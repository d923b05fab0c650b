package org.segmentattribution.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.effect.EffectMeasure;

/**
 * {@code effects.json} or {@code swaps.json}: how the effects of a run were measured.
 *
 * @param of what was measured
 * @param settings flags and their values
 * @param measure hash of the settings; of swaps, the key of the effects that they belong to
 * @param key hash of all that the results depend on
 */
public record EffectRecord(Measure of, Map<String, Object> settings, String measure, String key) {
  /** What {@code sat ablate} measures. */
  public enum Measure {
    EFFECTS(EffectMeasure.FILE, RunLayout.EFFECTS),
    SWAPS(RunLayout.SWAP_RECORD, RunLayout.SWAPS);

    private final String record;
    private final List<String> files;

    Measure(String record, List<String> files) {
      this.record = record;
      this.files = files;
    }

    private boolean isUnchangedIn(RunDirectory run) throws IOException {
      return run.faults().stream().noneMatch(fault -> files.contains(fault.file()));
    }

    /** Deletes the files of this measure in a run. */
    public void deleteIn(RunDirectory run) throws IOException {
      for (String file : files) {
        Files.deleteIfExists(run.path(file));
      }
    }
  }

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Writes it into a run. */
  public void write(RunDirectory run) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("settings", settings);
    values.put("measure", measure);
    values.put("key", key);
    run.write(of.record, JSON.writeValueAsString(values) + "\n");
  }

  /** Returns whether a run has complete, unchanged results with this key. */
  public boolean isIn(RunDirectory run) throws IOException {
    Path file = run.path(of.record);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try {
      return JSON.readTree(file.toFile()).path("key").asText().equals(key)
          && run.manifest().outputs() != null
          && run.manifest().outputs().keySet().containsAll(of.files)
          && of.isUnchangedIn(run);
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /**
   * Deletes the effects of a run of which some images are explained again; those of the others are
   * kept as chunks for the next call.
   */
  public static void cutIn(RunDirectory run) throws IOException {
    boolean whole = Measure.EFFECTS.files.stream().allMatch(f -> Files.isRegularFile(run.path(f)));
    if (whole && Measure.EFFECTS.isUnchangedIn(run)) {
      deleteChunks(run);
      KeyedEffects.cut(run);
    }
    for (Measure of : Measure.values()) {
      of.deleteIn(run);
    }
    RatingRecord.deleteIn(run);
  }

  /** Deletes the effects of a run whose tables are damaged. */
  public static void deleteIn(RunDirectory run) throws IOException {
    for (Measure of : Measure.values()) {
      of.deleteIn(run);
    }
    deleteChunks(run);
    RatingRecord.deleteIn(run);
  }

  /** Deletes the chunks of finished effects. */
  public static void deleteChunks(RunDirectory run) throws IOException {
    run.delete(RunLayout.EFFECT_CHUNKS);
  }
}
