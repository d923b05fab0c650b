package org.segmentattribution.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.segmentattribution.file.Sha256;

/** SHA-256 over names and lengths of files: detects changed data without reading it. */
public final class ListingHash {
  private final Sha256 hash = new Sha256();

  /** Adds a file under a name; the file may no longer exist. */
  public void add(String name, Path file) throws IOException {
    hash.add(name + "\t" + (Files.exists(file) ? Files.size(file) : -1) + "\n");
  }

  /** Returns the hash of everything added, in hexadecimal digits. */
  public String hex() {
    return hash.hex();
  }
}
