package org.segmentattribution.command.view;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides who may come in: only programs that know the token, and only under the names of this
 * machine, since another site's name may lead here, too (DNS rebinding). A browser shows the token
 * once, in the address that the program prints, and then a cookie that scripts cannot read and that
 * other sites cannot send.
 */
final class Door {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

  private final int port;
  private final String token;

  Door(int port) {
    this.port = port;
    byte[] random = new byte[24];
    RANDOM.nextBytes(random);
    token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  String token() {
    return token;
  }

  /** Cookies of one machine are not told apart by port, so the name has it. */
  private String cookie() {
    return "sat-view-" + port;
  }

  /**
   * Returns why somebody may not come in, or where the page is without the token; null = come in.
   */
  Answer answer(String method, URI address, Headers headers) {
    List<String> hosts = headers.getOrDefault("Host", List.of());
    if (hosts.size() != 1 || !isThisMachine(hosts.get(0))) {
      return Answer.sentence(403, "This address is not one of this machine's names.");
    }
    boolean asked = isToken(Params.of(address.getRawQuery()).first("token"));
    if (!asked && headers.getOrDefault("Cookie", List.of()).stream().noneMatch(this::hasToken)) {
      return Answer.sentence(
          403, "Open the address that sat view has printed, with the token at its end.");
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      Answer refused = Answer.sentence(405, "This server only shows; it takes GET and HEAD.");
      return new Answer(
          refused.status(), refused.type(), refused.body(), Map.of("Allow", "GET, HEAD"));
    }
    if (asked && "/".equals(address.getRawPath())) {
      return Answer.redirect("/", cookie() + "=" + token + "; Path=/; HttpOnly; SameSite=Strict");
    }
    return null;
  }

  private boolean isThisMachine(String host) {
    String end = ":" + port;
    return host.endsWith(end) && NAMES.contains(host.substring(0, host.length() - end.length()));
  }

  private boolean hasToken(String header) {
    for (String pair : header.split(";")) {
      String[] parts = pair.strip().split("=", 2);
      if (parts.length == 2 && parts[0].equals(cookie()) && isToken(parts[1])) {
        return true;
      }
    }
    return false;
  }

  /** Takes the same time for every wrong token. */
  private boolean isToken(String given) {
    return MessageDigest.isEqual(
        token.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
