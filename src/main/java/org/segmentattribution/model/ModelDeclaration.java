package org.segmentattribution.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.segmentattribution.image.Preprocessing;

/**
 * What a model file does not say: names of the classes and how a picture becomes the input. Stored
 * as {@code FILE.onnx.json} beside {@code FILE.onnx}, and so for other formats.
 *
 * @param classes names in the order of the logits; names may repeat, the index is the identity
 * @param aliases other labels, such as names of folders, and the class index that each means
 * @param input from picture to input; null where none is declared: then only arrays can be
 *     explained
 */
public record ModelDeclaration(
    List<String> classes, Map<String, Integer> aliases, Preprocessing input) {

  /** Copies the collections and checks that every alias means a class. */
  public ModelDeclaration {
    classes = List.copyOf(classes);
    aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
    if (classes.isEmpty()) {
      throw new IllegalArgumentException("classes: at least one name is needed");
    }
    for (Map.Entry<String, Integer> alias : aliases.entrySet()) {
      int index = alias.getValue();
      if (index < 0 || index >= classes.size()) {
        throw new IllegalArgumentException(
            "aliases."
                + alias.getKey()
                + ": "
                + index
                + " is not a class index (0 to "
                + (classes.size() - 1)
                + ")");
      }
    }
  }

  /** A declaration without aliases. */
  public ModelDeclaration(List<String> classes, Preprocessing input) {
    this(classes, Map.of(), input);
  }

  /** Classes by number and no preprocessing, for arrays that are explained as they are. */
  static ModelDeclaration numbered(int classes) {
    return new ModelDeclaration(
        IntStream.range(0, classes).mapToObj(String::valueOf).toList(), Map.of(), null);
  }

  /**
   * The declaration for a network of so many outputs: the one given, or classes by number where
   * that is null.
   *
   * @throws IllegalArgumentException if it names another number of classes
   */
  public static ModelDeclaration fitting(Path model, ModelDeclaration declaration, int outputs) {
    if (declaration == null) {
      return numbered(outputs);
    }
    int named = declaration.classes().size();
    if (named != outputs) {
      throw new IllegalArgumentException(
          fileOf(model)
              + ": classes: "
              + named
              + " names, but the network has "
              + outputs
              + " outputs");
    }
    return declaration;
  }

  /** Whether a model has a declaration beside it. */
  static boolean isBeside(Path model) {
    return Files.isRegularFile(fileOf(model));
  }

  /** Where the declaration of a model is stored. */
  public static Path fileOf(Path model) {
    return model.resolveSibling(model.getFileName() + ".json");
  }

  /**
   * Reads the declaration of a model.
   *
   * @throws IllegalArgumentException in one line that names file and key, if it is missing or wrong
   */
  public static ModelDeclaration beside(Path model) throws IOException {
    return beside(model, DeclarationFlags.NONE);
  }

  private static ModelDeclaration beside(Path model, DeclarationFlags flags) throws IOException {
    Path file = fileOf(model);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          file
              + ": no such file; it must hold the model's class names and preprocessing: "
              + DeclarationJson.EXAMPLE
              + "; or give --classes and --input-size");
    }
    return DeclarationJson.read(file, Files.readString(file), flags);
  }

  /**
   * The declaration of a model: the file beside it, if there is one, and what is declared by other
   * means.
   *
   * @throws IllegalArgumentException in one line that names file and key, if it is missing or wrong
   */
  public static ModelDeclaration of(ModelFile model) throws IOException {
    if (!isBeside(model.file()) && model.declared().suffices()) {
      return DeclarationJson.read(fileOf(model.file()), "{}", model.declared());
    }
    return beside(model.file(), model.declared());
  }

  /** The JSON text, which {@link #beside} reads back. */
  public String toJson() {
    return DeclarationJson.write(this);
  }

  /**
   * Index of the class that a label means: the first class of that name, else an alias; -1 if none.
   */
  public int classIndex(String label) {
    int index = classes.indexOf(label);
    return index >= 0 ? index : aliases.getOrDefault(label, -1);
  }

  /** Like {@link #classIndex}, but a text that is no label may be the index itself. */
  public int classIndexOrNumber(String text) {
    int index = classIndex(text);
    if (index < 0 && text.matches("\\d{1,9}") && Integer.parseInt(text) < classes.size()) {
      return Integer.parseInt(text);
    }
    return index;
  }
}
