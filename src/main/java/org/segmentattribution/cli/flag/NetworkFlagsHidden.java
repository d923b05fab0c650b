package org.segmentattribution.cli.flag;

import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Leaves the flags that describe a built-in network out of the help of a command that never trains
 * one. The command refuses them in a line that says why.
 */
public final class NetworkFlagsHidden implements IModelTransformer {
  @Override
  public CommandSpec transform(CommandSpec command) {
    for (String flag : TrainingFlags.OF_NETWORK) {
      OptionSpec shown = command.findOption(flag);
      command.remove(shown);
      command.addOption(OptionSpec.builder(shown).hidden(true).build());
    }
    return command;
  }
}
