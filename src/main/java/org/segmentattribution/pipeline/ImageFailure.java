package org.segmentattribution.pipeline;

import org.segmentattribution.api.Failure;

/** Says that one image could not be used; other images are not affected. */
public final class ImageFailure extends Exception {
  private final transient Failure failure;

  public ImageFailure(Failure failure) {
    super(failure.image() + ": " + failure.reason());
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
