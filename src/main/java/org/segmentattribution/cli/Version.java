package org.segmentattribution.cli;

import org.segmentattribution.run.Versions;
import picocli.CommandLine.IVersionProvider;

/** Gives the text of {@code --version}. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"sat " + Versions.product()};
  }
}
