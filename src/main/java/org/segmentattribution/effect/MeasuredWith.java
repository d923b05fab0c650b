package org.segmentattribution.effect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.segmentattribution.api.WrongInput;

/**
 * How the effects of a run were measured, as {@code effects.json} says.
 *
 * @param settings values of the flags of {@code sat ablate}, by name
 */
public record MeasuredWith(Map<String, Object> settings) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Settings that effects of two runs must share to be compared; seeds and sets may differ. */
  private static final List<String> MUST_AGREE =
      List.of("fill", "placebo", "placebos", "nested", "value");

  /**
   * Reads them.
   *
   * @throws WrongInput where the file does not hold them
   */
  public static MeasuredWith read(Path run) throws IOException {
    Path file = run.resolve(EffectMeasure.FILE);
    try {
      JsonNode settings = JSON.readTree(file.toFile()).path("settings");
      if (settings.isObject()) {
        return new MeasuredWith(JSON.convertValue(settings, new TypeReference<>() {}));
      }
    } catch (JsonProcessingException e) {
      throw new WrongInput(file + " is not JSON", e);
    }
    throw new WrongInput(file + " does not say how effects were measured");
  }

  /** Returns the names of the fills. */
  public List<String> fills() {
    return settings.get("fill") instanceof List<?> names
        ? names.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** Returns how many segments were removed together at most. */
  public int together() {
    return settings.get("combine") instanceof Number count ? count.intValue() : 1;
  }

  /** Returns {@code mirrored}, {@code moved} or {@code none}. */
  public String placebo() {
    return String.valueOf(settings.get("placebo"));
  }

  /** Returns whether other places were filled, wherever one fits. */
  public boolean compared() {
    return !placebo().equals("none");
  }

  /** Returns what effects are measured in: {@code logit} or {@code margin}. */
  public String value() {
    return String.valueOf(settings.get("value"));
  }

  /**
   * Returns why two measurements cannot be compared, such as {@code fill: mean, blur against mean};
   * empty where they can.
   */
  public Optional<String> difference(MeasuredWith other) {
    Map<String, String> differing = new TreeMap<>();
    for (String name : MUST_AGREE) {
      String mine = text(settings.get(name));
      String its = text(other.settings.get(name));
      if (!mine.equals(its)) {
        differing.put(name, name + ": " + mine + " against " + its);
      }
    }
    return differing.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join("; ", differing.values()));
  }

  private static String text(Object value) {
    return value == null
        ? "none"
        : value instanceof List<?> list
            // effects are means over fills, in whatever order these were given
            ? String.join(", ", list.stream().map(String::valueOf).sorted().toList())
            : value.toString();
  }
}
