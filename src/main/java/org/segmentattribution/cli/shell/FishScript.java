package org.segmentattribution.cli.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Writes calls of fish's {@code complete}, one a command and flag. Values of a known list are
 * completed by it, all others as files.
 */
final class FishScript {
  private static final int LONGEST = 100;

  private final String name;
  private final List<String> lines = new ArrayList<>();

  private FishScript(String name) {
    this.name = name;
  }

  static String of(CommandLine command) {
    FishScript script = new FishScript(command.getCommandName());
    script.lines.add("# completion of " + script.name + " for fish");
    script.add(command, List.of(), List.of());
    return String.join("\n", script.lines) + "\n";
  }

  /**
   * Adds a command and all below it.
   *
   * @param path the commands that lead to it; none for the program itself
   * @param others commands above that have a command of the same name
   */
  private void add(CommandLine command, List<String> path, List<String> others) {
    Map<String, CommandLine> below = command.getSubcommands();
    List<String> seen = new ArrayList<>(path.stream().map(FishScript::seen).toList());
    others.forEach(other -> seen.add("not " + seen(other)));
    if (!below.isEmpty()) {
      List<String> first = new ArrayList<>(seen);
      first.add("not " + seen(String.join(" ", below.keySet())));
      below.forEach(
          (sub, spec) ->
              line(first, "-f -a " + sub, spec.getCommandSpec().usageMessage().description()));
    }
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.hidden()) {
        line(seen, flags(option) + values(option), option.description());
      }
    }
    below.forEach(
        (sub, spec) -> {
          List<String> deeper = new ArrayList<>(path);
          deeper.add(sub);
          add(spec, deeper, path.isEmpty() ? parentsOf(sub, below) : List.of());
        });
  }

  private static List<String> parentsOf(String sub, Map<String, CommandLine> commands) {
    return commands.entrySet().stream()
        .filter(other -> other.getValue().getSubcommands().containsKey(sub))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String seen(String commands) {
    return "__fish_seen_subcommand_from " + commands;
  }

  private static String flags(OptionSpec option) {
    return List.of(option.names()).stream()
        .map(n -> n.startsWith("--") ? "-l " + n.substring(2) : "-s " + n.substring(1))
        .collect(Collectors.joining(" "));
  }

  private static String values(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "";
    }
    return option.completionCandidates() == null
        ? " -r"
        : " -x -a '"
            + StreamSupport.stream(option.completionCandidates().spliterator(), false)
                .collect(Collectors.joining(" "))
            + "'";
  }

  private void line(List<String> seen, String what, String[] description) {
    String when = seen.isEmpty() ? "" : " -n '" + String.join("; and ", seen) + "'";
    lines.add("complete -c " + name + when + " " + what + " -d '" + quoted(description) + "'");
  }

  /** Returns a short text without the default, which may depend on a file of the user. */
  private static String quoted(String[] description) {
    String text =
        String.join(" ", description)
            .replaceAll("\\s*\\(default:[^)]*\\)", "")
            .replace("%%", "%")
            .replaceAll("\\s+", " ")
            .strip();
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    return shown.replace("\\", "\\\\").replace("'", "\\'");
  }
}
