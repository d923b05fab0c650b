package org.segmentattribution.cli.model;

import java.io.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.ConsoleProgress;
import org.segmentattribution.command.fetch.FetchModel;
import org.segmentattribution.command.fetch.FetchPlan;
import org.segmentattribution.command.fetch.FetchSettings;
import org.segmentattribution.command.fetch.Fetched;
import org.segmentattribution.file.models.InstalledModels;
import org.segmentattribution.file.models.KnownModels;
import org.segmentattribution.hub.HubEndpoint;
import org.segmentattribution.hub.HubTiming;
import org.segmentattribution.hub.HubToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sat model get}. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Fetch a model from a hub, once. Afterwards --segmenter NAME or --model NAME finds it without"
          + " a network.",
      ""
    },
    footer = {
      "",
      "Licence and size are shown before anything is fetched. A call that was",
      "interrupted goes on where it ended. A second call compares the files with",
      "their hashes and asks nothing of the hub. The token for gated and private",
      "repositories is read from the variable HF_TOKEN.",
      "",
      "Examples:",
      "  sat model get clipseg",
      "  sat model get hf:Xenova/segformer-b0-finetuned-ade-512-512 --yes",
      "  sat model get clipseg --variant fp16",
      "  sat model get hf:ORG/REPO@REVISION --endpoint https://mirror.example.org \\",
      "      --out segmenter"
    })
final class GetModelCommand implements Callable<Integer> {
  private static final String HUB = "https://huggingface.co";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      completionCandidates = ModelNames.class,
      description =
          "a name of sat model list, or hf:ORG/REPO; with @REVISION a branch, tag or commit")
  private String name;

  @Option(names = "--yes", description = "fetch without a question, for scripts")
  private boolean yes;

  @Option(
      names = "--variant",
      paramLabel = "KIND",
      description =
          "kind of numbers where the repository has several: fp32, fp16, int8, uint8, quantized,"
              + " q4, q4f16, bnb4 (default: ${DEFAULT-VALUE})")
  private String variant;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "folder for the model, instead of the user's cache; give onnx:DIR afterwards")
  private Path out;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "another hub or a mirror; it gets the token, so it must be on the command line"
              + " (default: ${DEFAULT-VALUE})")
  private String endpoint;

  @Option(
      names = "--update",
      description = "ask the hub whether the revision has changed, and fetch it again then")
  private boolean update;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    HubEndpoint hub = HubEndpoint.of(endpoint);
    // a file that others wrote must not send the token elsewhere
    boolean said = spec.commandLine().getParseResult().hasMatchedOption("--endpoint");
    CommonOptions.require(
        said || hub.equals(HubEndpoint.of(HUB)),
        "--endpoint: a file names "
            + hub
            + "; another host than "
            + HUB
            + " must be on the"
            + " command line");
    FetchSettings settings =
        new FetchSettings(
            name,
            variant.toLowerCase(Locale.ROOT),
            hub,
            HubToken.of(System.getenv()),
            out,
            update,
            InstalledModels.ofUser());
    Fetched fetched;
    try (ConsoleProgress progress = CommonOptions.progress()) {
      fetched = new FetchModel(settings, HubTiming.standard()).run(this::isWanted, progress);
    }
    if (fetched.model() == null) {
      System.out.println("nothing was fetched");
      return 1;
    }
    print(fetched);
    return 0;
  }

  private boolean isWanted(FetchPlan plan) {
    String revision = plan.listing().repository().revision();
    String commit = plan.listing().commit();
    System.out.println(
        "repository: "
            + plan.listing().repository().id()
            + " at commit "
            + commit
            + (revision.equals(commit) ? "" : " (" + revision + ")"));
    System.out.println("licence:    " + licence(plan));
    List<String> others = plan.choice().others();
    System.out.println(
        "files:      "
            + plan.choice().files().size()
            + ", "
            + (plan.choice().isSized() ? "" : "at least ")
            + ModelText.size(plan.choice().bytes())
            + (plan.bytes() < plan.choice().bytes()
                ? ", of which " + ModelText.size(plan.bytes()) + " are still to fetch"
                : "")
            + (plan.choice().variant().isEmpty() ? "" : "; " + plan.choice().variant())
            + (others.isEmpty()
                ? ""
                : " (--variant takes also " + String.join(", ", others) + ")"));
    System.out.println("folder:     " + plan.folder());
    if (yes) {
      return true;
    }
    Console console = System.console();
    if (console == null) {
      throw new WrongInput(
          "nothing was fetched: there is no terminal for the question; --yes fetches without it");
    }
    String answer = console.readLine("Fetch it? [y/N] ");
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }

  private String licence(FetchPlan plan) {
    String said = plan.listing().licence();
    if (!said.isEmpty()) {
      return said + ", as the repository says";
    }
    String repository = plan.listing().repository().id();
    return "the repository names none; "
        + KnownModels.of(repository)
            .map(model -> "sat model list has: " + model.licence())
            .orElse("read " + endpoint + "/" + repository);
  }

  private void print(Fetched fetched) {
    System.out.println("commit:  " + fetched.model().source().commit());
    System.out.println(
        (fetched.isNew() ? "fetched: " : "already here, every file as it was fetched: ")
            + fetched.model().folder());
    String called = out == null ? InstalledModels.ofUser().nameOf(fetched.model()) : out.toString();
    System.out.println(
        "use it:  "
            + switch (fetched.use()) {
              case SEGMENTER -> "--segmenter " + (out == null ? called : "onnx:" + called);
              case CLASSIFIER -> "--model " + called;
              case TOWERS -> "--model clip:" + called + " --classes NAMES";
            });
  }
}
