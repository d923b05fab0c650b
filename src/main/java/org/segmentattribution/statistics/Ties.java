package org.segmentattribution.statistics;

/** The rank that equal values share. */
public enum Ties {
  /** The mean of the places they take; keeps the sum of ranks at n(n+1)/2. */
  AVERAGE,
  /** The first of the places they take. */
  MIN,
  /** The last of the places they take. */
  MAX,
  /** The first of their places as with MIN, but the next smaller value follows without a gap. */
  DENSE
}
