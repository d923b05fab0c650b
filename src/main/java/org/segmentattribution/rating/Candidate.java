package org.segmentattribution.rating;

/**
 * What may predict effects: a column of a method's tables, or a row of the ruler, which shows what
 * scores mean.
 *
 * @param method name of the saliency method; {@link #RULER} for the ruler
 * @param column name of the column, or of what the ruler measures
 * @param isAbsolute whether it is compared with absolute effects
 */
public record Candidate(String method, String column, boolean isAbsolute) {
  /** Stands for the method in the rows of the ruler. */
  public static final String RULER = "(ruler)";

  static Candidate of(String method, RatedColumn column) {
    return new Candidate(method, column.text(), column.isAbsolute());
  }

  static Candidate ruler(String what, boolean isAbsolute) {
    return new Candidate(RULER, what, isAbsolute);
  }

  /** Returns whether it is a row of the ruler. */
  public boolean isRuler() {
    return method.equals(RULER);
  }
}
