package org.segmentattribution.model.huggingface;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.segmentattribution.file.BoundedFile;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.OpenedModel;
import org.segmentattribution.model.OpeningFormatProvider;
import org.segmentattribution.model.OwnDeclaration;
import org.segmentattribution.model.huggingface.file.FolderJson;
import org.segmentattribution.model.huggingface.file.HubFolder;
import org.segmentattribution.model.huggingface.file.WeightFiles;
import org.segmentattribution.model.onnx.OnnxClassifierProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens folders as transformers' {@code save_pretrained} and timm write them: {@code config.json}
 * with an ONNX file or safetensors.
 */
public final class HuggingFaceProvider implements OpeningFormatProvider {
  private static final Logger LOG = LoggerFactory.getLogger(HuggingFaceProvider.class);

  @Override
  public boolean reads(Path file) {
    return Files.isDirectory(file);
  }

  /** Returns nothing: the list of formats is for files. */
  @Override
  public String format() {
    return "";
  }

  @Override
  public OwnDeclaration declaration(ModelFile model) throws IOException {
    HubFolder folder = new HubFolder(model.file());
    folder.config();
    Path json = beside(weights(folder).get(0));
    return json == null
        ? FolderDeclaration.read(folder)
        : new OwnDeclaration(json, BoundedFile.text(json), "");
  }

  /** The declaration that is beside the file of the model itself; null for none. */
  private static Path beside(Path weights) {
    Path json = ModelDeclaration.fileOf(weights);
    return Files.isRegularFile(json) ? json : null;
  }

  private static List<Path> weights(HubFolder folder) throws IOException {
    List<Path> models = folder.models();
    if (models.isEmpty()) {
      throw folder.withoutModel();
    }
    return models;
  }

  @Override
  public String sha256(ModelFile model) throws IOException {
    HubFolder folder = new HubFolder(model.file());
    Path weights = weights(folder).get(0);
    return ModelFile.extension(weights).equals("onnx")
        ? new Sha256().add(weights).hex()
        : WeightFiles.open(folder, weights).sha256(folder.config());
  }

  @Override
  public OpenedModel open(ModelFile model) throws IOException {
    model.requireNoArchitecture();
    HubFolder folder = new HubFolder(model.file());
    FolderJson config = folder.config();
    List<Path> models = weights(folder);
    Path weights = models.get(0);
    if (models.size() > 1) {
      LOG.info(
          "{}: {} is used, not {}",
          folder.folder(),
          folder.folder().relativize(weights),
          models.stream()
              .skip(1)
              .map(other -> folder.folder().relativize(other).toString())
              .collect(Collectors.joining(", ")));
    }
    HubFolder.requireContent(weights);
    FolderFit fit =
        new FolderFit(folder, config, weights, model.declared(), beside(weights) != null);
    if (!ModelFile.extension(weights).equals("onnx")) {
      WeightFiles tensors = WeightFiles.open(folder, weights);
      return new FolderWeights(folder.name(), model.device(), config, tensors, fit);
    }
    ModelFile inner =
        new ModelFile(
            weights, null, model.device(), model.declared(), model.selfCheck(), model.trust());
    return new FolderOnnx(folder.name(), new OnnxClassifierProvider().open(inner), fit);
  }
}
