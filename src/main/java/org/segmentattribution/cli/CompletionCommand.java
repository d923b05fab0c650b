package org.segmentattribution.cli;

import java.util.concurrent.Callable;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sat completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {"Print a script with which a shell completes commands, flags and values.", ""},
    footer = {
      "",
      "bash: add to ~/.bashrc    source <(sat completion bash)",
      "zsh:  add to ~/.zshrc     source <(sat completion zsh)",
      "fish: once                sat completion fish > ~/.config/fish/completions/sat.fish"
    })
final class CompletionCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SHELL", description = "one of: ${COMPLETION-CANDIDATES}")
  private Shell shell;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    System.out.print(shell.script(spec.root().commandLine()));
    return 0;
  }
}
