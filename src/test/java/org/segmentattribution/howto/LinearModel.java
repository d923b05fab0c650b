package org.segmentattribution.howto;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.model.Classifier;
import org.segmentattribution.model.ClassifierProvider;
import org.segmentattribution.model.FittedDeclaration;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.LayerRule;

/**
 * A linear classifier: {@code NAME.linear.npy} holds one row of C x H x W weights for each class.
 * It shows no layers, so gradient methods alone explain it.
 */
public final class LinearModel implements Classifier {
  private final String name;
  private final String sha256;
  private final Shape input;
  private final ModelDeclaration declaration;
  private final NDManager manager;
  private final NDArray weights;

  private LinearModel(ModelFile model, NpyFile file, ModelDeclaration declaration, Shape input)
      throws IOException {
    this.name = model.file().getFileName().toString().replace(".linear.npy", "");
    this.sha256 = new Sha256().add(model.file()).hex();
    this.input = input;
    this.declaration = FittedDeclaration.of(model.file(), declaration, file.shape()[0]);
    manager = TorchEngine.start().newBaseManager(TorchEngine.device(model.device()));
    weights = manager.create(file.values(), new Shape(file.shape()[0], input.size()));
  }

  @Override
  public NDArray logits(NDArray images, LayerRule rule) {
    return images.reshape(images.getShape().get(0), input.size()).matMul(weights.transpose());
  }

  @Override
  public boolean layered() {
    return false;
  }

  @Override
  public LayerGraph graph() {
    throw new IllegalArgumentException(name + ": shows no layers; take a gradient method");
  }

  @Override
  public String name() {
    return name;
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
  public NDManager newScope() {
    return manager.newSubManager();
  }

  @Override
  public String device() {
    return TorchEngine.name(manager.getDevice());
  }

  @Override
  public void close() {
    manager.close();
  }

  /** Reads the format. */
  public static final class Provider implements ClassifierProvider {
    @Override
    public boolean reads(Path file) {
      return file.toString().endsWith(".linear.npy");
    }

    @Override
    public String format() {
      return ".linear.npy";
    }

    @Override
    public Classifier load(ModelFile model, ModelDeclaration declaration, Shape input)
        throws IOException {
      NpyFile file = NpyFile.read(model.file());
      if (file.shape().length != 2 || file.shape()[1] != input.size()) {
        throw new IllegalArgumentException(
            model.file() + ": must be classes x " + input.size() + " for inputs of " + input);
      }
      return new LinearModel(model, file, declaration, input);
    }
  }
}
