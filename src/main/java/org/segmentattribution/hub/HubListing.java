package org.segmentattribution.hub;

import java.util.List;

/**
 * What a repository holds at a commit.
 *
 * @param repository as it was asked for
 * @param commit that the revision means, 40 hexadecimal digits
 * @param licence as the repository says; empty where it says nothing
 * @param isGated whether its files are for those only who accepted its licence
 * @param files all of them
 */
public record HubListing(
    RepositoryName repository,
    String commit,
    String licence,
    boolean isGated,
    List<HubFile> files) {
  /** Copies the list. */
  public HubListing {
    files = List.copyOf(files);
  }
}
