package org.segmentattribution.command.train.group;

/**
 * One way in which a picture is shown to a network.
 *
 * @param picture its number
 * @param kind what is done to it
 * @param source the picture that lends a segment or its place; the picture itself otherwise
 */
record Showing(int picture, Kind kind, int source) {
  /** What is done to a picture. */
  enum Kind {
    /** Nothing. */
    WHOLE,
    /** Its segment is filled. */
    FILLED,
    /** The segment of another picture is pasted into it. */
    PASTED,
    /** It is filled where another picture has the segment: a filled place then tells nothing. */
    FILLED_ELSEWHERE,
    /** All but its segment is filled. */
    ALONE
  }
}
