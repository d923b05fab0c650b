package org.segmentattribution.file.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The list of models that have short names, in {@code known-models.json}. */
public final class KnownModels {
  private static final String FILE = "known-models.json";

  private KnownModels() {}

  /** The list is read when it is first asked for. */
  private static final class Holder {
    private static final List<KnownModel> ALL = read();

    private static List<KnownModel> read() {
      List<KnownModel> all = new ArrayList<>();
      try (InputStream in = KnownModels.class.getResourceAsStream(FILE)) {
        for (JsonNode one : new ObjectMapper().readTree(in)) {
          all.add(
              new KnownModel(
                  one.path("name").asText(),
                  one.path("repository").asText(),
                  one.path("revision").asText(),
                  one.path("prompts").asBoolean(),
                  one.path("megabytes").asInt(),
                  one.path("licence").asText(),
                  one.path("use").asText()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return List.copyOf(all);
    }
  }

  /** Returns all models of the list. */
  public static List<KnownModel> all() {
    return Holder.ALL;
  }

  /** Returns the model of a short name. */
  public static Optional<KnownModel> named(String name) {
    return all().stream().filter(model -> model.name().equals(name)).findFirst();
  }

  /** Returns the model of a repository. */
  public static Optional<KnownModel> of(String repository) {
    return all().stream().filter(model -> model.repository().equals(repository)).findFirst();
  }

  /** Returns the short name of a repository; empty where it has none. */
  public static Optional<String> nameOf(String repository) {
    return of(repository).map(KnownModel::name);
  }
}
