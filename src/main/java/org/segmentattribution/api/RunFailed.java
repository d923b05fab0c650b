package org.segmentattribution.api;

/**
 * Says that the input is understood but has no result: training diverges, or no image has a mask.
 * The message is one line for people. Any other {@link IllegalStateException} is a mistake in the
 * program.
 */
public class RunFailed extends IllegalStateException {
  private static final long serialVersionUID = 1;

  /**
   * Makes an error that this program has found itself.
   *
   * @param message one line
   */
  public RunFailed(String message) {
    super(message);
  }

  /**
   * Makes an error that another error has caused.
   *
   * @param message one line
   * @param cause what went wrong below
   */
  public RunFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
