package org.segmentattribution.file.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Sha256;

class InstalledModelsTest {
  @TempDir private Path home;

  private InstalledModel install(String organisation, String repository, String name)
      throws IOException {
    Path folder = Files.createDirectories(home.resolve(organisation).resolve(repository));
    Path graph = Files.writeString(folder.resolve("model.onnx"), name);
    InstalledModel model =
        new InstalledModel(
            folder,
            name,
            new ModelSource(
                "https://h", organisation + "/" + repository, "main", "0".repeat(40), "fp32"),
            "mit",
            List.of(
                new InstalledFile("model.onnx", Files.size(graph), new Sha256().add(graph).hex())));
    InstalledModelFile.write(model);
    return model;
  }

  @Test
  void aModelIsFoundByEachOfItsNames() throws IOException {
    InstalledModels models = new InstalledModels(home);
    assertEquals(List.of(), models.all());
    InstalledModel clipseg = install("Xenova", "clipseg-rd64-refined", "clipseg");
    for (String name :
        List.of(
            "clipseg",
            "clipseg-rd64-refined",
            "Xenova/clipseg-rd64-refined",
            "hf:Xenova/clipseg-rd64-refined")) {
      assertEquals(clipseg, models.find(name), name);
      assertEquals(clipseg.folder(), models.pathOr(name), name);
    }
    for (String other : List.of("clip", "../Xenova", "Xenova", home.toString(), "", "a/b/c")) {
      assertNull(models.find(other), other);
    }
    install("acme", "clipseg-rd64-refined", "clipseg-rd64-refined-of-acme");
    WrongInput several = assertThrows(WrongInput.class, () -> models.find("clipseg-rd64-refined"));
    assertEquals(
        "several models are called 'clipseg-rd64-refined': Xenova/clipseg-rd64-refined,"
            + " acme/clipseg-rd64-refined; name one of these",
        several.getMessage());
    assertEquals(clipseg, models.find("clipseg"));
    assertEquals("clipseg", models.nameOf(clipseg));
    InstalledModel other = install("other", "same", "same");
    assertEquals("same", models.nameOf(other));
    install("another", "same", "same");
    assertEquals("other/same", models.nameOf(other));
    assertEquals(other, models.find("other/same"));
  }

  @Test
  void aKnownModelThatIsNotHereIsNotFetched() {
    InstalledModels models = new InstalledModels(home);
    for (String name : List.of("clipseg", "hf:a/b")) {
      WrongInput missing = assertThrows(WrongInput.class, () -> models.pathOr(name));
      assertTrue(
          missing.getMessage().endsWith("fetch it with: sat model get " + name),
          missing.getMessage());
      assertThrows(WrongInput.class, () -> models.folder(name, "onnx:"));
    }
    assertEquals(Path.of("no-model.onnx"), models.pathOr("no-model.onnx"));
    assertNull(models.folder("no-model", "onnx:"));
  }

  /** The working directory of the tests holds a folder {@code docs}. */
  @Test
  void aPathThatIsANameTooIsAmbiguousUnlessASchemeSaysWhich() throws IOException {
    InstalledModels models = new InstalledModels(home);
    assertEquals(Path.of("docs"), models.pathAlone("docs"));
    InstalledModel model = install("acme", "docs", "docs");
    assertEquals(Path.of("docs"), models.pathOr("docs"), "onnx:docs");
    String refused =
        assertThrows(WrongInput.class, () -> models.folder("docs", "onnx:")).getMessage();
    assertTrue(refused.contains("write onnx:docs for the first"), refused);
    assertTrue(refused.endsWith("onnx:" + model.folder() + " for the second"), refused);
    assertTrue(
        assertThrows(WrongInput.class, () -> models.pathAlone("docs"))
            .getMessage()
            .contains("write ./docs for the first"));
    assertEquals(Path.of("./docs"), models.pathAlone("./docs"));
  }

  @Test
  void aTypoIsAnswered() {
    InstalledModels models = new InstalledModels(home);
    assertEquals("; did you mean \"clipseg\"?", models.hint(Path.of("clipsge")));
    assertEquals("", models.hint(Path.of("nothing-like-it.onnx")));
  }

  @Test
  void damageIsNamed() throws IOException {
    InstalledModel model = install("acme", "a", "a");
    assertEquals("", model.damage());
    Path graph = model.folder().resolve("model.onnx");
    Files.writeString(graph, "b");
    assertTrue(model.damage().endsWith("has another content"));
    Files.writeString(graph, "longer");
    assertTrue(model.damage().contains("bytes, not 1"));
    Files.delete(graph);
    assertTrue(model.damage().endsWith("is missing"));
    Files.writeString(model.folder().resolve(InstalledModelFile.NAME), "{");
    assertEquals(List.of(), new InstalledModels(home).all());
  }

  @Test
  void linksAreDeletedNotFollowed() throws IOException {
    Path kept = Files.createDirectory(home.resolve("kept"));
    Files.writeString(kept.resolve("file"), "x");
    Path folder = Files.createDirectories(home.resolve("gone/below"));
    Files.createSymbolicLink(folder.resolve("link"), kept);
    FolderRemoval.delete(home.resolve("gone"));
    assertFalse(Files.exists(home.resolve("gone")));
    assertTrue(Files.exists(kept.resolve("file")));
  }

  @Test
  void theListIsShortAndComplete() {
    Set<String> names = new HashSet<>();
    for (KnownModel model : KnownModels.all()) {
      assertTrue(names.add(model.name()), model.name());
      assertTrue(model.repository().matches("[\\w-]+/[\\w.-]+"), model.repository());
      assertTrue(model.megabytes() > 0 && model.megabytes() < 1000, model.name());
      assertFalse(model.licence().isBlank() || model.use().isBlank(), model.name());
      assertEquals(model.name(), KnownModels.nameOf(model.repository()).orElseThrow());
    }
    assertTrue(names.size() >= 4 && names.size() <= 12, names.toString());
    assertTrue(KnownModels.all().stream().anyMatch(KnownModel::prompts));
  }
}
