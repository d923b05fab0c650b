package org.segmentattribution.model.torchscript;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.FittedDeclaration;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.ModelTrust;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.LayerRule;

/**
 * A classifier from a TorchScript file: any architecture, but for gradient methods only. Always in
 * inference mode: dropout is the identity, batch normalisation uses the file's statistics.
 */
public final class TorchScriptClassifier implements LoadedClassifier {
  private static final float[] SCALES = {0, 1, 10};

  private final Path file;
  private final ModelTrust trust;
  private final String name;
  private final String sha256;
  private final Shape inputShape;
  private final ModelDeclaration declaration;
  private final NDManager manager;
  private final PtSymbolBlock block;

  private TorchScriptClassifier(
      ModelFile model,
      String sha256,
      Shape inputShape,
      ModelDeclaration declaration,
      NDManager manager,
      PtSymbolBlock block) {
    this.file = model.file();
    this.trust = model.trust();
    this.name = model.name();
    this.sha256 = sha256;
    this.inputShape = inputShape;
    this.declaration = declaration;
    this.manager = manager;
    this.block = block;
  }

  /**
   * Loads a file and runs it on a few inputs, so that a file that is no classifier is refused here.
   *
   * @param declaration null for classes by number
   * @throws IllegalArgumentException with one line that names the file, if it cannot be run
   */
  public static LoadedClassifier load(
      ModelFile model, String sha256, ModelDeclaration declaration, Shape input) {
    Path file = model.file();
    NDManager manager = TorchEngine.start().newBaseManager(TorchEngine.device(model.device()));
    try {
      PtSymbolBlock block =
          PassWatch.watch(file, model.trust(), () -> open(file, (PtNDManager) manager));
      int outputs = outputs(model, block, manager, input, declaration);
      ModelDeclaration fitting = FittedDeclaration.of(file, declaration, outputs, null);
      return new TorchScriptClassifier(model, sha256, input, fitting, manager, block);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static PtSymbolBlock open(Path file, PtNDManager manager) {
    try {
      PtSymbolBlock block =
          JniUtils.loadModule(manager, file, true, new String[0], new String[0], true);
      block.freezeParameters(true);
      JniUtils.enableInferenceMode(block);
      return block;
    } catch (EngineException e) {
      throw new WrongInput(file + ": PyTorch cannot load it as TorchScript: " + firstLine(e), e);
    }
  }

  /** Runs the network on two images of each kind: black, noise, and noise of a larger scale. */
  private static int outputs(
      ModelFile model,
      PtSymbolBlock block,
      NDManager manager,
      Shape input,
      ModelDeclaration declaration) {
    Path file = model.file();
    List<float[]> rows = new ArrayList<>();
    for (float scale : SCALES) {
      try (NDManager scope = manager.newSubManager()) {
        NDArray x = images(scope, new Shape(2).addAll(input), scale);
        NDList outputs =
            Gradients.without(() -> PassWatch.watch(file, model.trust(), () -> run(block, x)));
        rows.addAll(rows(file, outputs));
      } catch (EngineException e) {
        throw new WrongInput(file + ": does not take images of " + input + ": " + firstLine(e), e);
      }
    }
    ProbabilityCheck.refuse(file, rows, declaration == null ? null : declaration.head());
    return rows.get(0).length;
  }

  private static NDArray images(NDManager scope, Shape shape, float scale) {
    float[] values = new float[Math.toIntExact(shape.size())];
    Random random = new Random(1);
    for (int i = 0; scale != 0 && i < values.length; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return scope.create(values, shape);
  }

  private static List<float[]> rows(Path file, NDList outputs) {
    NDArray logits = outputs.isEmpty() ? null : outputs.get(0);
    boolean fits =
        outputs.size() == 1
            && logits.getDataType() == DataType.FLOAT32
            && logits.getShape().dimension() >= 1
            && logits.getShape().dimension() <= 2
            && logits.getShape().get(0) == 2;
    if (!fits) {
      String made = outputs.size() == 1 ? logits.getDataType() + " " + logits.getShape() : "";
      throw new WrongInput(
          file
              + ": makes "
              + (made.isEmpty() ? outputs.size() + " arrays" : made)
              + " of two images; a classifier makes float32 logits N x classes");
    }
    float[] values = logits.toFloatArray();
    int half = values.length / 2;
    return List.of(
        Arrays.copyOfRange(values, 0, half), Arrays.copyOfRange(values, half, values.length));
  }

  /**
   * Runs the network without the block's own forward, which turns training mode on and changes its
   * statistics.
   */
  private static NDList run(PtSymbolBlock block, NDArray input) {
    // set for each thread; otherwise the first calls are spent on compiling
    JniUtils.setGraphExecutorOptimize(false);
    return IValueUtils.forward(block, new NDList(input), true);
  }

  /** Returns the reason from the lines of a trace through the file's code. */
  private static String firstLine(EngineException e) {
    String[] lines = String.valueOf(e.getMessage()).strip().split("\\R");
    for (String line : lines) {
      if (line.startsWith("RuntimeError: ")) {
        return line.substring("RuntimeError: ".length());
      }
    }
    return lines[0];
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
    return inputShape;
  }

  @Override
  public ModelDeclaration declaration() {
    return declaration;
  }

  @Override
  public NDArray logits(NDArray input, LayerRule rule) {
    if (rule != LayerRule.PLAIN) {
      throw withoutLayers();
    }
    NDArray made = PassWatch.watch(file, trust, () -> run(block, input)).singletonOrThrow();
    long images = input.getShape().get(0);
    if (made.getShape().size() != images) {
      return made;
    }
    // one output f is the logit of the second class, -f that of the first
    NDArray f = made.reshape(new Shape(images, 1));
    return NDArrays.concat(new NDList(f.neg(), f), 1);
  }

  @Override
  public boolean layered() {
    return false;
  }

  @Override
  public LayerGraph graph() {
    throw withoutLayers();
  }

  private WrongInput withoutLayers() {
    String zeros = inputShape.toString().replaceAll("[()]", "");
    return new WrongInput(
        file
            + ": TorchScript shows no layers, so gradient methods alone can explain it; export it to"
            + " ONNX for the others: torch.onnx.export(torch.jit.load('"
            + file.getFileName()
            + "').eval(), torch.zeros(1, "
            + zeros
            + "), '"
            + name
            + ".onnx')");
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
    block.close();
    manager.close();
  }
}
