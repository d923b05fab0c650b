package org.segmentattribution.model.safetensors;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.segmentattribution.api.SettingText;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.model.FittedDeclaration;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.OneLogit;
import org.segmentattribution.model.Quoted;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.LayerRule;
import org.segmentattribution.model.onnx.OnnxNetwork;

/**
 * A classifier of one of torchvision's architectures with the weights of a safetensors file. Always
 * in inference mode and made of layers, like {@link OnnxNetwork}.
 *
 * @param name file name without extension
 * @param sha256 SHA-256 of the file
 * @param inputShape (C, H, W)
 * @param declaration classes and preprocessing
 * @param graph the layers
 * @param manager owns the weights; closed with this classifier
 * @param weights the file in memory, which must live as long as the arrays made from it
 */
public record SafetensorsClassifier(
    String name,
    String sha256,
    Shape inputShape,
    ModelDeclaration declaration,
    LayerGraph graph,
    NDManager manager,
    SafetensorsFile weights)
    implements LoadedClassifier {
  private static final int SHOWN = 3;

  /**
   * Reads the weights of an architecture.
   *
   * @param declaration null for classes by number
   * @throws IllegalArgumentException with one line that names file and key, if they do not fit
   */
  public static LoadedClassifier load(
      ModelFile model, String sha256, ModelDeclaration declaration, Shape input)
      throws IOException {
    return load(model, sha256, declaration, input, DataType.FLOAT32);
  }

  /** Reads the weights of an architecture; {@code type} as in {@link ModuleWeights}. */
  public static LoadedClassifier load(
      ModelFile model, String sha256, ModelDeclaration declaration, Shape input, DataType type)
      throws IOException {
    Path path = model.file();
    Consumer<NetworkBuilder> architecture = architecture(model);
    SafetensorsFile file = SafetensorsFile.open(path);
    NetworkBuilder builder =
        new NetworkBuilder(input.get(0), input.get(1), input.get(2), name -> outputs(file, name));
    SettingText of = SettingText.of("%s: {arch} %s: ", path, model.architecture());
    try {
      architecture.accept(builder);
    } catch (WrongInput e) {
      throw WrongInput.of("%s%s", of, e);
    }
    requireFit(of, builder.needed(), file);
    int classes = Math.toIntExact(builder.at().channels());
    ModelDeclaration fitting = FittedDeclaration.of(path, declaration, classes, null);
    Device device = TorchEngine.device(model.device());
    NDManager manager = TorchEngine.start().newBaseManager(device);
    try {
      LayerGraph built = builder.build(new ModuleWeights(file, manager, type));
      LayerGraph graph = classes == 1 ? OneLogit.both(built, input, manager) : built;
      return new SafetensorsClassifier(model.name(), sha256, input, fitting, graph, manager, file);
    } catch (UncheckedIOException e) {
      manager.close();
      throw e.getCause();
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static Consumer<NetworkBuilder> architecture(ModelFile model) {
    String known = "; known: " + TorchvisionArchitectures.names();
    if (model.architecture() == null) {
      throw WrongInput.of(
          "%s: holds weights alone; {arch} says of which network%s", model.file(), known);
    }
    Consumer<NetworkBuilder> architecture = TorchvisionArchitectures.named(model.architecture());
    if (architecture == null) {
      throw WrongInput.of(
          "%s: {arch} %s is unknown%s%s",
          model.file(),
          Quoted.text(model.architecture()),
          known,
          Spelling.hint(
              model.architecture(), List.of(TorchvisionArchitectures.names().split(",\\s*"))));
    }
    return architecture;
  }

  /**
   * Returns the rows of a module's weights; if they are missing, {@link #requireFit} reports it.
   */
  private static long outputs(SafetensorsFile file, String module) {
    String key = module + ".weight";
    boolean rows = file.keys().contains(key) && file.shape(key).dimension() > 0;
    return rows ? file.shape(key).get(0) : 1;
  }

  private static void requireFit(SettingText of, Map<String, Shape> needed, SafetensorsFile file) {
    List<String> missing =
        needed.keySet().stream().filter(key -> !file.keys().contains(key)).toList();
    List<String> surplus =
        file.keys().stream()
            .filter(key -> !needed.containsKey(key) && !key.endsWith(".num_batches_tracked"))
            .toList();
    List<String> faults = new ArrayList<>();
    if (!missing.isEmpty()) {
      faults.add("the file lacks " + some(missing));
    }
    if (!surplus.isEmpty()) {
      faults.add("the network has no place for " + some(surplus));
    }
    if (!faults.isEmpty()) {
      throw WrongInput.of("%s%s", of, String.join("; ", faults));
    }
    needed.forEach(
        (key, shape) -> {
          if (!file.shape(key).equals(shape) || shape.size() == 0) {
            throw WrongInput.of("%skey '%s' has shape %s, not %s", of, key, file.shape(key), shape);
          }
        });
  }

  private static String some(List<String> keys) {
    String first = String.join(", ", keys.stream().limit(SHOWN).map(Quoted::text).toList());
    return keys.size() > SHOWN ? first + " and " + (keys.size() - SHOWN) + " more" : first;
  }

  @Override
  public NDArray logits(NDArray input, LayerRule rule) {
    return graph.forward(input, rule);
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
}
