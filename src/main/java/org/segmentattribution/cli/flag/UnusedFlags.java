package org.segmentattribution.cli.flag;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.cli.config.ConfigDefaults;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Refuses flags that a call gives, or its file, where they would change nothing. */
public final class UnusedFlags {
  private UnusedFlags() {}

  /**
   * Refuses flags that are given.
   *
   * @param why what they belong to, for the message
   * @param flags with their dashes; those that the command lacks cannot be given
   * @throws WrongInput in one line that names those that are given
   */
  public static void refuse(CommandSpec command, String why, String... flags) {
    List<String> given = new ArrayList<>();
    boolean file = false;
    for (String flag : flags) {
      OptionSpec option = command.findOption(flag);
      if (option == null) {
        continue;
      }
      boolean said = command.commandLine().getParseResult().hasMatchedOption(option);
      boolean read =
          !said
              && command.defaultValueProvider() instanceof ConfigDefaults defaults
              && defaults.isOfUser(option);
      if (said || read) {
        given.add(flag);
        file |= read;
      }
    }
    if (!given.isEmpty()) {
      throw new WrongInput(
          String.join(", ", given) + (file ? " (in the file of --config)" : "") + ": " + why);
    }
  }
}
