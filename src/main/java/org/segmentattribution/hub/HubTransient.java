package org.segmentattribution.hub;

import java.io.IOException;
import java.time.Duration;

/** Says that a call failed that may succeed when it is repeated. */
final class HubTransient extends IOException {
  private static final long serialVersionUID = 1;
  private final transient Duration wait;

  /**
   * @param wait the least that the server asks for; zero where it does not say
   */
  HubTransient(String message, Duration wait) {
    super(message);
    this.wait = wait;
  }

  Duration serverWait() {
    return wait;
  }
}
