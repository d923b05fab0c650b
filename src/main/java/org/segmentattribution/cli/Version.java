package org.segmentattribution.cli;

import org.segmentattribution.run.Versions;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"sat " + Versions.product()};
  }
}
