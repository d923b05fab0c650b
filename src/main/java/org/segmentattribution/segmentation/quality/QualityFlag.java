package org.segmentattribution.segmentation.quality;

import java.util.Arrays;

/**
 * What is odd about the masks of a name. A flag is a hint to look, not a proof: each says what was
 * measured and what to do.
 */
public enum QualityFlag {
  /** No image has it. */
  NOWHERE("nowhere", true, "try another word or a lower threshold"),

  /** The mask does not move with the picture. */
  STILL("still", true, "it may mark a place rather than a thing: do not trust it before you look"),

  /** Another mask after a small change of the picture. */
  UNSTABLE("unstable", true, "try another word, another threshold or another model"),

  /** Another name has the same mask. */
  SAME("same", true, "keep one of the two, or use words that differ more"),

  /** The masks that they were compared with are others. */
  DIFFERS("differs", true, "look at both, and correct or leave out the worse one"),

  /** Too few pixels. */
  FEW_PIXELS("few-pixels", true, "so few are noise: take larger pictures, or leave the name out"),

  /** Nearly the whole picture. */
  WHOLE("whole-picture", true, "nothing is left to compare it with: try a higher threshold"),

  /** Many tiny parts. */
  ISLANDS(
      "islands",
      true,
      "a higher threshold, where the model has one, or another model may clear them"),

  /** All images have it; that may be right. */
  EVERYWHERE("everywhere", false, "fine if every picture shows it; look at some");

  private final String code;
  private final boolean doubt;
  private final String advice;

  QualityFlag(String code, boolean doubt, String advice) {
    this.code = code;
    this.doubt = doubt;
    this.advice = advice;
  }

  /** Returns its name in files. */
  public String code() {
    return code;
  }

  /** Returns whether it makes masks doubtful; others may be right as they are. */
  public boolean isDoubt() {
    return doubt;
  }

  /**
   * Returns the flag with a code.
   *
   * @throws IllegalArgumentException where there is none
   */
  static QualityFlag of(String code) {
    return Arrays.stream(values())
        .filter(flag -> flag.code.equals(code))
        .findFirst()
        .orElseThrow(IllegalArgumentException::new);
  }

  /** Returns what to do. */
  public String advice() {
    return advice;
  }
}
