package org.segmentattribution.hub;

import java.io.IOException;

/** Says that this machine could not write what was sent; asking the server again cannot help. */
final class LocalFailure extends IOException {
  private static final long serialVersionUID = 1;

  LocalFailure(String message, IOException cause) {
    super(message, cause);
  }
}
