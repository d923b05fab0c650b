package org.segmentattribution.file.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.file.UserCache;

/**
 * The models that were fetched into the user's cache, by name. Each is in {@code ORG/REPO} below
 * one folder.
 *
 * @param home the folder; it may not exist
 */
public record InstalledModels(Path home) {
  /** What a name of a repository begins with, to tell it from a path. */
  public static final String SCHEME = "hf:";

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?");

  /** Returns the models in this user's cache. */
  public static InstalledModels ofUser() {
    return new InstalledModels(UserCache.folder("models"));
  }

  /** Returns all that are there; folders without a readable description are left out. */
  public List<InstalledModel> all() {
    List<InstalledModel> all = new ArrayList<>();
    for (Path organisation : folders(home)) {
      for (Path folder : folders(organisation)) {
        try {
          InstalledModel model = InstalledModelFile.read(folder);
          if (model != null) {
            all.add(model);
          }
        } catch (IOException e) {
          // it is fetched again where somebody asks for it
          continue;
        }
      }
    }
    return all;
  }

  /** Returns the models that were not fetched to their end. */
  public List<UnfinishedModel> unfinished() {
    return folders(home).stream()
        .flatMap(organisation -> folders(organisation, true).stream())
        .filter(UnfinishedModel::isOne)
        .map(UnfinishedModel::in)
        .toList();
  }

  /**
   * Returns the unfinished model that a name means.
   *
   * @param word {@code REPO} or {@code ORG/REPO}, the latter also after {@link #SCHEME}
   * @return null where none or several have this name
   */
  public UnfinishedModel findUnfinished(String word) {
    String name = word.startsWith(SCHEME) ? word.substring(SCHEME.length()) : word;
    List<UnfinishedModel> found =
        unfinished().stream().filter(model -> model.isCalled(name)).toList();
    return found.size() == 1 ? found.get(0) : null;
  }

  private static List<Path> folders(Path folder) {
    return folders(folder, false);
  }

  private static List<Path> folders(Path folder, boolean hidden) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(
              path ->
                  Files.isDirectory(path)
                      && path.getFileName().toString().startsWith(".") == hidden)
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Returns the names by which models can be called: those that are there, and those known. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    all().forEach(model -> names.add(model.name()));
    KnownModels.all().forEach(model -> names.add(model.name()));
    return names;
  }

  /**
   * Returns the model that a name means.
   *
   * @param word a short name, {@code REPO}, {@code ORG/REPO}, or the latter after {@link #SCHEME}
   * @return null where none is there
   * @throws WrongInput where several are, in one line
   */
  public InstalledModel find(String word) {
    String name = word.startsWith(SCHEME) ? word.substring(SCHEME.length()) : word;
    if (!NAME.matcher(name).matches()) {
      return null;
    }
    List<InstalledModel> found = all().stream().filter(model -> model.isCalled(name)).toList();
    if (found.size() > 1) {
      List<InstalledModel> exact =
          found.stream().filter(model -> model.name().equals(name)).toList();
      if (exact.size() == 1) {
        return exact.get(0);
      }
      throw new WrongInput(
          "several models are called '"
              + name
              + "': "
              + found.stream()
                  .map(model -> home.relativize(model.folder()).toString().replace('\\', '/'))
                  .collect(Collectors.joining(", "))
              + "; name one of these");
    }
    return found.isEmpty() ? null : found.get(0);
  }

  /** Returns the shortest name by which a model that is there can be called. */
  public String nameOf(InstalledModel model) {
    long alike = all().stream().filter(other -> other.isCalled(model.name())).count();
    return alike == 1
        ? model.name()
        : home.relativize(model.folder()).toString().replace('\\', '/');
  }

  /**
   * Returns the path that a text means: that of a file or folder, where there is one, else the
   * folder of the model that has this name.
   *
   * @throws WrongInput where it is the name of a model that can be fetched, but is not here
   */
  public Path pathOr(String text) {
    Path path = path(text);
    if (path != null && Files.exists(path)) {
      return path;
    }
    InstalledModel model = find(text);
    if (model != null) {
      return model.folder();
    }
    refuseKnown(text);
    return path == null ? Path.of(text) : path;
  }

  /**
   * Returns the path that a text means, as {@link #pathOr} does, where no scheme says which of the
   * two is meant.
   *
   * @throws WrongInput where it is both a path and the name of a model, too
   */
  public Path pathAlone(String text) {
    Path path = path(text);
    InstalledModel model = find(text);
    if (model != null && path != null && Files.exists(path)) {
      throw both(text, "./" + text, model.folder().toString());
    }
    return pathOr(text);
  }

  private static WrongInput both(String word, String asFile, String asModel) {
    return new WrongInput(
        "'"
            + word
            + "' is a file or folder here, and the name of a model: write "
            + asFile
            + " for the first"
            + (asModel.isEmpty() ? "" : ", or " + asModel + " for the second"));
  }

  /**
   * Returns the folder of the model that a word means, where a file of this name would be a mistake
   * in reading.
   *
   * @param scheme what to write before a file or folder that is meant, such as {@code onnx:}
   * @return null where no model has this name
   * @throws WrongInput where a file or folder has the name, too, or the model is not here
   */
  public Path folder(String word, String scheme) {
    InstalledModel model = find(word);
    boolean known = model != null || isKnown(word);
    Path path = path(word);
    if (known && path != null && Files.exists(path)) {
      throw both(word, scheme + word, model == null ? "" : scheme + model.folder());
    }
    if (model == null) {
      refuseKnown(word);
    }
    return model == null ? null : model.folder();
  }

  /** Returns a question with the file or model that was meant, for a path that does not exist. */
  public String hint(Path missing) {
    String near = Spelling.hint(missing);
    return near.isEmpty() ? Spelling.hint(missing.toString(), names()) : near;
  }

  private static boolean isKnown(String word) {
    return word.startsWith(SCHEME) || KnownModels.named(word).isPresent();
  }

  private static void refuseKnown(String word) {
    if (isKnown(word)) {
      throw new WrongInput(
          "the model '" + word + "' is not on this machine; fetch it with: sat model get " + word);
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
