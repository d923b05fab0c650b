package org.segmentattribution.hub;

import java.net.URI;
import org.segmentattribution.api.RunFailed;

/** Where an answer leads to, if it may. */
final class Redirect {
  private Redirect() {}

  /**
   * Resolves the address that an answer names.
   *
   * @param from address of the answer
   * @throws RunFailed where it is none, has a user in it, or leaves the encrypted connection
   */
  static URI to(URI from, String location) {
    URI next;
    try {
      next = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw refuse(from, "no address", e);
    }
    if (next.getHost() == null || next.getRawUserInfo() != null) {
      throw refuse(from, "no address of a server", null);
    }
    boolean secure = "https".equalsIgnoreCase(next.getScheme());
    boolean plain = "http".equalsIgnoreCase(next.getScheme());
    boolean stays = "http".equalsIgnoreCase(from.getScheme()) && HubEndpoint.isLoopback(next);
    if (!secure && !(plain && stays)) {
      throw refuse(from, next.getScheme() + "://" + next.getHost() + ", which is not https", null);
    }
    return next;
  }

  private static RunFailed refuse(URI from, String to, Exception cause) {
    return new RunFailed(HubReply.line(from.getHost() + " redirects to " + to), cause);
  }
}
