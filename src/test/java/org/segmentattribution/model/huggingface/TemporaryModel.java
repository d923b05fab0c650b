package org.segmentattribution.model.huggingface;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.DeclarationFile;
import org.segmentattribution.model.DeclarationFlags;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.ModelFile;

/** A copy of a folder of the test resources, to be changed. */
record TemporaryModel(Path folder) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Copies a folder without what is expected of it. */
  static TemporaryModel copy(String name, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(Fixtures.resource("folders/" + name))) {
      for (Path file : files.toList()) {
        if (!file.endsWith("expected.safetensors")) {
          Files.copy(file, to.resolve(file.getFileName()));
        }
      }
    }
    return new TemporaryModel(to);
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Sets a key of a JSON file, or removes it where the value is empty. */
  TemporaryModel set(String name, String key, String value) throws IOException {
    ObjectNode root =
        Files.exists(file(name))
            ? (ObjectNode) JSON.readTree(file(name).toFile())
            : JSON.createObjectNode();
    if (value.isEmpty()) {
      root.remove(key);
    } else {
      JsonNode node = JSON.readTree(value);
      root.set(key, node);
    }
    Files.writeString(file(name), root.toString());
    return this;
  }

  TemporaryModel config(String key, String value) throws IOException {
    return set("config.json", key, value);
  }

  TemporaryModel processor(String key, String value) throws IOException {
    return set("preprocessor_config.json", key, value);
  }

  /** Deletes files. */
  TemporaryModel without(String... names) throws IOException {
    for (String name : names) {
      Files.delete(file(name));
    }
    return this;
  }

  ModelFile model() {
    return model(DeclarationFlags.NONE);
  }

  ModelFile model(DeclarationFlags flags) {
    return new ModelFile(folder, null, "cpu", flags);
  }

  ModelDeclaration declaration() throws IOException {
    return DeclarationFile.of(model());
  }

  LoadedClassifier load() throws IOException {
    return Classifiers.load(model());
  }

  /** What is said where it cannot be loaded, without the path of the folder. */
  String refusal() {
    return refusal(DeclarationFlags.NONE);
  }

  String refusal(DeclarationFlags flags) {
    String message =
        assertThrows(WrongInput.class, () -> Classifiers.load(model(flags)).close()).getMessage();
    List<String> lines = message.lines().toList();
    if (lines.size() != 1) {
      throw new AssertionError(message);
    }
    return message.replace(folder + "/", "").replace(folder.toString(), "DIR");
  }
}
