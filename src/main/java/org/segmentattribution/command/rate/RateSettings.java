package org.segmentattribution.command.rate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.WrongInput;

/**
 * What is rated, and on how many images.
 *
 * @param methods names of methods to rate besides those of the run
 * @param tune parameters of relevance methods with the values to try, such as {@code gamma=0},
 *     {@code 0.25}: a text without a name is another value of the parameter before it
 * @param images images whose effects are compared with tables; 0 for all
 * @param srgImages images whose cells are removed; 0 for none
 * @param randomImages images explained with random weights; 0 for none
 * @param seed of every random choice
 */
public record RateSettings(
    List<String> methods,
    List<String> tune,
    int images,
    int srgImages,
    int randomImages,
    long seed) {
  /** Checks the values. */
  public RateSettings {
    require(images >= 0, "images", images);
    require(srgImages >= 0, "srg-images", srgImages);
    require(randomImages >= 0, "random-images", randomImages);
    methods = List.copyOf(methods);
    tune = List.copyOf(tune);
  }

  private static void require(boolean holds, String setting, int value) {
    if (!holds) {
      throw WrongInput.of("{" + setting + "} %s must not be negative", value);
    }
  }

  /** Returns the settings that results depend on, by flag. */
  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("method", methods);
    map.put("tune", tune);
    map.put("images", images);
    map.put("srg-images", srgImages);
    map.put("random-images", randomImages);
    map.put("seed", seed);
    return map;
  }
}
