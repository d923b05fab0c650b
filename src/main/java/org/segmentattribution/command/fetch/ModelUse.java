package org.segmentattribution.command.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.segmentattribution.file.BoundedFile;

/** What a model is for, as its {@code config.json} says; for the advice after it was fetched. */
public enum ModelUse {
  /** Finds segments. */
  SEGMENTER,
  /** Is to be explained. */
  CLASSIFIER,
  /** Compares pictures with texts. */
  TOWERS;

  private static final Set<String> TWO = Set.of("clip", "siglip", "siglip2");

  /** Reads the configuration of a folder; a segmenter where it says nothing. */
  static ModelUse of(Path folder) {
    Path config = folder.resolve("config.json");
    if (!Files.isRegularFile(config)) {
      return SEGMENTER;
    }
    try {
      JsonNode root = new ObjectMapper().readTree(BoundedFile.text(config));
      String architecture = root.path("architectures").path(0).asText("");
      if (architecture.endsWith("ForImageClassification") || root.has("pretrained_cfg")) {
        return CLASSIFIER;
      }
      return TWO.contains(root.path("model_type").asText("")) ? TOWERS : SEGMENTER;
    } catch (IOException e) {
      return SEGMENTER;
    }
  }
}
