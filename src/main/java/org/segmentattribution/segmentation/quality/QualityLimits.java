package org.segmentattribution.segmentation.quality;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;

/**
 * The numbers from which masks count as odd.
 *
 * @param values of every limit
 */
public record QualityLimits(Map<QualityLimit, Double> values) {
  /** Copies the values. */
  public QualityLimits {
    values = Map.copyOf(values);
  }

  /** Returns the defaults. */
  public static QualityLimits standard() {
    return parse(List.of());
  }

  /**
   * Reads limits; those that are not named keep their defaults.
   *
   * @param texts {@code name=number}
   * @throws WrongInput where a name is not known or a number wrong
   */
  public static QualityLimits parse(List<String> texts) {
    Map<QualityLimit, Double> values = new EnumMap<>(QualityLimit.class);
    for (QualityLimit limit : QualityLimit.values()) {
      values.put(limit, limit.standard());
    }
    for (String text : texts) {
      String[] sides = text.split("=", -1);
      String key = sides[0].strip();
      QualityLimit limit = QualityLimit.of(key).orElseThrow(() -> unknown(text, key));
      double value = sides.length == 2 ? number(sides[1].strip()) : Double.NaN;
      if (!limit.allows(value)) {
        throw WrongInput.of(
            "{quality-limits} '%s': write %s=NUMBER with a number from 0 to %s",
            text, key, limit.most() == 1 ? "1" : "1000000000");
      }
      values.put(limit, value);
    }
    return new QualityLimits(values);
  }

  private static WrongInput unknown(String text, String key) {
    List<String> known = Arrays.stream(QualityLimit.values()).map(QualityLimit::key).toList();
    return WrongInput.of(
        "{quality-limits} '%s' is none of %s%s",
        text, String.join("=…, ", known) + "=…", Spelling.hint(key, known));
  }

  private static double number(String text) {
    return text.matches("\\d{1,10}(\\.\\d+)?|\\.\\d+") ? Double.parseDouble(text) : Double.NaN;
  }

  /** Returns a limit. */
  public double of(QualityLimit limit) {
    return values.get(limit);
  }

  /** Returns all limits as {@code name=number}, in a fixed order. */
  public String text() {
    return Arrays.stream(QualityLimit.values())
        .map(limit -> limit.key() + "=" + number(of(limit)))
        .collect(Collectors.joining(", "));
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.valueOf(value);
  }
}
