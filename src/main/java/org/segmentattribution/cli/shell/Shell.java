package org.segmentattribution.cli.shell;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;

/** A shell that can complete commands, flags and their values. */
public enum Shell {
  /** The script that picocli writes. */
  BASH {
    @Override
    public String script(CommandLine command) {
      return AutoComplete.bash(command.getCommandName(), command);
    }
  },
  /** Bash's script in zsh: to be sourced, or to be a function file {@code _sat}. */
  ZSH {
    @Override
    public String script(CommandLine command) {
      String name = command.getCommandName();
      // zsh has no compopt; a function of fpath must answer the call that loads it
      return "#compdef "
          + name
          + "\ncompopt() { :; }\n"
          + BASH.script(command).replaceFirst("^#!.*\n", "")
          + "\nif [ \"${funcstack[1]}\" = \"_"
          + name
          + "\" ]; then\n  _bash_complete -o default -F _complete_"
          + name
          + "\nfi\n";
    }
  },
  FISH {
    @Override
    public String script(CommandLine command) {
      return FishScript.of(command);
    }
  };

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns a script that makes the shell complete a command and all below it. */
  public abstract String script(CommandLine command);
}
