package org.segmentattribution.dataset.plant;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.segmentattribution.api.WrongInput;

/** The kinds of plants. */
public enum PlantKind {
  /** Opaque text in a random corner. */
  CORNER("corner mark"),

  /** Text in a random corner at an opacity of 30 %. */
  FAINT("faint mark"),

  /** A warmer light on the whole picture. */
  TINT("tint of the whole picture"),

  /** A border around the picture. */
  FRAME("frame"),

  /** A chequered square behind the object. */
  TEXTURE("texture behind the object"),

  /** The corner mark in all classes alike: there, but no shortcut. */
  BOTH("corner mark in both classes"),

  /** No plant; its mask is the place where a corner mark would be. */
  NONE("none");

  private final String words;

  PlantKind(String words) {
    this.words = words;
  }

  /** Returns what it is in a few words. */
  public String words() {
    return words;
  }

  /** Returns its short name, as in settings and tables. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether a classifier may learn it as a shortcut to one class. */
  public boolean isShortcut() {
    return this != BOTH && this != NONE;
  }

  /**
   * Returns the kind with a short name.
   *
   * @throws WrongInput where there is none
   */
  public static PlantKind of(String key) {
    return Arrays.stream(values())
        .filter(kind -> kind.key().equals(key))
        .findFirst()
        .orElseThrow(
            () -> WrongInput.of("{kinds} %s: one of %s", key, String.join(", ", allKeys())));
  }

  private static List<String> allKeys() {
    return Arrays.stream(values()).map(PlantKind::key).toList();
  }
}
