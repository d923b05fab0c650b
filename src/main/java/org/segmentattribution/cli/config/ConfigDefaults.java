package org.segmentattribution.cli.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Finds values of flags that the command line does not give: first in the user's {@code --config}
 * file, then in {@code reference.conf}. In each, a section named like the command ({@code
 * experiment.watermark.seeds}) has priority over the bare name ({@code seeds}); in {@code
 * reference.conf}, the section of the network that is trained has priority over both.
 */
public final class ConfigDefaults implements IDefaultValueProvider {
  /** Separates the parts of one value of a repeatable flag; no name contains this character. */
  public static final String SEPARATOR = "\u001f";

  /**
   * Flags that no file may give: they say how to run and not what, or are not safe in files of
   * others.
   */
  public static final Set<String> COMMAND_LINE_ONLY =
      Set.of("config", "help", "version", "verbose", "trust-model", "mlflow", "yes");

  private static final String ARCHITECTURE = "arch";

  /** Networks whose training has defaults of its own, in a section of {@code reference.conf}. */
  private static final List<String> TRAINED = List.of("vit-tiny");

  private final Config user;
  private final Config reference;
  private final String architecture;

  private ConfigDefaults(Config user, Config reference, String architecture) {
    this.user = user;
    this.reference = reference;
    this.architecture = architecture;
  }

  /** Returns the defaults for a call with these arguments. */
  public static ConfigDefaults of(String[] args, CommandLine root) {
    Config reference = ConfigFactory.parseResources("reference.conf");
    Config user = ConfigFactory.empty();
    for (String file : values(args, "--config")) {
      user = read(Path.of(file), root);
    }
    List<String> given = values(args, "--" + ARCHITECTURE);
    return new ConfigDefaults(
        user, reference, given.isEmpty() ? null : given.get(given.size() - 1));
  }

  /** Returns the values of a recorded call, by flag. */
  public static ConfigDefaults recorded(Config flags) {
    return new ConfigDefaults(flags, ConfigFactory.parseResources("reference.conf"), null);
  }

  /** Returns the file that a wrong value comes from, as an addition to the message; else empty. */
  public static String source(ParameterException error, String... args) {
    List<String> files = values(args, "--config");
    boolean ofFile =
        error.getArgSpec() instanceof OptionSpec option
            && error.getValue() != null
            && Stream.of(option.names()).allMatch(name -> values(args, name).isEmpty());
    return ofFile && !files.isEmpty() ? ", in " + files.get(files.size() - 1) : "";
  }

  /** Returns what a call gives for a flag, before the call is parsed. */
  private static List<String> values(String[] args, String flag) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith(flag + "=")) {
        values.add(args[i].substring(flag.length() + 1));
      } else if (args[i].equals(flag) && i + 1 < args.length) {
        values.add(args[i + 1]);
      }
    }
    return values;
  }

  private static Config read(Path file, CommandLine root) {
    Config config = ConfigFile.read(file);
    TokenGuard.ofEnvironment().check(config);
    requireKnown(config, file, root);
    return config;
  }

  private static void requireKnown(Config config, Path file, CommandLine root) {
    Set<String> known = new TreeSet<>();
    collect(root, "", known);
    for (var entry : config.entrySet()) {
      String name = entry.getKey().substring(entry.getKey().lastIndexOf('.') + 1);
      if (COMMAND_LINE_ONLY.contains(name)) {
        throw new WrongInput(
            "--config " + file + ": '" + name + "' is for the command line alone: --" + name);
      }
      if (!known.contains(entry.getKey())) {
        throw new WrongInput(
            "--config "
                + file
                + ": no flag is called '"
                + entry.getKey()
                + "'; known: "
                + known.stream().filter(k -> !k.contains(".")).collect(Collectors.joining(", "))
                + Spelling.hint(entry.getKey(), known));
      }
    }
  }

  private static void collect(CommandLine command, String section, Set<String> known) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      String key = key(option);
      if (!COMMAND_LINE_ONLY.contains(key)) {
        known.add(key);
        known.add(section + key);
      }
    }
    command.getSubcommands().forEach((name, sub) -> collect(sub, section + name + ".", known));
  }

  @Override
  public String defaultValue(ArgSpec arg) {
    if (!(arg instanceof OptionSpec option) || COMMAND_LINE_ONLY.contains(key(option))) {
      return null;
    }
    String section = section(arg.command());
    String value = first(user, option, section, "");
    return value != null
        ? value
        : first(reference, option, architecture(arg.command(), section), section, "");
  }

  /**
   * Returns whether the user's file gives a value for a flag in the section of its command; a bare
   * name may be meant for other commands.
   */
  public boolean isOfUser(OptionSpec option) {
    return !COMMAND_LINE_ONLY.contains(key(option))
        && first(user, option, section(option.command())) != null;
  }

  /** Returns whether the user's file gives a value for a flag, by its bare name or in a section. */
  public boolean isInFile(OptionSpec option) {
    return !COMMAND_LINE_ONLY.contains(key(option))
        && first(user, option, section(option.command()), "") != null;
  }

  private static String first(Config config, OptionSpec option, String... sections) {
    for (String section : sections) {
      String path = section + key(option);
      if (config.hasPath(path) && !isSection(config.getValue(path), section)) {
        return literal(text(config.getValue(path), option));
      }
    }
    return null;
  }

  /** Returns whether a name is not a flag's but a command's: both may be called {@code check}. */
  private static boolean isSection(ConfigValue value, String section) {
    return section.isEmpty() && value.valueType() == ConfigValueType.OBJECT;
  }

  /**
   * Returns the section with the defaults of the network that a command trains; the command's own
   * for others.
   */
  private String architecture(CommandSpec command, String section) {
    String name = architecture == null ? "" : architecture;
    for (String path : List.of(section + ARCHITECTURE, ARCHITECTURE)) {
      name = name.isEmpty() && user.hasPath(path) ? user.getString(path) : name;
    }
    return TRAINED.contains(name) && command.findOption("--" + ARCHITECTURE) != null
        ? name + "."
        : section;
  }

  /** Escapes a value: picocli would replace {@code ${env:NAME}} in the program's own defaults. */
  private static String literal(String value) {
    return value.replace("$", "$$");
  }

  private static String text(ConfigValue value, OptionSpec option) {
    if (value.valueType() == ConfigValueType.OBJECT) {
      throw new WrongInput(value.origin().description() + ": '" + key(option) + "' is not a value");
    }
    if (value.unwrapped() instanceof List<?> list) {
      if (option.splitRegex().equals(SEPARATOR)) {
        return list.stream().map(String::valueOf).collect(Collectors.joining(SEPARATOR));
      }
      return NameList.of(list.stream().map(String::valueOf).toList()).toString();
    }
    return String.valueOf(value.unwrapped());
  }

  /** Returns the name of a flag without its dashes. */
  public static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^--", "");
  }

  private static String section(CommandSpec command) {
    StringBuilder section = new StringBuilder();
    for (CommandSpec c = command; c != null && c.parent() != null; c = c.parent()) {
      section.insert(0, c.name() + ".");
    }
    return section.toString();
  }
}
