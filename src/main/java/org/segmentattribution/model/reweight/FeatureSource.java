package org.segmentattribution.model.reweight;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.segmentattribution.api.WrongInput;

/** Where the features of a picture come from. */
public enum FeatureSource {
  /** What the last layer with weights reads; of planes, their means. */
  LAST,
  /** Mean and deviation, over all places, of what each layer with weights makes, and the former. */
  ALL;

  /** Returns its name in settings. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds a source by name.
   *
   * @throws WrongInput where there is none of this name
   */
  public static FeatureSource of(String name) {
    return Arrays.stream(values())
        .filter(source -> source.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                WrongInput.of(
                    "{features} %s: one of %s",
                    name,
                    Arrays.stream(values())
                        .map(FeatureSource::text)
                        .collect(Collectors.joining(", "))));
  }
}
