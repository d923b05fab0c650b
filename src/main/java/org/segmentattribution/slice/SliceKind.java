package org.segmentattribution.slice;

import java.util.Locale;

/** What the images of a slice have in common. */
public enum SliceKind {
  /** The segment was found. */
  PRESENT,
  /** It was looked for and not found. */
  ABSENT,
  /** It has the first place in the table; among images with two segments or more. */
  FIRST,
  /** It has another place, or was not found; among the same images. */
  NOT_FIRST,
  /** It speaks for the explained class. */
  FOR,
  /** It speaks against the explained class. */
  AGAINST;

  /** Returns whether the side is meant on which a segment speaks. */
  public boolean isBySide() {
    return this == FOR || this == AGAINST;
  }

  /** Returns the words for people: {@code not first}. */
  public String words() {
    return text().replace('-', ' ');
  }

  /** Returns the word in files: {@code not-first}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
