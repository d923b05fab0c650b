package org.segmentattribution.cli.flag;

import java.util.List;
import org.segmentattribution.api.WrongInput;
import picocli.CommandLine.Option;

/** Which built-in network a command trains. */
public final class ArchitectureFlag {
  /** The names, the usual one first; {@code reference.conf} has a section for each other. */
  private static final List<String> NAMES = List.of("cnn", "vit-tiny");

  @Option(
      names = "--arch",
      paramLabel = "NAME",
      description =
          "network to train: cnn, or vit-tiny, a small vision transformer with other defaults:"
              + " docs/configuration.md (default: cnn)")
  private String arch;

  /** Returns whether a vision transformer is trained. */
  boolean isTransformer() {
    String name = arch == null ? NAMES.get(0) : arch;
    if (!NAMES.contains(name)) {
      throw new WrongInput("--arch " + name + ": " + String.join(" or ", NAMES));
    }
    return name.startsWith("vit");
  }
}
