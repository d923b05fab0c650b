package org.segmentattribution.segmentation.dinox;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import org.segmentattribution.api.WrongInput;

/**
 * What DINO-X is asked for, and how. The token is not part of it, so settings may be written to
 * files.
 *
 * @param endpoint {@code https://HOST[:PORT][/PATH]}; plain {@code http} on this machine only
 * @param question what is asked about each picture
 * @param concurrency images in progress at once, over all threads, 1 to 64
 * @param deadline longest time for one image from the start of its turn, retries included, up to a
 *     day
 * @param cache folder of answers, created where it is missing; null = none
 */
public record DinoXSettings(
    URI endpoint, DinoXQuestion question, int concurrency, Duration deadline, Path cache) {
  /** The service's host for API v2. */
  public static final URI ENDPOINT = URI.create("https://api.deepdataspace.com");

  private static final Duration DAY = Duration.ofDays(1);

  /**
   * Checks everything.
   *
   * @throws WrongInput in one line that names what is wrong
   */
  public DinoXSettings {
    endpoint = checked(endpoint);
    require(concurrency >= 1 && concurrency <= 64, "concurrency is 1 to 64, not " + concurrency);
    require(
        deadline.compareTo(Duration.ZERO) > 0 && deadline.compareTo(DAY) <= 0,
        "deadline is above 0 and at most a day, not " + deadline);
  }

  /** Returns the settings of the official service: four images at once, three minutes each. */
  static DinoXSettings of(DinoXQuestion question, Path cache) {
    return new DinoXSettings(ENDPOINT, question, 4, Duration.ofMinutes(3), cache);
  }

  /**
   * Reads an endpoint as users write it: a host, for which {@code https} is used, or a URL.
   *
   * @throws WrongInput where it is neither
   */
  public static URI endpoint(String text) {
    String url = text.strip();
    try {
      return checked(new URI(url.contains("://") ? url : "https://" + url));
    } catch (URISyntaxException e) {
      throw new WrongInput(e.getMessage(), e);
    }
  }

  private static URI checked(URI endpoint) {
    boolean isPlain = "http".equalsIgnoreCase(endpoint.getScheme());
    boolean isUrl = isPlain || "https".equalsIgnoreCase(endpoint.getScheme());
    require(
        isUrl
            && endpoint.getHost() != null
            && endpoint.getRawQuery() == null
            && endpoint.getRawFragment() == null,
        "the endpoint is no host and no URL such as " + ENDPOINT);
    require(endpoint.getRawUserInfo() == null, "the endpoint must not hold a user or password");
    require(
        !isPlain || endpoint.getHost().matches("localhost|127\\.[0-9.]+|\\[::1]"),
        "the endpoint would take the token over plain http: write https");
    String text = endpoint.toString();
    return text.endsWith("/") ? URI.create(text.replaceFirst("/+$", "")) : endpoint;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new WrongInput("DINO-X: " + message);
    }
  }
}
