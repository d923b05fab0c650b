package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.api.tensor.ClassifierRequest;
import org.segmentattribution.file.Extensions;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.LayerRule;

/** A classifier of a jar, which knows {@code org.segmentattribution.api} alone: no layers. */
public final class ProvidedClassifier implements LoadedClassifier {
  private final ModelFile model;
  private final String sha256;
  private final Shape input;
  private final ModelDeclaration declaration;
  private final NDManager manager;
  private final org.segmentattribution.api.tensor.Classifier provided;

  private ProvidedClassifier(
      ModelFile model,
      String sha256,
      Shape input,
      ModelDeclaration declaration,
      NDManager manager,
      org.segmentattribution.api.tensor.Classifier provided) {
    this.model = model;
    this.sha256 = sha256;
    this.input = input;
    this.declaration = declaration;
    this.manager = manager;
    this.provided = provided;
  }

  /** Reads the formats of jars. */
  public static final class Provider implements ModelFormatProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    private static Optional<org.segmentattribution.api.tensor.ClassifierProvider> reader(
        Path file) {
      List<org.segmentattribution.api.tensor.ClassifierProvider> all =
          Extensions.added(org.segmentattribution.api.tensor.ClassifierProvider.class);
      return all.stream().filter(provider -> provider.reads(file)).findFirst();
    }

    @Override
    public boolean reads(Path file) {
      return reader(file).isPresent();
    }

    @Override
    public String format() {
      return Extensions.added(org.segmentattribution.api.tensor.ClassifierProvider.class).stream()
          .map(org.segmentattribution.api.tensor.ClassifierProvider::format)
          .collect(Collectors.joining(", "));
    }

    @Override
    public LoadedClassifier load(ModelFile model, ModelDeclaration declaration, Shape input)
        throws IOException {
      String sha256 = new Sha256().add(model.file()).hex();
      NDManager manager = TorchEngine.start().newBaseManager(TorchEngine.device(model.device()));
      org.segmentattribution.api.tensor.Classifier provided = null;
      try {
        provided =
            reader(model.file())
                .orElseThrow()
                .load(
                    new ClassifierRequest(
                        model.file(),
                        (int) input.get(0),
                        (int) input.get(1),
                        (int) input.get(2),
                        manager));
        if (provided.classes() < 2) {
          throw new WrongInput(
              model.file() + ": has one output; of a logit f make two, -f and f, for two classes");
        }
        ModelDeclaration fitting =
            FittedDeclaration.of(model.file(), declaration, provided.classes(), null);
        return new ProvidedClassifier(model, sha256, input, fitting, manager, provided);
      } catch (RuntimeException | IOException e) {
        if (provided != null) {
          provided.close();
        }
        manager.close();
        throw e;
      }
    }
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public Shape inputShape() {
    return input;
  }

  @Override
  public ModelDeclaration declaration() {
    return declaration;
  }

  @Override
  public NDArray logits(NDArray images, LayerRule rule) {
    return provided.logits(images);
  }

  @Override
  public boolean layered() {
    return false;
  }

  @Override
  public LayerGraph graph() {
    throw new WrongInput(
        name() + ": its format shows no layers; take a method that needs gradients alone");
  }

  @Override
  public NDManager newScope() {
    return manager.newSubManager();
  }

  @Override
  public String device() {
    return TorchEngine.name(manager.getDevice());
  }

  @Override
  public void close() {
    provided.close();
    manager.close();
  }
}
