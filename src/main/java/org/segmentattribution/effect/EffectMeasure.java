package org.segmentattribution.effect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.segmentattribution.api.WrongInput;

/** {@code effects.json}: how the effects of a run were measured. */
public final class EffectMeasure {
  /** Name of the file in a run directory. */
  public static final String FILE = "effects.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private EffectMeasure() {}

  /**
   * Returns whether the effects of a run are measured in margins, not in logits.
   *
   * @throws WrongInput where the file does not say it
   */
  public static boolean inMargins(Path run) throws IOException {
    Path file = run.resolve(FILE);
    String value;
    try {
      value = JSON.readTree(file.toFile()).path("settings").path("value").asText();
    } catch (JsonProcessingException e) {
      value = "";
    }
    return switch (value) {
      case "logit" -> false;
      case "margin" -> true;
      default -> throw new WrongInput(file + " does not say what effects are measured in");
    };
  }
}
