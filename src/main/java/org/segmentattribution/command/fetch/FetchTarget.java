package org.segmentattribution.command.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.file.models.InstalledModel;
import org.segmentattribution.file.models.InstalledModelFile;
import org.segmentattribution.file.models.InstalledModels;
import org.segmentattribution.file.models.KnownModel;
import org.segmentattribution.file.models.KnownModels;
import org.segmentattribution.hub.RepositoryName;

/**
 * A model's repository, and the folder that it goes to.
 *
 * @param repository at the hub
 * @param name by which the model is called afterwards
 * @param folder that holds it afterwards
 * @param isOut whether the user named the folder
 */
record FetchTarget(RepositoryName repository, String name, Path folder, boolean isOut) {
  private static final String FULL = "fp32";

  /**
   * Finds repository and folder of the settings.
   *
   * @throws WrongInput where the name is none
   */
  static FetchTarget of(FetchSettings settings) {
    RepositoryName repository = repository(settings.name().strip(), settings.installed());
    String ending = settings.variant().equals(FULL) ? "" : "-" + settings.variant();
    String name = KnownModels.nameOf(repository.id()).orElse(repository.name()) + ending;
    Path folder =
        settings.out() != null
            ? settings.out().toAbsolutePath().normalize()
            : settings
                .installed()
                .home()
                .resolve(repository.organisation())
                .resolve(repository.name() + ending);
    return new FetchTarget(repository, name, folder, settings.out() != null);
  }

  private static RepositoryName repository(String text, InstalledModels installed) {
    if (text.startsWith(InstalledModels.SCHEME) || text.contains("/")) {
      return RepositoryName.of(text);
    }
    String name = text.replaceFirst("@.*", "");
    Optional<KnownModel> known = KnownModels.named(name);
    InstalledModel here = known.isEmpty() ? installed.find(name) : null;
    if (here != null) {
      throw new WrongInput(
          "'%s' is no name of the list; the model of this name that is here is hf:%s"
              .formatted(name, here.source().repository()));
    }
    if (known.isEmpty()) {
      throw new WrongInput(
          "no model of the list is called '"
              + name
              + "'"
              + Spelling.hint(name, KnownModels.all().stream().map(KnownModel::name).toList())
              + " (sat model list shows all; any other is hf:ORG/REPO)");
    }
    String revision =
        text.contains("@") ? text.substring(text.indexOf('@') + 1) : known.get().revision();
    return RepositoryName.of(known.get().repository() + "@" + revision);
  }

  /**
   * Returns the model that is in the folder; null for none.
   *
   * @throws WrongInput where the folder that the user named holds something else
   */
  InstalledModel present() throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    if (Files.isSymbolicLink(folder) || !Files.isDirectory(folder)) {
      throw refuse("is a link or a file; name a new folder");
    }
    InstalledModel model = description();
    if (isOut && model == null && !isEmpty()) {
      throw refuse("holds other files; name a new folder");
    }
    if (model != null && isOut && !model.source().repository().equals(repository.id())) {
      throw refuse("holds the model " + model.source().repository() + "; name another folder");
    }
    return model;
  }

  private InstalledModel description() throws IOException {
    try {
      return InstalledModelFile.read(folder);
    } catch (IOException e) {
      if (isOut) {
        throw e;
      }
      // what is broken in the cache is fetched again
      return null;
    }
  }

  private boolean isEmpty() throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }

  WrongInput refuse(String why) {
    return isOut ? WrongInput.of("{out} %s %s", folder, why) : new WrongInput(folder + " " + why);
  }
}
