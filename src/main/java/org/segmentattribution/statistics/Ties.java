package org.segmentattribution.statistics;

/** The rank that equal values share, of the places they take together. */
public enum Ties {
  /** The mean of their places; keeps the sum of ranks at n(n+1)/2. */
  AVERAGE,
  /** The first of their places. */
  MIN,
  /** The last of their places. */
  MAX,
  /** As MIN, but the next smaller value follows without a gap. */
  DENSE
}
