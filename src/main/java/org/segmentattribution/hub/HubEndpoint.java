package org.segmentattribution.hub;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.segmentattribution.api.WrongInput;

/**
 * The address of a hub or of a mirror.
 *
 * @param base {@code https://HOST[:PORT][/PATH]} without a slash at the end; plain {@code http} on
 *     this machine only
 */
public record HubEndpoint(URI base) {
  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  /**
   * Reads an address as people write it: a host, for which {@code https} is used, or a URL.
   *
   * @throws WrongInput in one line, where it is neither or would send files in the clear
   */
  public static HubEndpoint of(String text) {
    String url = text.strip().replaceFirst("(?<=[^:/])/+$", "");
    URI uri;
    try {
      uri = new URI(url.contains("://") ? url : "https://" + url);
    } catch (URISyntaxException e) {
      throw WrongInput.of("{endpoint} %s is no address", text);
    }
    boolean web = "https".equalsIgnoreCase(uri.getScheme());
    boolean plain = "http".equalsIgnoreCase(uri.getScheme());
    boolean bare =
        uri.getHost() != null
            && uri.getRawUserInfo() == null
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null;
    if (!bare || !web && !plain) {
      throw WrongInput.of(
          "{endpoint} must be https://HOST or https://HOST/PATH, without user or query");
    }
    if (plain && !isLoopback(uri)) {
      throw WrongInput.of("{endpoint} %s must begin with https; http is for this machine", uri);
    }
    return new HubEndpoint(uri);
  }

  static boolean isLoopback(URI uri) {
    return uri.getHost() != null && LOOPBACK.matcher(uri.getHost()).matches();
  }

  /** Returns whether an address is of this very host, port and scheme, which may get the token. */
  boolean owns(URI uri) {
    return uri.getScheme().equalsIgnoreCase(base.getScheme())
        && host(uri).equals(host(base))
        && port(uri) == port(base);
  }

  private static String host(URI uri) {
    return uri.getHost().toLowerCase(Locale.ROOT);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  /** Returns the address that says what a repository holds. */
  URI listing(String repository, String revision) {
    return URI.create(
        base + "/api/models/" + path(repository) + "/revision/" + part(revision) + "?blobs=true");
  }

  /** Returns the address of a file of a commit. */
  URI file(String repository, String commit, String file) {
    return URI.create(base + "/" + path(repository) + "/resolve/" + commit + "/" + path(file));
  }

  /** Returns the page on which people read about a repository. */
  String page(String repository) {
    return base + "/" + repository;
  }

  private static String path(String path) {
    return Arrays.stream(path.split("/")).map(HubEndpoint::part).collect(Collectors.joining("/"));
  }

  private static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
