package org.segmentattribution.model.clip;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.OpenedModel;
import org.segmentattribution.model.OpeningFormatProvider;
import org.segmentattribution.model.OwnDeclaration;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.onnx.OnnxClassifier;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.OpenedOnnx;
import org.segmentattribution.model.onnx.file.OnnxFile;

/** Opens {@code clip:FOLDER}: a tower for pictures whose last weights are texts. */
public final class ZeroShotProvider implements OpeningFormatProvider {
  @Override
  public boolean reads(Path file) {
    return false;
  }

  @Override
  public boolean reads(ModelFile model) {
    return model.zeroShot() != null;
  }

  /** Returns nothing: the list of formats is for files. */
  @Override
  public String format() {
    return "";
  }

  @Override
  public OwnDeclaration declaration(ModelFile model) throws IOException {
    return TwoTowers.of(model).declaration();
  }

  @Override
  public String sha256(ModelFile model) throws IOException {
    return TwoTowers.of(model).sha256();
  }

  @Override
  public OpenedModel open(ModelFile model) throws IOException {
    TwoTowers towers = TwoTowers.of(model);
    ClassPrompts prompts = towers.prompts();
    TextTower.Result texts;
    try (TextTower tower = TextTower.open(towers)) {
      texts = tower.embeddings(prompts);
    }
    Path folder = model.file();
    LogitScale scale = towers.files().together() ? null : towers.scale().reported(folder);
    TextWeights weights = new TextWeights(towers, texts, scale);
    return new Opened(towers, OnnxFile.read(towers.files().images(), weights::behind));
  }

  /** A tower for pictures with texts behind it. */
  private record Opened(TwoTowers towers, OnnxFile file) implements OpenedOnnx {
    @Override
    public LoadedClassifier load(ModelDeclaration declaration, Shape input) throws IOException {
      ModelFile model = towers.model();
      OnnxNetwork network =
          OnnxNetwork.build(
              file, (int) input.get(1), (int) input.get(2), TorchEngine.device(model.device()));
      try {
        return new OnnxClassifier(model.name(), towers.sha256(), declaration, network);
      } catch (RuntimeException | IOException e) {
        network.close();
        throw e;
      }
    }
  }
}
