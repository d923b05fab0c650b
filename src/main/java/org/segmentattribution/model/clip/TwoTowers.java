package org.segmentattribution.model.clip;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.OwnDeclaration;
import org.segmentattribution.model.ZeroShot;
import org.segmentattribution.model.huggingface.file.FolderJson;
import org.segmentattribution.model.huggingface.picture.ProcessorSteps;

/**
 * A folder with two towers and what is declared of it.
 *
 * @param model as it was named
 * @param files of the folder
 * @param config its {@code config.json}
 * @param family of the towers
 * @param own the declaration beside the folder, {@code FOLDER.json}; null for none
 */
record TwoTowers(
    ModelFile model, TowerFiles files, FolderJson config, TowerFamily family, FolderJson own) {
  /** Keys of {@code FOLDER.json} that other declarations do not have. */
  private static final List<String> OWN_KEYS =
      List.of("templates", LogitScale.SCALE, LogitScale.BIAS);

  /**
   * Reads the JSON files.
   *
   * @throws WrongInput in one line that names file and key, if one is missing or wrong
   */
  static TwoTowers of(ModelFile model) throws IOException {
    model.requireNoArchitecture();
    TowerFiles files = TowerFiles.of(model.file());
    FolderJson config =
        FolderJson.read(files.need("config.json", "says whether it is CLIP or SigLIP"));
    files.need("tokenizer.json", "makes tokens of the classes' names");
    Path beside = ModelDeclaration.fileOf(model.file());
    FolderJson own = Files.isRegularFile(beside) ? FolderJson.read(beside) : null;
    return new TwoTowers(model, files, config, TowerFamily.of(config), own);
  }

  /** The texts of the classes. */
  ClassPrompts prompts() {
    List<String> classes = model.declared().classes();
    List<String> declared = own == null ? null : own.texts("classes");
    if (classes == null && declared == null) {
      throw WrongInput.of(
          "%s: {classes} says which texts are its classes, such as zebra,horse", files.folder());
    }
    List<String> templates = model.zeroShot().templates();
    if (templates.isEmpty() && own != null && own.has("templates")) {
      templates = new ZeroShot(own.texts("templates")).templates();
    }
    return new ClassPrompts(
        classes == null ? declared : classes,
        templates.isEmpty() ? List.of(family.template()) : templates);
  }

  /** Classes, head and preprocessing; {@code FOLDER.json} wins over the files of the folder. */
  OwnDeclaration declaration() throws IOException {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ClassPrompts prompts = prompts();
    root.put("head", family.head().text());
    ObjectNode input = pictures();
    if (own != null) {
      root.setAll((ObjectNode) own.root());
      root.remove(OWN_KEYS);
      if (root.get("input") instanceof ObjectNode declared) {
        input = input == null ? declared : input.setAll(declared);
      }
    }
    root.set("classes", JsonNodeFactory.instance.arrayNode());
    prompts.classes().forEach(root.withArray("classes")::add);
    String lacks =
        files.folder()
            + ": has no "
            + ProcessorSteps.FILE
            + ", which says how pictures become the input; add it";
    root.set("input", input == null ? JsonNodeFactory.instance.objectNode() : input);
    Path named = own == null ? files.folder() : own.file();
    return new OwnDeclaration(named, root.toString(), input == null ? lacks : "");
  }

  /** How pictures become the input, as the folder says it; null where it does not. */
  private ObjectNode pictures() throws IOException {
    FolderJson processor = ProcessorSteps.find(files::find);
    if (processor == null) {
      return null;
    }
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    ProcessorSteps.read(processor, family.processor()).write(input);
    // both families take colours, whether or not the graph says it
    return input.has("channels") ? input : input.put("channels", "RGB");
  }

  /** Scale and bias where the graphs do not hold them. */
  LogitScale scale() throws IOException {
    return LogitScale.beside(files, family, own);
  }

  /** Hash of all that the logits depend on, the texts included. */
  String sha256() throws IOException {
    Sha256 hash = new Sha256().add("zero-shot 1\n");
    files.hash(hash);
    ClassPrompts prompts = prompts();
    hash.add(prompts.classes().size() + "\n" + String.join("\n", prompts.texts()) + "\n");
    return hash.add(files.together() ? "" : scale().toString()).hex();
  }
}
