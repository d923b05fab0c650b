package org.segmentattribution.file.models;

/**
 * A published model that is small, good, and of a kind that this program reads.
 *
 * @param name short name
 * @param repository {@code ORG/REPO} at the hub
 * @param revision that is fetched: a commit, or a branch where none was verified
 * @param prompts whether it takes free text, rather than having fixed classes
 * @param megabytes about how much is fetched, of 1,000,000 bytes
 * @param licence of the weights, and who says so
 * @param use what it is good for, in words
 */
public record KnownModel(
    String name,
    String repository,
    String revision,
    boolean prompts,
    int megabytes,
    String licence,
    String use) {
  private static final String COMMIT = "[0-9a-f]{40}";

  /** Returns whether the revision is a commit that somebody has fetched and tried. */
  public boolean verified() {
    return revision.matches(COMMIT);
  }
}
