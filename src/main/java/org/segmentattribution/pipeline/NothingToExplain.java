package org.segmentattribution.pipeline;

/**
 * No image has what the call needs of all of them, such as a mask: the call is understood and
 * nothing can come of it; exit code 1. The message is one line.
 */
public final class NothingToExplain extends RuntimeException {
  public NothingToExplain(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
