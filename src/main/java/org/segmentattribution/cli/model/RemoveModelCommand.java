package org.segmentattribution.cli.model;

import java.util.concurrent.Callable;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.file.models.FolderRemoval;
import org.segmentattribution.file.models.InstalledModel;
import org.segmentattribution.file.models.InstalledModels;
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
    if (model == null) {
      throw new WrongInput(
          "no model on this machine is called '"
              + name
              + "'"
              + Spelling.hint(name, installed.all().stream().map(InstalledModel::name).toList())
              + " (sat model list --where shows all)");
    }
    FolderRemoval.delete(model.folder());
    System.out.println("removed " + model.folder());
    return 0;
  }
}
