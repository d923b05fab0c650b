package org.segmentattribution.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sat experiment}: the experiments of the paper, and one on this program. */
@Command(
    name = "experiment",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "EXPERIMENT",
    description = "The experiments of the paper, and one on this program, each with one command.",
    subcommands = {
      WatermarkExperimentCommand.class,
      BarExperimentCommand.class,
      ImagenetExperimentCommand.class,
      MethodsExperimentCommand.class,
      PlantedExperimentCommand.class
    })
final class ExperimentCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "name an experiment: " + String.join(", ", spec.subcommands().keySet()));
  }
}
