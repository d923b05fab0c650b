package org.segmentattribution.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.onnx.head.HeadModels;

/** What methods make of a network with one output f: two classes, -f and f. */
class OneLogitMethodsTest {
  private static final int SIDE = 16;
  private static final int SIZE = 3 * SIDE * SIDE;

  @TempDir Path folder;

  private LoadedClassifier load(String name, byte[] model) throws IOException {
    Path file = folder.resolve(name + ".onnx");
    Files.write(file, model);
    return Classifiers.loadFor(new ModelFile(file, null, "cpu"), 3, SIDE, SIDE);
  }

  /** The same network written with two outputs, whose weights are -w and w. */
  private static byte[] withTwoOutputs() throws IOException {
    ModelProto.Builder model = ModelProto.parseFrom(HeadModels.bytes("one-logit", "")).toBuilder();
    for (TensorProto.Builder tensor : model.getGraphBuilder().getInitializerBuilderList()) {
      if (tensor.getName().startsWith("fc.")) {
        float[] both = new float[2 * tensor.getRawData().size() / Float.BYTES];
        ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < both.length / 2; i++) {
          float value = raw.getFloat();
          both[i] = -value;
          both[both.length / 2 + i] = value;
        }
        tensor.setDims(0, 2).clearRawData();
        for (float value : both) {
          tensor.addFloatData(value);
        }
      }
    }
    model.getGraphBuilder().getOutputBuilder(0).clearType();
    return model.build().toByteArray();
  }

  private static float[] map(
      LoadedClassifier classifier, String method, float[] image, int target) {
    List<NamedMethod> methods =
        SaliencyMethods.select(List.of(method), List.of(), 1, ChannelReduction.SUM);
    return new Explainer(classifier, methods, ChannelReduction.SUM)
        .explain(image, 1, new int[] {target})
        .maps()
        .get(method)[0];
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gradient",
        "input-x-gradient",
        "integrated-gradients",
        "smoothgrad",
        "lrp-z",
        "lrp-epsilon",
        "lrp-gamma",
        "lrp-alpha2beta1",
        "lrp-alpha1beta0",
        "epsilon-plus",
        "epsilon-plus-flat",
        "deep-taylor",
        "deep-lift",
        "guided-backprop",
        "grad-cam",
        "occlusion"
      })
  void areThoseOfTheNetworkWithTwoOutputs(String method) throws IOException {
    float[] image = Fixtures.normal(7, SIZE);
    try (LoadedClassifier one =
            load("one", HeadModels.bytes("one-logit", "Sigmoid(@) Squeeze(@,:1)"));
        LoadedClassifier two = load("two", withTwoOutputs())) {
      for (int target : new int[] {0, 1, Explainer.PREDICTED}) {
        float[] expected = map(two, method, image, target);
        assertArrayEquals(expected, map(one, method, image, target), 1e-6f, method + target);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gradient", "input-x-gradient", "lrp-z", "lrp-epsilon", "deep-lift"})
  void ofRulesWithoutSignsAreOpposite(String method) throws IOException {
    float[] image = Fixtures.normal(8, SIZE);
    try (LoadedClassifier one = load("one", HeadModels.bytes("one-logit", ""))) {
      float[] against = map(one, method, image, 0);
      float[] map = map(one, method, image, 1);
      for (int i = 0; i < map.length; i++) {
        assertEquals(-map[i], against[i], 1e-6);
      }
    }
  }

  /** z+ of the negative class hands out what speaks for it: nothing that f itself is made of. */
  @Test
  void relevanceOfEachClassIsItsOwn() throws IOException {
    float[] image = Fixtures.normal(9, SIZE);
    try (LoadedClassifier one = load("one", HeadModels.bytes("one-logit", ""))) {
      float[] against = map(one, "lrp-alpha1beta0", image, 0);
      float[] map = map(one, "lrp-alpha1beta0", image, 1);
      double difference = 0;
      double sum = 0;
      for (int i = 0; i < map.length; i++) {
        sum += Math.abs(map[i]);
        difference += Math.abs(Math.abs(map[i]) - Math.abs(against[i]));
      }
      assertTrue(difference > 0.1 * sum, "one class's map is not the other's with its sign turned");
    }
  }
}
