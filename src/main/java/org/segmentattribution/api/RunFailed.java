package org.segmentattribution.api;

/**
 * The input is understood, and yet nothing can come of it: training diverges, or no image has a
 * mask. The message is one line for people. Any other {@link IllegalStateException} is a mistake in
 * the program.
 */
public class RunFailed extends IllegalStateException {
  private static final long serialVersionUID = 1;

  /** A failure that this program has noticed itself. */
  public RunFailed(String message) {
    super(message);
  }

  /** A failure that something else has reported. */
  public RunFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
