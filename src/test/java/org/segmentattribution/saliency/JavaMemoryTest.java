package org.segmentattribution.saliency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.Clipping;
import org.segmentattribution.model.layer.Elementwise;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.shape.Selection;

/**
 * No layer makes an array in Java's memory: a method may close the scope of a layer before the
 * backward pass reads what the layer made there. {@link FreedMemoryTest} sees such a read only if
 * Java frees the memory at once.
 */
class JavaMemoryTest {
  @Test
  void layersOfAllBlocksUseMemoryOfTheEngine() throws IOException {
    List<String> inJava = new ArrayList<>();
    try (Stream<Path> files = Files.list(Fixtures.resource("onnx/blocks"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".onnx")).sorted().toList()) {
        String model = file.getFileName().toString();
        String stem = model.substring(0, model.indexOf('@'));
        NpyFile input = NpyFile.read(file.resolveSibling(stem + ".input.npy"));
        int[] shape = input.shape();
        try (LoadedClassifier classifier =
                Networks.classifier("onnx/blocks/" + model, shape[2], shape[3]);
            NDManager scope = classifier.newScope()) {
          NDArray x =
              scope.create(
                  input.values(), new Shape(Arrays.stream(shape).asLongStream().toArray()));
          classifier.graph().forward(x, (layer, inputs) -> watched(layer, inputs, inJava));
        }
      }
    }
    assertEquals(List.of(), inJava);
  }

  @Test
  void functionsUseMemoryOfTheEngine() {
    List<String> inJava = new ArrayList<>();
    try (NDManager scope = NDManager.newBaseManager("PyTorch")) {
      NDArray x = scope.arange(-3f, 3f, 0.1f);
      for (Elementwise.Function function : Elementwise.Function.values()) {
        watched(new Elementwise(function.name(), function, 1.7f), new NDList(x), inJava);
      }
      long[] places = IntStream.range(0, 60).mapToLong(i -> 59 - i).toArray();
      watched(new Selection("places", 0, places), new NDList(x), inJava);
    }
    assertEquals(List.of(), inJava);
  }

  /** Runs a layer in a scope of its own and names it if an array there lies in Java's memory. */
  private static NDArray watched(Layer layer, NDList inputs, List<String> inJava) {
    NDManager outer = inputs.get(0).getManager();
    try (NDManager scope = outer.newSubManager()) {
      NDList views = new NDList();
      for (NDArray input : inputs) {
        NDArray view = input.reshape(input.getShape());
        view.attach(scope);
        views.add(view);
      }
      NDArray out = Gradients.with(() -> layer.forward(views));
      if (scope.getManagedArrays().stream().filter(JavaMemoryTest::inJava).count() > clips(layer)) {
        inJava.add(layer.getClass().getSimpleName() + " " + layer.name());
      }
      out.attach(outer);
      return out;
    }
  }

  /** DJL's clip makes an array of each bound, and PyTorch reads both at once. */
  private static int clips(Layer layer) {
    boolean clips =
        layer instanceof Clipping
            || layer instanceof Elementwise e && e.function() == Elementwise.Function.HARD_SWISH;
    return clips ? 2 : 0;
  }

  private static boolean inJava(NDArray array) {
    try {
      Field buffer = PtNDArray.class.getDeclaredField("dataRef");
      buffer.setAccessible(true);
      return buffer.get(array) != null;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
