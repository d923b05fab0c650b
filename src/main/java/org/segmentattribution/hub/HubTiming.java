package org.segmentattribution.hub;

import java.time.Duration;

/**
 * Times to wait for a hub.
 *
 * @param answer limit for the beginning of an answer
 * @param window time in which at least {@code leastBytes} of an answer must arrive
 * @param leastBytes of each window; a slower answer counts as stalled
 * @param firstPause pause after the first failure; it doubles with every further failure
 * @param longestPause longest pause between failures
 * @param longestAsked longest pause that the server may ask for
 * @param attempts failures in a row, without progress between them, that end it
 */
public record HubTiming(
    Duration answer,
    Duration window,
    long leastBytes,
    Duration firstPause,
    Duration longestPause,
    Duration longestAsked,
    int attempts) {
  /** Returns the times for a network. */
  public static HubTiming standard() {
    return new HubTiming(
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        16 << 10,
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        5);
  }
}
