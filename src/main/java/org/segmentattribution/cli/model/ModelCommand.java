package org.segmentattribution.cli.model;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sat model}. */
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Fetch segmenters and classifiers from a model hub, list them, remove them. No other command"
          + " fetches anything.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sat model list",
      "  sat model get clipseg",
      "  sat explain --images photos --model model.onnx --segmenter clipseg \\",
      "      --segments person,water,sky --out runs/first"
    },
    subcommands = {GetModelCommand.class, ListModelsCommand.class, RemoveModelCommand.class})
public final class ModelCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "name one of: " + String.join(", ", spec.subcommands().keySet()));
  }
}
