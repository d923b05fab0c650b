package org.segmentattribution.model.torchscript;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.ModelFormatProvider;
import org.segmentattribution.model.OpenedModel;

/**
 * Opens TorchScript, which runs only where the user trusts the file. Pickled checkpoints have the
 * same extensions and are refused, with how to convert them.
 */
public final class TorchScriptClassifierProvider implements ModelFormatProvider {
  private static final Set<String> EXTENSIONS = Set.of("pt", "pth", "bin", "ckpt", "pkl");

  @Override
  public boolean reads(Path file) {
    return EXTENSIONS.contains(ModelFile.extension(file));
  }

  @Override
  public String format() {
    return ".pt";
  }

  @Override
  public OpenedModel open(ModelFile model) throws IOException {
    TorchArchive.requireTorchScript(model.file());
    model.requireNoArchitecture();
    return (declaration, input) -> load(model, declaration, input);
  }

  @Override
  public LoadedClassifier load(ModelFile model, ModelDeclaration declaration, Shape input)
      throws IOException {
    String sha256 = new Sha256().add(model.file()).hex();
    model.trust().require(model.file(), sha256);
    TorchArchive.check(model.file());
    return TorchScriptClassifier.load(model, sha256, declaration, input);
  }
}
