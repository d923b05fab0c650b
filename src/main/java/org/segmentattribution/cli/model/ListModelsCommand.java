package org.segmentattribution.cli.model;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.file.models.InstalledModel;
import org.segmentattribution.file.models.InstalledModels;
import org.segmentattribution.file.models.KnownModel;
import org.segmentattribution.file.models.KnownModels;
import org.segmentattribution.file.models.UnfinishedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sat model list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "List models that are small, good and of a kind that this program reads; or, with --where,"
          + " those on this machine. Nothing is asked of a network.",
      ""
    },
    footer = {"", "Examples:", "  sat model list", "  sat model list --where"})
final class ListModelsCommand implements Callable<Integer> {
  @Option(
      names = "--where",
      description = "show what is on this machine: folder, size, source, and how to remove it")
  private boolean where;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    InstalledModels installed = InstalledModels.ofUser();
    if (where) {
      printInstalled(installed);
    } else {
      printKnown(installed);
    }
    return 0;
  }

  private static void printKnown(InstalledModels installed) {
    List<String> here = installed.all().stream().map(InstalledModel::name).toList();
    for (boolean prompts : new boolean[] {true, false}) {
      System.out.println(
          prompts ? "Segmenters that take your own words:" : "Segmenters with fixed classes:");
      for (KnownModel model : KnownModels.all()) {
        if (model.prompts() == prompts) {
          System.out.printf(
              "  %-21s about %3d MB  %s%s%n",
              model.name(),
              model.megabytes(),
              model.use(),
              here.contains(model.name()) ? " (on this machine)" : "");
          System.out.printf(
              "  %-21s hf:%s, %s%n",
              "",
              model.repository(),
              model.verified()
                  ? "commit " + model.revision().substring(0, 12)
                  : "not verified here");
          System.out.printf("  %-21s licence: %s%n", "", model.licence());
        }
      }
      System.out.println();
    }
    System.out.println("Fetch one:         sat model get NAME");
    System.out.println("Any other:         sat model get hf:ORG/REPO");
    System.out.println(
        "Not verified here: the repository was not fetched when the list was written; size and\n"
            + "licence are from its page. sat model get shows what the hub says, and asks.");
  }

  private static void printInstalled(InstalledModels installed) throws IOException {
    List<InstalledModel> all = installed.all();
    List<UnfinishedModel> unfinished = installed.unfinished();
    if (all.isEmpty() && unfinished.isEmpty()) {
      System.out.println("no model is in " + installed.home());
      return;
    }
    for (InstalledModel model : all) {
      System.out.println(model.name() + ", " + ModelText.size(model.bytes()));
      System.out.println("  folder:  " + model.folder());
      System.out.println(
          "  source:  "
              + model.source().endpoint()
              + "/"
              + model.source().repository()
              + " at "
              + model.source().commit());
      System.out.println(
          "  licence: " + (model.licence().isEmpty() ? "none is named" : model.licence()));
      System.out.println("  remove:  sat model remove " + installed.nameOf(model));
    }
    for (UnfinishedModel model : unfinished) {
      System.out.println(
          model.name() + ", not finished: " + ModelText.size(model.bytes()) + " so far");
      System.out.println("  folder:  " + model.folder());
      System.out.println("  go on:   the same sat model get again");
      System.out.println("  remove:  sat model remove " + model.name());
    }
  }
}
