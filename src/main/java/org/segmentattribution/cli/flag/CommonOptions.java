package org.segmentattribution.cli.flag;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.cli.config.ConfigDefaults;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.run.RunTarget;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The flags that every command has. */
public final class CommonOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "HOCON file with values for flags; a flag wins over the file")
  private Path config;

  @Option(names = "--verbose", description = "log what happens, and where it failed")
  private boolean verbose;

  /** Returns all flags of the command with their values, for {@code run.json}. */
  public Map<String, Object> configuration() {
    Map<String, Object> values = new LinkedHashMap<>();
    for (OptionSpec option : spec.options()) {
      String key = ConfigDefaults.key(option);
      if (!ConfigDefaults.COMMAND_LINE_ONLY.contains(key)) {
        values.put(key, plain(option.getValue()));
      }
    }
    return values;
  }

  /** The run directory and the flags of the command. */
  public RunTarget target(RunDirFlag run) {
    return new RunTarget(run.out, configuration());
  }

  private static Object plain(Object value) {
    if (value instanceof NameList list) {
      return list.names();
    }
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    return value == null || value instanceof Number || value instanceof Boolean
        ? value
        : value.toString();
  }

  /** Returns whether the call or the user's file gives a value for a flag. */
  static boolean isSaid(CommandSpec command, String flag) {
    OptionSpec option = command.findOption(flag);
    return command.commandLine().getParseResult().hasMatchedOption(option)
        || command.defaultValueProvider() instanceof ConfigDefaults defaults
            && defaults.isInFile(option);
  }

  /** Fails with one line unless the condition holds. */
  public static void require(boolean condition, String message) {
    if (!condition) {
      throw new WrongInput(message);
    }
  }

  /** Returns a progress display on the error stream. */
  public static ConsoleProgress progress() {
    return new ConsoleProgress(System.err, System.console() != null);
  }
}
