package org.segmentattribution.command.ablate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.effect.MirroredPlacebos;
import org.segmentattribution.effect.MovedPlacebos;
import org.segmentattribution.effect.Placebo;
import org.segmentattribution.saliency.removal.Fills;

/**
 * How segments are removed.
 *
 * @param fills names of fills, at least one
 * @param placebo {@code mirrored}, {@code moved} or {@code none}
 * @param placebos number of moved placebos
 * @param nested {@code drop}: smaller segments stay; {@code keep}: the whole mask is removed
 * @param value {@code logit} or {@code margin}
 * @param combine how many segments may be removed together until the prediction changes, 1 to 4
 * @param seed of noise and places
 */
public record RemovalSettings(
    List<String> fills,
    String placebo,
    int placebos,
    String nested,
    String value,
    int combine,
    long seed) {
  private static final int MOST_TOGETHER = 4;

  /** Checks the values. */
  public RemovalSettings {
    Fills.check(fills);
    require(
        List.of("mirrored", "moved", "none").contains(placebo),
        "placebo",
        placebo,
        "mirrored, moved or none");
    require(List.of("drop", "keep").contains(nested), "nested", nested, "drop or keep");
    require(List.of("logit", "margin").contains(value), "value", value, "logit or margin");
    require(placebos >= 1 && placebos <= 100, "placebos", placebos, "1 to 100");
    require(combine >= 1 && combine <= MOST_TOGETHER, "combine", combine, "1 to " + MOST_TOGETHER);
  }

  private static void require(boolean holds, String setting, Object value, String known) {
    if (!holds) {
      throw WrongInput.of("{" + setting + "} %s: %s", value, known);
    }
  }

  /** Returns what finds the placebos of a region. */
  Placebo.Choice choice() {
    return switch (placebo) {
      case "mirrored" -> new MirroredPlacebos();
      case "moved" -> new MovedPlacebos(placebos, seed);
      default -> (region, all, image) -> List.of();
    };
  }

  /** Returns whether other places are filled, too, wherever one fits. */
  public boolean compared() {
    return !placebo.equals("none");
  }

  /** Returns whether smaller segments inside a segment are removed with it. */
  public boolean keepsNested() {
    return nested.equals("keep");
  }

  /** Returns whether effects are measured in margins, not in logits. */
  public boolean inMargins() {
    return value.equals("margin");
  }

  /** Returns the settings that results depend on, by flag. */
  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("fill", fills);
    map.put("placebo", placebo);
    if (placebo.equals("moved")) {
      map.put("placebos", placebos);
    }
    map.put("nested", nested);
    map.put("value", value);
    map.put("combine", combine);
    map.put("seed", seed);
    return map;
  }
}
