package org.segmentattribution.model.clip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.model.huggingface.file.FolderJson;
import org.segmentattribution.runtime.OnnxGraph;

/**
 * The files of a folder with two towers, as optimum and transformers.js write them.
 *
 * @param folder as it was named
 * @param images graph of the tower for pictures
 * @param texts graph of the tower for texts; the same file where one graph holds both
 */
record TowerFiles(Path folder, Path images, Path texts) {
  private static final String IMAGES = "vision_model.onnx";
  private static final String TEXTS = "text_model.onnx";
  private static final String BOTH = "model.onnx";

  /** Files that say how a text becomes numbers. */
  private static final List<String> TOKENS =
      List.of("config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json");

  /**
   * Finds the graphs, in the folder or in {@code onnx} below it.
   *
   * @throws WrongInput in one line that says which files are needed, where they are not there
   */
  static TowerFiles of(Path folder) {
    List<Path> places = List.of(folder.resolve("onnx"), folder);
    for (Path place : places) {
      boolean images = Files.isRegularFile(place.resolve(IMAGES));
      boolean texts = Files.isRegularFile(place.resolve(TEXTS));
      if (images && texts) {
        return new TowerFiles(folder, place.resolve(IMAGES), place.resolve(TEXTS));
      }
    }
    for (Path place : places) {
      Path both = place.resolve(BOTH);
      if (Files.isRegularFile(both)) {
        return new TowerFiles(folder, both, both);
      }
    }
    for (Path place : places) {
      boolean images = Files.isRegularFile(place.resolve(IMAGES));
      if (images || Files.isRegularFile(place.resolve(TEXTS))) {
        throw new WrongInput(
            place.resolve(images ? IMAGES : TEXTS)
                + ": has no "
                + (images ? TEXTS : IMAGES)
                + " beside it; both towers are needed");
      }
    }
    throw new WrongInput(
        folder
            + ": holds neither "
            + IMAGES
            + " and "
            + TEXTS
            + " nor "
            + BOTH
            + ", here or in onnx");
  }

  /** Whether one graph holds both towers. */
  boolean together() {
    return images.equals(texts);
  }

  /** A file of the folder, or of the one above where {@code onnx} itself was named; else null. */
  Path find(String name) {
    Path own = folder.resolve(name);
    if (Files.isRegularFile(own)) {
      return own;
    }
    Path whole = folder.toAbsolutePath().normalize();
    Path above = whole.resolveSibling(name);
    return whole.endsWith("onnx") && Files.isRegularFile(above) ? above : null;
  }

  /**
   * A file of the folder.
   *
   * @param why what it is needed for, in words
   * @throws WrongInput in one line, where it is not there
   */
  Path need(String name, String why) {
    Path file = find(name);
    if (file == null) {
      throw new WrongInput(folder + ": has no " + name + ", which " + why);
    }
    return file;
  }

  /** A JSON file of the folder; null where it is not there. */
  FolderJson json(String name) throws IOException {
    Path file = find(name);
    return file == null ? null : FolderJson.read(file);
  }

  /** Adds both graphs with the files that hold their values, and what makes numbers of texts. */
  void hash(Sha256 hash) throws IOException {
    for (Path graph : together() ? List.of(images) : List.of(images, texts)) {
      hash.add(graph.getFileName() + "\n").add(graph);
      for (Path values : OnnxGraph.externalOf(graph)) {
        hash.add(values.getFileName() + "\n").add(values);
      }
    }
    for (String name : TOKENS) {
      if (find(name) != null) {
        hash.add(name + "\n").add(find(name));
      }
    }
  }
}
