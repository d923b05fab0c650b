package org.segmentattribution.command.track;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.segmentattribution.api.WrongInput;

/**
 * A server and the secret with which it is asked; no text made from this object shows the secret.
 */
public final class MlflowAccess {
  /** The environment variable that holds a token. */
  public static final String TOKEN = "MLFLOW_TRACKING_TOKEN";

  private static final String USER = "MLFLOW_TRACKING_USERNAME";
  private static final String PASSWORD = "MLFLOW_TRACKING_PASSWORD";

  private final URI server;
  private final String secret;
  private final String header;

  private MlflowAccess(URI server, String secret, String header) {
    this.server = server;
    this.secret = secret;
    this.header = header;
  }

  /**
   * Checks a server's address, and takes the secret from the variables of MLflow's own clients.
   *
   * @param url {@code http(s)://HOST[:PORT][/PATH]}
   * @param environment variables by name
   * @throws WrongInput where the address is none, holds a password, or would send a secret in clear
   *     text to another machine
   */
  public static MlflowAccess of(String url, Map<String, String> environment) {
    URI server = server(url);
    String token = environment.getOrDefault(TOKEN, "").strip();
    String user = environment.getOrDefault(USER, "");
    String password = environment.getOrDefault(PASSWORD, "");
    String secret = token.isEmpty() ? password : token;
    String header = "";
    if (!token.isEmpty()) {
      require(token.matches("[!-~]+"), TOKEN + " has blanks or characters beyond ASCII");
      header = "Bearer " + token;
    } else if (!user.isEmpty()) {
      byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      header = "Basic " + Base64.getEncoder().encodeToString(pair);
    }
    require(
        header.isEmpty() || server.getScheme().equals("https") || isHere(server),
        server + " would get the token or password in clear text: use https");
    return new MlflowAccess(server, secret, header);
  }

  private static URI server(String url) {
    try {
      URI given = new URI(url.strip());
      require(
          given.getHost() != null && ("http".equals(given.getScheme()) || isHttps(given)),
          "'" + given + "' is not like http://localhost:5000");
      require(
          given.getRawUserInfo() == null,
          "takes no user or password: put them into " + USER + " and " + PASSWORD);
      require(
          given.getRawQuery() == null && given.getRawFragment() == null,
          "'" + given + "' has more than scheme, host, port and path");
      String path = given.getRawPath().replaceAll("/+$", "");
      return URI.create(given.getScheme() + "://" + given.getRawAuthority() + path);
    } catch (URISyntaxException e) {
      throw WrongInput.of("{mlflow} '%s' is no address: %s", url, e.getReason());
    }
  }

  private static boolean isHttps(URI given) {
    return "https".equals(given.getScheme());
  }

  private static boolean isHere(URI server) {
    try {
      return InetAddress.getByName(server.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw WrongInput.of("{mlflow} %s", what);
    }
  }

  /** Returns the server's address, without a slash at its end. */
  URI server() {
    return server;
  }

  /**
   * Returns the value for the HTTP header {@code Authorization}, for nothing else; may be empty.
   */
  String header() {
    return header;
  }

  /** Removes the secret from a text. */
  String hide(String text) {
    return secret.isEmpty() ? text : text.replace(secret, "***");
  }

  @Override
  public String toString() {
    return "MlflowAccess[" + server + "]";
  }
}
