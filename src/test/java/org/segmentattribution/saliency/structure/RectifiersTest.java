package org.segmentattribution.saliency.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.saliency.AttributionMethod;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.Explanation;
import org.segmentattribution.saliency.Networks;
import org.segmentattribution.saliency.SaliencyMethods;

/** ReLUs by any spelling, and what is none. */
class RectifiersTest {
  private static final String FOLDER = "saliency/relus/";

  @ParameterizedTest
  @ValueSource(strings = {"relu6", "relu6-as-relu-min"})
  void aCapIsPartOfTheRelu(String model) throws IOException {
    Explanation e = explain(model, "guided-backprop", "gradient");
    for (String method : e.maps().keySet()) {
      String file = method.equals("gradient") ? "relu6.gradient.npy" : "relu6.guided.npy";
      float[] expected = NpyFile.read(Fixtures.resource(FOLDER + file)).values();
      double deviation = Fixtures.deviation(expected, e.maps().get(method)[0]);
      assertTrue(deviation < 2e-6, method + " of " + model + " differs by " + deviation);
    }
  }

  @Test
  void reluAndMinAreRelu6ForEveryMethod() throws IOException {
    String[] methods =
        SaliencyMethods.names().stream()
            .filter(name -> !name.contains("box") && !name.contains("bounded"))
            .filter(
                name ->
                    !name.matches("integrated.*|smoothgrad.*|gradient-shap|occlusion|attention-.*"))
            .toArray(String[]::new);
    Explanation one = explain("relu6", methods);
    Explanation other = explain("relu6-as-relu-min", methods);
    for (String method : methods) {
      assertArrayEquals(one.maps().get(method)[0], other.maps().get(method)[0], method);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "efficientnet@13, Sigmoid",
    "convnext@13, Gelu",
    "vit@17, Softmax",
    "gelu@20, Gelu",
  })
  void networksWithoutReluAreRefused(String model, String operator) throws IOException {
    try (LoadedClassifier classifier = classifier("onnx/blocks/" + model)) {
      for (String method : List.of("guided-backprop", "deconvnet")) {
        AttributionMethod rectified = SaliencyMethods.named(method).method();
        String refusal =
            assertThrows(
                    IllegalArgumentException.class,
                    () -> rectified.check(new ExaminedNetwork(classifier), method))
                .getMessage();
        String start = method + " changes the gradient at ReLUs alone, and test has none (it has ";
        assertTrue(refusal.startsWith(start) && refusal.contains(operator), refusal);
      }
    }
  }

  @Test
  void aHardSigmoidIsAGate() throws IOException {
    for (String model : List.of("mobilenet_v3@11", "mobilenet_v3@14")) {
      try (LoadedClassifier classifier = classifier("onnx/blocks/" + model)) {
        Rectifiers relus = new NetworkStructure(classifier.graph()).rectifiers();
        assertFalse(relus.isEmpty());
        assertTrue(relus.others().contains("Clip"), model + " has " + relus.others());
        classifier.graph().layers().stream()
            .filter(layer -> layer.operator().equals("Clip"))
            .forEach(layer -> assertFalse(relus.contains(layer), layer.name()));
      }
    }
    try (LoadedClassifier classifier = classifier("onnx/blocks/mobilenet_v2@13")) {
      Rectifiers relus = new NetworkStructure(classifier.graph()).rectifiers();
      assertEquals(List.of(), List.copyOf(relus.others()));
      assertTrue(
          classifier.graph().layers().stream()
              .filter(layer -> layer.operator().equals("Clip"))
              .allMatch(relus::contains));
    }
  }

  private static LoadedClassifier classifier(String model) throws IOException {
    String stem = model.substring(0, model.indexOf('@'));
    int[] shape = NpyFile.read(Fixtures.resource(stem + ".input.npy")).shape();
    return Networks.classifier(model + ".onnx", shape[2], shape[3]);
  }

  private static Explanation explain(String model, String... methods) throws IOException {
    NpyFile input = NpyFile.read(Fixtures.resource(FOLDER + "input.npy"));
    int[] shape = input.shape();
    try (LoadedClassifier classifier =
        Networks.classifier(FOLDER + model + ".onnx", shape[2], shape[3])) {
      return new Explainer(
              classifier,
              SaliencyMethods.select(List.of(methods), List.of(), 1, ChannelReduction.SUM),
              ChannelReduction.SUM)
          .explainChannels(input.values(), 1, new int[] {Explainer.PREDICTED});
    }
  }
}
