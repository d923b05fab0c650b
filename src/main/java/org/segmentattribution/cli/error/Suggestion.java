package org.segmentattribution.cli.error;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.segmentattribution.file.Spelling;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command, flag or value that was meant in a call that cannot be understood. */
public final class Suggestion {
  private Suggestion() {}

  /**
   * Returns a question to append to the message; empty where no word is near.
   *
   * @param args the whole call
   */
  public static String of(ParameterException error, String... args) {
    if (error instanceof MissingParameterException) {
      // picocli misses the right flag before it sees the wrong one
      CommandSpec command = error.getCommandLine().getCommandSpec();
      return Stream.of(args)
          .filter(arg -> arg.startsWith("--"))
          .map(arg -> arg.replaceFirst("=.*", ""))
          .filter(flag -> flag.length() > 2 && command.findOption(flag) == null)
          .map(flag -> "; there is no " + flag + Spelling.hint(flag, known(flag, command)))
          .findFirst()
          .orElse("");
    }
    if (error instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String given = unmatched.getUnmatched().get(0);
      String word = given.replaceFirst("=.*", "");
      return Spelling.hint(word, known(word, error.getCommandLine().getCommandSpec()));
    }
    ArgSpec arg = error.getArgSpec();
    return arg == null || error.getValue() == null || arg.completionCandidates() == null
        ? ""
        : Spelling.hint(error.getValue(), words(arg.completionCandidates()));
  }

  private static Collection<String> known(String word, CommandSpec command) {
    // a flag with one dash, or with none, is still meant as a flag where there is no command
    return word.startsWith("-") || command.subcommands().isEmpty()
        ? visible(command).flatMap(option -> Stream.of(option.names())).toList()
        : command.subcommands().keySet();
  }

  private static Stream<OptionSpec> visible(CommandSpec command) {
    return command.options().stream().filter(option -> !option.hidden());
  }

  private static List<String> words(Iterable<String> all) {
    return StreamSupport.stream(all.spliterator(), false).toList();
  }
}
