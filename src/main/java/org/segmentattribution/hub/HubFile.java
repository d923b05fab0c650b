package org.segmentattribution.hub;

/**
 * A file of a repository.
 *
 * @param path inside the repository, with forward slashes
 * @param size in bytes; -1 where the hub has not said it
 * @param hash SHA-256 (64 digits), or the SHA-1 that git has of a small file (40 digits); empty
 *     where the hub has not said it
 */
public record HubFile(String path, long size, String hash) {
  /** Returns the name without folders. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns the folder with a slash at its end; empty for the repository itself. */
  public String folder() {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
