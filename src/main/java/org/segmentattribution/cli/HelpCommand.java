package org.segmentattribution.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.segmentattribution.file.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code sat help}. It goes to any depth ({@code sat help experiment watermark}), which picocli's
 * own does not.
 */
@Command(
    name = "help",
    mixinStandardHelpOptions = true,
    description = "Print the help of a command, as COMMAND --help does.")
final class HelpCommand implements Callable<Integer> {
  @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "none: the help of sat")
  private List<String> names = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine at = spec.root().commandLine();
    for (String name : names) {
      CommandLine next = at.getSubcommands().get(name);
      if (next == null) {
        throw new ParameterException(
            at,
            "'"
                + name
                + "' is no command of "
                + at.getCommandSpec().qualifiedName()
                + Spelling.hint(name, at.getSubcommands().keySet()));
      }
      at = next;
    }
    at.usage(System.out);
    return 0;
  }
}
