package org.segmentattribution.command.suspects;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.WrongInput;

/**
 * How suspects are looked for.
 *
 * @param background names of segments that count as background
 * @param layer layer that describes regions; empty chooses one
 * @param regions largest number of regions of an image
 * @param least smallest number of regions that are a suspect
 * @param spray whether whole maps are clustered, too
 * @param seed of random places and halves
 */
public record SuspectsSettings(
    List<String> background, String layer, int regions, int least, boolean spray, long seed) {
  /** Checks the numbers. */
  public SuspectsSettings {
    if (regions < 1 || regions > 100) {
      throw WrongInput.of("{regions} %s must be 1 to 100", regions);
    }
    if (least < 3) {
      throw WrongInput.of("{least} %s must be at least 3", least);
    }
    background = List.copyOf(background);
  }

  /** Returns the settings that searched images depend on, by flag. */
  Map<String, Object> ofSearch() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("background", background);
    map.put("layer", layer);
    map.put("regions", regions);
    map.put("seed", seed);
    return map;
  }

  /** Returns all settings that results depend on, by flag. */
  Map<String, Object> asMap() {
    Map<String, Object> map = ofSearch();
    map.put("least", least);
    map.put("spray", spray);
    return map;
  }
}
