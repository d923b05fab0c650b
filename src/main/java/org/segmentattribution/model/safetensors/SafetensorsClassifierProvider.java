package org.segmentattribution.model.safetensors;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.ModelFormatProvider;

/** Opens safetensors: weights of an architecture that the user names. */
public final class SafetensorsClassifierProvider implements ModelFormatProvider {
  @Override
  public boolean reads(Path file) {
    return ModelFile.extension(file).equals("safetensors");
  }

  @Override
  public String format() {
    return ".safetensors";
  }

  @Override
  public LoadedClassifier load(ModelFile model, ModelDeclaration declaration, Shape input)
      throws IOException {
    String sha256 = new Sha256().add(model.file()).hex();
    return SafetensorsClassifier.load(model, sha256, declaration, input);
  }
}
