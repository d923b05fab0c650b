package org.segmentattribution.command.suspects;

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
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.suspect.SuspectsCsv;

/**
 * {@code suspects.json}: how suspects were looked for.
 *
 * @param settings flags and their values
 * @param key hash of all that the result depends on
 * @param lines what people read of it
 */
record SuspectsRecord(Map<String, Object> settings, String key, List<String> lines) {
  /** Name of the file in a run directory. */
  static final String FILE = "suspects.json";

  /** Name of the page in a run directory. */
  static final String PAGE = "suspects.html";

  private static final List<String> ALL =
      List.of(FILE, PAGE, SuspectsCsv.FILE, SuspectsCsv.REGIONS);

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  void write(RunDirectory run) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("settings", settings);
    values.put("key", key);
    values.put("lines", lines);
    run.write(FILE, JSON.writeValueAsString(values) + "\n");
  }

  /** Returns the lines of complete, unchanged results with this key; null for none. */
  static List<String> linesIn(RunDirectory run, String key) throws IOException {
    Path file = run.path(FILE);
    if (!Files.isRegularFile(file) || run.manifest().outputs() == null) {
      return null;
    }
    try {
      JsonNode read = JSON.readTree(file.toFile());
      boolean same =
          read.path("key").asText().equals(key)
              && run.manifest().outputs().keySet().containsAll(ALL)
              && run.faults().isEmpty();
      List<String> lines = new ArrayList<>();
      read.path("lines").forEach(line -> lines.add(line.asText()));
      return same ? lines : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
