package org.segmentattribution.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.segmentattribution.file.Sha256;

/**
 * The only script of a page, which sorts and filters tables and opens the target of a link; and the
 * policy that lets a browser run only this script and load nothing.
 */
public final class PageScript {
  private static final String TEXT = read();

  private PageScript() {}

  /** Returns the script as it is in the page. */
  public static String text() {
    return TEXT;
  }

  /** Returns the Content-Security-Policy of a page that contains its pictures. */
  public static String policy() {
    return policy(false);
  }

  /**
   * Returns the page's Content-Security-Policy.
   *
   * @param beside whether pictures are files beside the page
   */
  public static String policy(boolean beside) {
    return "default-src 'none'; img-src data:"
        + (beside ? " file: 'self'" : "")
        + "; style-src 'unsafe-inline'; script-src 'sha256-"
        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(new Sha256().add(TEXT).hex()))
        + "'; base-uri 'none'; form-action 'none'";
  }

  private static String read() {
    try (InputStream in = PageScript.class.getResourceAsStream("report.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
