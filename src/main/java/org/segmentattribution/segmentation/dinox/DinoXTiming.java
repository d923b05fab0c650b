package org.segmentattribution.segmentation.dinox;

import java.time.Duration;

/**
 * How long to wait for DINO-X.
 *
 * @param poll between two questions about a task
 * @param create for the reply to an image, its upload included
 * @param status for the reply to a question about a task
 * @param firstPause after the first failure; doubles with every further one
 * @param longestPause at which the doubling ends
 */
record DinoXTiming(
    Duration poll, Duration create, Duration status, Duration firstPause, Duration longestPause) {
  /** Polls as the official client does, and waits longer for replies, as its users advise. */
  static DinoXTiming standard() {
    return new DinoXTiming(
        Duration.ofMillis(500),
        Duration.ofSeconds(60),
        Duration.ofSeconds(15),
        Duration.ofMillis(500),
        Duration.ofSeconds(30));
  }
}
