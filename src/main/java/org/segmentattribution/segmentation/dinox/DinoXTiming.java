package org.segmentattribution.segmentation.dinox;

import java.time.Duration;

/**
 * Times to wait for DINO-X.
 *
 * @param poll pause between two questions about a task
 * @param create limit for the reply to an image, including its upload
 * @param status limit for the reply to a question about a task
 * @param firstPause pause after the first failure; it doubles with every further failure
 * @param longestPause longest pause between failures
 */
record DinoXTiming(
    Duration poll, Duration create, Duration status, Duration firstPause, Duration longestPause) {
  /**
   * Returns times that poll as the official client does, and wait longer for replies, as its users
   * advise.
   */
  static DinoXTiming standard() {
    return new DinoXTiming(
        Duration.ofMillis(500),
        Duration.ofSeconds(60),
        Duration.ofSeconds(15),
        Duration.ofMillis(500),
        Duration.ofSeconds(30));
  }
}
