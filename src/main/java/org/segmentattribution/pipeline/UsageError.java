package org.segmentattribution.pipeline;

/**
 * The call or its configuration is wrong: a flag, a class name, a model or folder that cannot be
 * used. The message is one line that names it and says what is allowed; exit code 2.
 */
public final class UsageError extends RuntimeException {
  public UsageError(String message) {
    super(message);
  }

  /** Names the flag or file at fault in front of what was found wrong. */
  public UsageError(String what, Exception cause) {
    super(what + ": " + cause.getMessage(), cause);
  }
}
