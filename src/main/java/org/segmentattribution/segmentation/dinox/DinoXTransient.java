package org.segmentattribution.segmentation.dinox;

import java.io.IOException;
import java.time.Duration;

/** Says that a call failed that may succeed when it is repeated. */
final class DinoXTransient extends IOException {
  private final Duration wait;

  /**
   * @param wait the least that the server asks for; zero where it does not say
   */
  DinoXTransient(String message, Duration wait) {
    super(message);
    this.wait = wait;
  }

  Duration serverWait() {
    return wait;
  }
}
