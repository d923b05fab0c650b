package org.segmentattribution.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.segmentattribution.file.Sha256;

/** SHA-256 over names and lengths of files: tells whether data changed without reading it. */
public final class ListingHash {
  private final Sha256 hash = new Sha256();

  /** Adds a file, which may have vanished, and what it is called. */
  public void add(String name, Path file) throws IOException {
    hash.add(name + "\t" + (Files.exists(file) ? Files.size(file) : -1) + "\n");
  }

  /** The hash of all that was added, in hexadecimal digits. */
  public String hex() {
    return hash.hex();
  }
}
