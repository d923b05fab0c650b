package org.segmentattribution.command.track;

import java.io.IOException;

/** Says that a server answered a call with an error. */
final class MlflowError extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  /**
   * @param status of HTTP
   * @param code MLflow's, such as {@code RESOURCE_DOES_NOT_EXIST}; empty where the answer has none
   * @param message one line
   */
  MlflowError(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  boolean is(String other) {
    return code.equals(other);
  }
}
