package org.segmentattribution.saliency;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.engine.TorchEngine;

/** Relevance through attention, normalisation and gates, against float64 layer by layer. */
class AttentionReferenceTest {
  private static final String EXPECTED = ".expected.safetensors";

  /** For each key of the files, a method and its parameters. */
  private static final Map<String, List<String>> METHODS =
      Map.of(
          "gradient", List.of("gradient"),
          "input_x_gradient", List.of("input-x-gradient"),
          "lrp_z", List.of("lrp-z", "attn-lrp"),
          "lrp_epsilon.0.1", List.of("lrp-epsilon epsilon=0.1"),
          "lrp_gamma.0.25", List.of("lrp-gamma"),
          "epsilon_plus", List.of("epsilon-plus"),
          "lrp_z.attention_cp", List.of("lrp-z attention=cp"),
          "lrp_gamma.conv_0.25.dense_0.05.attention_cp",
              List.of("cp-lrp", "lrp-gamma attention=cp conv-gamma=0.25 dense-gamma=0.05"),
          "lrp_gamma.conv_0.25.dense_0.05.attention_cp.projections_z",
              List.of("cp-lrp projections=z"),
          "lrp_z.gate_half", List.of("lrp-z gate=half"));

  static Stream<Arguments> cases() throws IOException {
    List<Arguments> cases = new ArrayList<>();
    try (NDManager scope = TorchEngine.start().newBaseManager();
        Stream<Path> files = Files.list(Fixtures.resource("attention"))) {
      for (String name : files.map(file -> file.getFileName().toString()).sorted().toList()) {
        if (name.endsWith(".onnx")) {
          for (NDArray expected : expected(scope, name)) {
            String key = expected.getName();
            if (key.startsWith("expected.")) {
              METHODS
                  .get(key.substring("expected.".length()))
                  .forEach(method -> cases.add(Arguments.of(name, method, key)));
            }
          }
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void agreesWithTheReference(String model, String method, String key) throws IOException {
    NpyFile input = NpyFile.read(Fixtures.resource("attention/" + stem(model) + ".input.npy"));
    List<String> words = List.of(method.split(" "));
    try (NDManager scope = TorchEngine.start().newBaseManager();
        LoadedClassifier classifier =
            Networks.classifier("attention/" + model, input.shape()[2], input.shape()[3])) {
      NDList reference = expected(scope, model);
      int[] targets =
          Arrays.stream(reference.get("target").toLongArray()).mapToInt(Math::toIntExact).toArray();
      Explanation explanation =
          new Explainer(
                  classifier,
                  SaliencyMethods.select(
                      words.subList(0, 1), words.subList(1, words.size()), 1, ChannelReduction.SUM),
                  ChannelReduction.SUM)
              .explainChannels(input.values(), targets.length, targets);
      float[][] map = explanation.maps().get(words.get(0));
      check(reference.get("logits"), explanation.logits(), 1e-5, "logits of " + model);
      check(reference.get(key), map, 1e-4, key + " of " + model);
    }
  }

  private static void check(NDArray expected, float[][] actual, double bound, String what) {
    float[] joined = new float[actual.length * actual[0].length];
    for (int i = 0; i < actual.length; i++) {
      System.arraycopy(actual[i], 0, joined, i * actual[0].length, actual[0].length);
    }
    double deviation = Fixtures.deviation(expected.toFloatArray(), joined);
    assertTrue(deviation <= bound, what + " differ by " + deviation);
  }

  private static String stem(String model) {
    return model.substring(0, model.indexOf('@'));
  }

  private static NDList expected(NDManager scope, String model) throws IOException {
    Path file = Fixtures.resource("attention/" + stem(model) + EXPECTED);
    return NDList.decode(scope, Files.newInputStream(file));
  }
}
