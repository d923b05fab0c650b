package org.segmentattribution.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.segmentattribution.file.Sha256;

/** Compares a file with the hash that a hub has of it. */
public final class FileCheck {
  private static final int SHA256_DIGITS = 64;
  private static final int BUFFER = 1 << 16;

  private FileCheck() {}

  /**
   * Returns whether a file has a hash; an empty hash fits any.
   *
   * @param hash SHA-256 of the content, or SHA-1 as git computes it of a blob: over the word blob,
   *     the length, a zero byte and the content
   */
  public static boolean fits(Path file, String hash) throws IOException {
    if (hash.isEmpty()) {
      return true;
    }
    String own = hash.length() == SHA256_DIGITS ? new Sha256().add(file).hex() : gitBlob(file);
    return own.equals(hash);
  }

  private static String gitBlob(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
    digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
