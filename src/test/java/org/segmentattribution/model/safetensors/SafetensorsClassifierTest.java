package org.segmentattribution.model.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.DeclarationJson;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.onnx.InputGradient;

/** Weights become layers where they fit their architecture, and are refused by key where not. */
class SafetensorsClassifierTest {
  private static final String NET = "squeezenet1_1";

  @TempDir Path folder;

  private Path weights(Consumer<Map<String, long[]>> change) throws IOException {
    Map<String, long[]> shapes = new LinkedHashMap<>(HashedWeights.shapes(NET));
    change.accept(shapes);
    return HashedWeights.write(folder.resolve("net.safetensors"), shapes);
  }

  private static String refusal(Path file, String architecture, int channels, int side) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Classifiers.loadFor(
                        new ModelFile(file, architecture, "cpu"), channels, side, side))
            .getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  private static void assertSays(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void layersHaveTheNamesOfTheModules() throws IOException {
    Path file = weights(shapes -> shapes.put("features.0.num_batches_tracked", new long[] {1}));
    try (LoadedClassifier classifier =
        Classifiers.loadFor(new ModelFile(file, NET, "cpu"), 3, 64, 48)) {
      String names =
          classifier.graph().layers().stream().map(Layer::name).collect(Collectors.joining(" "));
      assertSays(names, "features.0 features.1 ", " features.3.expand1x1 ", " classifier.1 ");
      assertEquals("net", classifier.name());
      assertEquals(64, classifier.sha256().length());
      assertEquals("(3, 64, 48)", classifier.inputShape().toString());
      assertEquals(List.of("0", "1", "2", "3", "4", "5", "6"), classifier.declaration().classes());
    }
  }

  @Test
  void aDeclarationNamesTheClasses() throws IOException {
    Path file = weights(shapes -> {});
    ModelFile model = new ModelFile(file, NET, "cpu");
    assertThrows(IllegalArgumentException.class, () -> Classifiers.load(model));
    List<String> names = List.of("a", "b", "c", "d", "e", "f", "g");
    Files.writeString(
        ModelDeclaration.fileOf(file),
        DeclarationJson.write(new ModelDeclaration(names, Preprocessing.simple(40, 40))));
    try (LoadedClassifier classifier = Classifiers.load(model);
        LoadedClassifier other = Classifiers.loadFor(model, 3, 64, 64)) {
      assertEquals(names, classifier.declaration().classes());
      assertEquals("(3, 40, 40)", classifier.inputShape().toString());
      assertEquals(names, other.declaration().classes());
    }
  }

  @Test
  void inputsOfAnyNumberOfChannels() throws IOException {
    Path file = weights(shapes -> shapes.put("features.0.weight", new long[] {64, 5, 3, 3}));
    try (LoadedClassifier classifier =
        Classifiers.loadFor(new ModelFile(file, NET, "cpu"), 5, 40, 40)) {
      assertEquals(7, InputGradient.of(classifier, new float[5 * 1600], 1).logits().length);
    }
    assertSays(
        refusal(file, NET, 3, 40),
        "'features.0.weight' has shape (64, 5, 3, 3), not (64, 3, 3, 3)");
  }

  @Test
  void weightsOfAnotherArchitecture() throws IOException {
    assertSays(
        refusal(weights(shapes -> {}), "vgg16", 3, 224),
        "arch vgg16: the file lacks 'features.2.",
        " more; the network has no place for 'features.3.squeeze");
    assertSays(
        refusal(weights(shapes -> shapes.remove("classifier.1.weight")), NET, 3, 64),
        "the file lacks 'classifier.1.weight'");
    assertSays(
        refusal(weights(shapes -> shapes.put("extra", new long[] {2})), NET, 3, 64),
        "no place for 'extra'");
    assertSays(
        refusal(
            weights(shapes -> shapes.put("features.3.squeeze.bias", new long[] {4})), NET, 3, 64),
        "key 'features.3.squeeze.bias' has shape (4), not (16)");
  }

  @Test
  void anArchitectureThatIsMissingOrUnknown() throws IOException {
    Path file = weights(shapes -> {});
    assertSays(refusal(file, null, 3, 64), "arch", "known: alexnet, resnet18");
    assertSays(refusal(file, "vit_b_16", 3, 64), "arch 'vit_b_16' is unknown", "resnet50");
    assertSays(refusal(Fixtures.resource("onnx/residual.onnx"), NET, 3, 12), "arch goes with");
  }

  @Test
  void imagesThatAreTooSmall() throws IOException {
    assertSays(refusal(weights(shapes -> {}), NET, 3, 2), "images are too small", "features.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alexnet", "vgg16"})
  void sizesThatAdaptivePoolingCannotCutEvenly(String name) {
    for (int side : new int[] {224, 256, 448}) {
      TorchvisionArchitectures.named(name).accept(new NetworkBuilder(3, side, side, n -> 2));
    }
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    TorchvisionArchitectures.named(name)
                        .accept(new NetworkBuilder(3, 320, 224, n -> 2)))
            .getMessage();
    assertSays(message, "module avgpool", "use images of 224x224");
  }
}
