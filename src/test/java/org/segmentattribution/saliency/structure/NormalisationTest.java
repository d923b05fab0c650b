package org.segmentattribution.saliency.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.Explanation;
import org.segmentattribution.saliency.Networks;
import org.segmentattribution.saliency.SaliencyMethods;

/** Relevance does not depend on whether normalisation stands inside or outside the network. */
class NormalisationTest {
  private static final String FOLDER = "onnx/normalised/";
  private static final List<String> PROPORTIONAL =
      List.of(
          "lrp-z",
          "lrp-epsilon",
          "lrp-alpha1beta0",
          "lrp-alpha2beta1",
          "lrp-gamma",
          "deep-taylor",
          "epsilon-plus");
  private static final List<String> SPREADING =
      List.of("lrp-flat", "lrp-wsquare", "epsilon-plus-flat", "sequential-preset-a-flat");
  private static final List<String> BOXED = List.of("deep-taylor-bounded", "epsilon-gamma-box");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mean-std",
        "unit-mean-std",
        "mean",
        "two",
        "negative",
        "gather",
        "split",
        "reverse",
        "conv-diagonal",
        "conv-depthwise",
        "conv-swap",
        "batch-norm",
        "last",
        "clip-before",
        "max-min-before",
        "clip-after",
        "googlenet"
      })
  void isThatOfTheNetworkBehindIt(String name) throws IOException {
    List<String> methods = new ArrayList<>(PROPORTIONAL);
    methods.addAll(SPREADING);
    compare(name, methods, List.of(), List.of());
    float[] bounds = read(name, "bounds").values();
    compare(
        name,
        BOXED,
        List.of("low=0,10,20", "high=255,250,245"),
        List.of(
            "low=" + bounds[0] + "," + bounds[1] + "," + bounds[2],
            "high=" + bounds[3] + "," + bounds[4] + "," + bounds[5]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pad-before", "pad-after"})
  void paddingIsNoPixel(String name) throws IOException {
    compare(name, PROPORTIONAL, List.of(), List.of());
    Explanation e = explain(name, "raw", List.of("lrp-flat", "lrp-wsquare"), List.of());
    for (String method : e.maps().keySet()) {
      // what a pixel at the edge would get from windows beyond it stays with the pixels within
      assertEquals(logit(e), sum(e.maps().get(method)[0]), 1e-5, method);
    }
    Explanation box =
        explain(name, "raw", List.of("deep-taylor-bounded"), List.of("low=0", "high=255"));
    assertEquals(logit(box), sum(box.maps().get("deep-taylor-bounded")[0]), 1e-5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean-std", "googlenet", "clip-before", "conv-swap", "last"})
  void nothingIsLost(String name) throws IOException {
    List<String> methods =
        List.of("deep-taylor", "lrp-alpha1beta0", "lrp-alpha2beta1", "lrp-flat", "lrp-wsquare");
    Explanation e = explain(name, "raw", methods, List.of());
    for (String method : methods) {
      assertEquals(logit(e), sum(e.maps().get(method)[0]), 1e-5, method);
    }
    float[] raw = read(name, "raw").values();
    float[] relevance = e.maps().get("deep-taylor")[0];
    int dark = 0;
    for (int i = 0; i < raw.length; i++) {
      dark += raw[i] < 60 && relevance[i] > 0 ? 1 : 0;
    }
    assertTrue(dark > 20, "only " + dark + " dark pixels have relevance");
  }

  @ParameterizedTest
  @CsvSource({"epsilon-gamma-box, 2e-6", "deep-taylor-bounded, 2e-6"})
  void boxAgreesWithTheReference(String method, double tolerance) throws IOException {
    float[] expected = NpyFile.read(Fixtures.resource(FOLDER + "case." + method + ".npy")).values();
    NpyFile input = NpyFile.read(Fixtures.resource(FOLDER + "case.raw.npy"));
    List<String> range = List.of("low=0", "high=255");
    Explanation e = explain(FOLDER + "case.onnx", input, List.of(method), range);
    double deviation = Fixtures.deviation(expected, e.maps().get(method)[0]);
    assertTrue(deviation < tolerance, method + " differs by " + deviation);
    Explanation taylor =
        explain(FOLDER + "case.onnx", input, List.of("deep-taylor", "lrp-alpha1beta0"), List.of());
    assertEquals(1.2760, sum(taylor.maps().get("deep-taylor")[0]), 5e-5);
    assertEquals(1.2760, sum(taylor.maps().get("lrp-alpha1beta0")[0]), 5e-5);
  }

  @Test
  void boundsFitTheChannels() {
    String refusal =
        assertThrows(
                IllegalArgumentException.class,
                () -> explain("mean-std", "raw", BOXED, List.of("low=1,2", "high=255")))
            .getMessage();
    String why = "low has 2 values; give one, or one for each of 3 channels";
    assertEquals("deep-taylor-bounded: " + why, refusal);
  }

  @Test
  void gradientMethodsAskForThePixelItself() throws IOException {
    Explanation e = explain("mean-std", "raw", List.of("gradient", "input-x-gradient"), List.of());
    float[] raw = read("mean-std", "raw").values();
    for (int i = 0; i < raw.length; i++) {
      float product = raw[i] * e.maps().get("gradient")[0][i];
      assertEquals(product, e.maps().get("input-x-gradient")[0][i], 1e-6);
    }
  }

  @Test
  void whatComesAfterTheFirstWeightsIsNone() {
    for (String model : List.of("saliency/tiny.onnx", "onnx/residual.onnx")) {
      int side = model.contains("tiny") ? 32 : 12;
      try (LoadedClassifier classifier = Networks.classifier(model, side, side)) {
        NetworkStructure structure = new NetworkStructure(classifier.graph());
        assertFalse(structure.normalisation().changes(), model);
        for (Layer layer : classifier.graph().layers()) {
          boolean first = layer == classifier.graph().layers().get(0);
          assertEquals(first, structure.of(layer).first(), layer.name());
        }
      }
    }
  }

  private static void compare(
      String name, List<String> methods, List<String> inside, List<String> outside)
      throws IOException {
    Explanation within = explain(name, "raw", methods, inside);
    Explanation behind = explain(FOLDER + "plain.onnx", read(name, "normalised"), methods, outside);
    assertEquals(behind.targets()[0], within.targets()[0]);
    float[] from = read(name, "from").values();
    for (String method : methods) {
      float[] actual = within.maps().get(method)[0];
      float[] expected = new float[actual.length];
      float[] relevance = behind.maps().get(method)[0];
      for (int i = 0; i < from.length; i++) {
        if (from[i] >= 0) {
          expected[(int) from[i]] += relevance[i];
        }
      }
      double deviation = Fixtures.deviation(expected, actual);
      assertTrue(deviation < 1e-4, method + " of " + name + " differs by " + deviation);
    }
  }

  private static NpyFile read(String name, String what) throws IOException {
    return NpyFile.read(Fixtures.resource(FOLDER + name + "." + what + ".npy"));
  }

  private static Explanation explain(
      String name, String what, List<String> methods, List<String> parameters) throws IOException {
    return explain(FOLDER + name + ".onnx", read(name, what), methods, parameters);
  }

  private static Explanation explain(
      String model, NpyFile input, List<String> methods, List<String> parameters) {
    int[] shape = input.shape();
    try (LoadedClassifier classifier = Networks.classifier(model, shape[2], shape[3])) {
      return new Explainer(
              classifier,
              SaliencyMethods.select(methods, parameters, 1, ChannelReduction.SUM),
              ChannelReduction.SUM)
          .explainChannels(input.values(), 1, new int[] {Explainer.PREDICTED});
    }
  }

  private static float logit(Explanation e) {
    return e.logits()[0][e.targets()[0]];
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }
}
