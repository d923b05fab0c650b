package org.segmentattribution.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.BoundedFile;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.file.TextFile;

/** Reads the declaration of a model from the JSON file beside it and from flags. */
public final class DeclarationFile {
  private DeclarationFile() {}

  private static boolean isBeside(Path model) {
    return Files.isRegularFile(ModelDeclaration.fileOf(model));
  }

  /** The declaration of a folder; null for a file. */
  private static OwnDeclaration own(ModelFile model) throws IOException {
    return Files.isDirectory(model.file()) ? ModelFormats.of(model).declaration(model) : null;
  }

  /** Returns whether file, folder or flags say how pictures become a model's input. */
  static boolean isComplete(ModelFile model) throws IOException {
    OwnDeclaration own = own(model);
    return own == null
        ? isBeside(model.file()) || model.declared().suffices()
        : own.lacks().isEmpty() || model.declared().size().sides() != null;
  }

  /**
   * Reads the file beside a model.
   *
   * @throws WrongInput in one line that names file and key, if it is missing or wrong
   */
  public static ModelDeclaration beside(Path model) throws IOException {
    return beside(model, DeclarationFlags.NONE, InputFacts.UNKNOWN);
  }

  private static ModelDeclaration beside(Path model, DeclarationFlags flags, InputFacts facts)
      throws IOException {
    Path file = ModelDeclaration.fileOf(model);
    if (!Files.isRegularFile(file)) {
      throw WrongInput.of(
          "%s: no such file; it must hold the model's class names and preprocessing: %s; or give"
              + " {classes} and {input-size}%s",
          file, DeclarationKeys.EXAMPLE, Spelling.hint(file));
    }
    return DeclarationJson.read(file, BoundedFile.text(file), flags, facts);
  }

  /**
   * Reads the file beside a model, if there is one, and puts in what is declared by other means.
   *
   * @throws WrongInput in one line that names file and key, if it is missing or wrong
   */
  public static ModelDeclaration of(ModelFile model) throws IOException {
    return of(model, InputFacts.UNKNOWN);
  }

  /**
   * Reads the declaration as {@link #of(ModelFile)} does; refuses one that contradicts the model's
   * own file.
   */
  static ModelDeclaration of(ModelFile model, InputFacts facts) throws IOException {
    OwnDeclaration own = own(model);
    if (own != null) {
      if (!own.lacks().isEmpty() && model.declared().size().sides() == null) {
        throw WrongInput.of("%s; or give {input-size}", own.lacks());
      }
      return DeclarationJson.read(own.file(), own.json(), model.declared(), facts);
    }
    if (!isBeside(model.file()) && model.declared().suffices()) {
      Path file = ModelDeclaration.fileOf(model.file());
      return DeclarationJson.read(file, "{}", model.declared(), facts);
    }
    return beside(model.file(), model.declared(), facts);
  }

  /** Returns whether the file beside a model or a flag says what its channels are. */
  static boolean saysChannels(ModelFile model) throws IOException {
    if (model.declared().form().channels() != null) {
      return true;
    }
    OwnDeclaration own = own(model);
    if (own == null && !isBeside(model.file())) {
      return false;
    }
    String text = own == null ? TextFile.read(ModelDeclaration.fileOf(model.file())) : own.json();
    return new JsonMapper().readTree(text).path("input").has("channels");
  }
}
