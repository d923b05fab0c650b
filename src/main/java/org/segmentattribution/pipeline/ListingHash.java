package org.segmentattribution.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over names and lengths of files: tells whether data changed without reading it. */
final class ListingHash {
  private final MessageDigest digest;

  ListingHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Adds a file, which may have vanished, and what it is called. */
  void add(String name, Path file) throws IOException {
    long length = Files.exists(file) ? Files.size(file) : -1;
    digest.update((name + "\t" + length + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The hash of all that was added, in hexadecimal digits. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
