package org.segmentattribution.segmentation;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How DINO-X is asked.
 *
 * @param endpoint scheme and host
 * @param texts prompts, all in one request; none = whatever is there
 * @param threshold least score of a box, 0 to 1
 * @param overlap above which of two boxes of one text one goes, 0 to 1
 * @param concurrency tasks at a time
 * @param patience for one answer over HTTP
 * @param deadline for one image, retries included
 * @param poll from one question for the state of a task to the next, and the first pause after a
 *     failure
 * @param cache folder of the answers; null = they are not kept
 */
record DinoXSettings(
    URI endpoint,
    List<String> texts,
    double threshold,
    double overlap,
    int concurrency,
    Duration patience,
    Duration deadline,
    Duration poll,
    Path cache) {
  /** The public host. */
  static final URI PUBLIC = URI.create("https://api.deepdataspace.com");

  private static final int MOST_CHARACTERS = 4096;

  /** Checks the texts. */
  DinoXSettings {
    texts = List.copyOf(texts);
    for (String text : texts) {
      if (text.matches(".*[.<>\\p{Cntrl}].*") || text.isBlank()) {
        throw new IllegalArgumentException(
            "segment '" + text + "': DINO-X takes no full stop, < or > in a name");
      }
    }
    if (String.join(".", texts).length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "the segments are too long for DINO-X: " + MOST_CHARACTERS + " characters in all");
    }
  }

  /** With everything as the vendor's samples have it. */
  static DinoXSettings of(URI endpoint, List<String> texts, double threshold, Path cache) {
    return new DinoXSettings(
        endpoint,
        texts,
        Double.isNaN(threshold) ? 0.25 : threshold,
        0.8,
        4,
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofMillis(500),
        cache);
  }
}
