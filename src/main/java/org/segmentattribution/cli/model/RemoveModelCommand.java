package org.segmentattribution.cli.model;

import java.util.concurrent.Callable;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.file.models.InstalledModel;
import org.segmentattribution.file.models.InstalledModels;
import org.segmentattribution.file.models.UnfinishedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sat model remove}. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {"Delete a model from the user's cache; sat model get fetches it again.", ""},
    footer = {"", "Example:", "  sat model remove clipseg"})
final class RemoveModelCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "a name that sat model list --where shows")
  private String name;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    InstalledModels installed = InstalledModels.ofUser();
    InstalledModel model = installed.find(name);
    UnfinishedModel removed =
        model == null ? installed.findUnfinished(name) : new UnfinishedModel(model.folder());
    if (removed == null) {
      throw new WrongInput(
          "no model on this machine is called '"
              + name
              + "'"
              + Spelling.hint(name, installed.all().stream().map(InstalledModel::name).toList())
              + " (sat model list --where shows all)");
    }
    removed.delete();
    System.out.println("removed " + (model == null ? removed.folder() : removed.target()));
    return 0;
  }
}
