package org.segmentattribution.report.answer;

/** What the removal of the segment that a sentence names says beside its attribution. */
public enum Removed {
  /** Nothing is known. */
  UNKNOWN,
  /** The model needs it, too. */
  NEEDED,
  /** The class needs it, though attribution says that it speaks against the class. */
  FOR_AFTER_ALL,
  /** It speaks against the class, too. */
  AGAINST_TOO,
  /** It speaks against the class, though attribution does not say so. */
  AGAINST_AFTER_ALL,
  /** It changes less than other places do. */
  LESS,
  /** It changes little. */
  LITTLE,
  /** It changes nothing beyond other places. */
  NOTHING,
  /** It may change something or nothing. */
  OPEN
}
