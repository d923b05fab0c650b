package org.segmentattribution.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.segmentattribution.cli.config.ConfigDefaults;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.cli.config.TokenGuard;
import org.segmentattribution.cli.error.FlagNames;
import org.segmentattribution.cli.error.ShownError;
import org.segmentattribution.cli.error.Suggestion;
import org.segmentattribution.cli.find.SlicesCommand;
import org.segmentattribution.cli.find.SuspectsCommand;
import org.segmentattribution.cli.mend.MendCommand;
import org.segmentattribution.cli.model.ModelCommand;
import org.segmentattribution.cli.out.CardCommand;
import org.segmentattribution.cli.out.LogCommand;
import org.segmentattribution.cli.view.ViewCommand;
import org.segmentattribution.model.torchscript.PassWatch;
import org.segmentattribution.pipeline.StopRequest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code sat}. */
@Command(
    name = "sat",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Segment Attribution Tables: what does an image classifier look at, across a whole data set?",
      ""
    },
    footer = {
      "",
      "Start with: sat demo",
      "Exit codes: 0 done; 1 the run failed; 2 the call is wrong; 3 done, but images were skipped"
          + " (failures.csv lists them)."
    },
    subcommands = {
      DemoCommand.class,
      ExplainCommand.class,
      AblateCommand.class,
      RateCommand.class,
      SuspectsCommand.class,
      SlicesCommand.class,
      SaliencyCommand.class,
      MethodsCommand.class,
      TrainCommand.class,
      MendCommand.class,
      WatermarkCommand.class,
      SegmentCommand.class,
      ModelCommand.class,
      AggregateCommand.class,
      CompareCommand.class,
      CheckCommand.class,
      ScenesCommand.class,
      ExperimentCommand.class,
      ReportCommand.class,
      CardCommand.class,
      LogCommand.class,
      ViewCommand.class,
      DoctorCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    })
public final class Sat implements Runnable {
  /** Exit code of a run that is done but has left out some images. */
  static final int DONE_WITH_SKIPS = 3;

  /** Longest time that a batch may take after Ctrl-C. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Pattern CHOICES =
      Pattern.compile("expected one of \\[([A-Z_, ]+)] \\(case-insensitive\\)");
  private static final TokenGuard TOKEN = TokenGuard.ofEnvironment();

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      // this answer needs none of the commands, which take most of the start
      System.out.println(new Version().getVersion()[0]);
      return;
    }
    start(new CommandLine(new Sat()), args);
  }

  /** Runs one command line and ends the process. */
  static void start(CommandLine command, String... args) {
    // numbers look alike in every country: they are read by programs too
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    Thread main = Thread.currentThread();
    TemporaryFolder temporary = TemporaryFolder.begin();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop(main);
                  temporary.end();
                }));
    int code = run(command, args);
    // during a shutdown, another exit would wait for itself
    if (!StopRequest.isRequested()) {
      System.exit(code);
    }
  }

  /** Handles Ctrl-C: workers first finish what they have begun. */
  private static void stop(Thread main) {
    if (!StopRequest.isAnyWorking()) {
      return;
    }
    StopRequest.request();
    System.err.println();
    System.err.println("sat: stopping as soon as the batches or epochs under way are finished");
    try {
      main.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs one command line and returns its exit code. */
  public static int run(String... args) {
    return run(new CommandLine(new Sat()), args);
  }

  /** Runs one command line with commands that were added or replaced. */
  static int run(CommandLine command, String... args) {
    List<String> list = Arrays.asList(args);
    System.setProperty(
        "org.slf4j.simpleLogger.defaultLogLevel", list.contains("--verbose") ? "info" : "error");
    if (!list.contains("--verbose")) {
      // warnings of this program are shown; those of its libraries are not
      System.setProperty("org.slf4j.simpleLogger.log.org.segmentattribution", "warn");
      System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
      System.setProperty("org.slf4j.simpleLogger.showLogName", "false");
    }
    command.setParameterExceptionHandler((e, a) -> wrongCall(command, e, a));
    command.setExecutionExceptionHandler((e, c, parsed) -> failed(command, e, list));
    command.setUsageHelpAutoWidth(true);
    PassWatch.tell(why -> command.getErr().println("sat: " + why.show(FlagNames::of)));
    try {
      TOKEN.check(args);
      understand(command, args);
      return command.execute(args);
    } catch (RuntimeException | Error e) {
      return failed(command, e, list);
    }
  }

  /** Adds converters and default values to a command. */
  public static void understand(CommandLine command, String... args) {
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.registerConverter(NameList.class, new NameList.Converter());
    command.setDefaultValueProvider(ConfigDefaults.of(args, command));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Picocli lists choices as Java writes them. */
  private static String words(String message) {
    return CHOICES
        .matcher(message)
        .replaceAll(of -> "expected " + of.group(1).toLowerCase(Locale.ROOT).replace(", ", " or "));
  }

  private static int wrongCall(CommandLine root, ParameterException e, String... args) {
    CommandLine at = e.getCommandLine();
    PrintWriter err = root.getErr();
    err.println(
        "sat: "
            + TOKEN.hide(
                ShownError.oneLine(
                    words(e.getMessage())
                        + ConfigDefaults.source(e, args)
                        + Suggestion.of(e, args)))
            + " (see "
            + name(at)
            + " --help)");
    return ShownError.WRONG_CALL;
  }

  private static int failed(CommandLine root, Throwable e, List<String> args) {
    ShownError error = ShownError.of(e);
    root.getErr().println("sat: " + TOKEN.hide(error.line()));
    if (args.contains("--verbose")) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      root.getErr().print(TOKEN.hide(trace.toString()));
    } else if (!StopRequest.isRequested()) {
      error.hint().ifPresent(hint -> root.getErr().println("sat: " + hint));
    }
    root.getErr().flush();
    return error.code();
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }
}
