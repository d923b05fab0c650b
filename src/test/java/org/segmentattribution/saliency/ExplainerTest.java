package org.segmentattribution.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.training.CnnArchitecture;

class ExplainerTest {
  private static final List<NamedMethod> ALL =
      Stream.of("gradient", "input-x-gradient", "lrp-z").map(SaliencyMethods::named).toList();

  @ParameterizedTest
  @ValueSource(strings = {"saliency/tiny.onnx", "onnx/residual.onnx"})
  void aBatchIsItsImagesOneByOne(String name) {
    int side = name.contains("tiny") ? 32 : 12;
    int size = 3 * side * side;
    float[] input = Fixtures.normal(5, 4 * size);
    try (LoadedClassifier classifier = Networks.classifier(name, side, side)) {
      Explainer explainer = new Explainer(classifier, ALL, ChannelReduction.SUM);
      int[] targets = {-1, 0, 3, -1};
      Explanation batch = explainer.explain(input, 4, targets);
      for (int i = 0; i < 4; i++) {
        float[] image = Arrays.copyOfRange(input, i * size, (i + 1) * size);
        Explanation single = explainer.explain(image, 1, new int[] {targets[i]});
        assertEquals(batch.targets()[i], single.targets()[0]);
        assertTrue(Fixtures.deviation(single.logits()[0], batch.logits()[i]) < 1e-5);
        for (String method : batch.maps().keySet()) {
          float[] alone = single.maps().get(method)[0];
          assertTrue(Fixtures.deviation(alone, batch.maps().get(method)[i]) < 1e-5, method);
        }
      }
      assertArrayEquals(batch.logits(), explainer.logits(input, 4));
    }
  }

  @Test
  void gradientIsTheSlopeOfTheLogit() {
    try (LoadedClassifier classifier = Networks.classifier("onnx/residual.onnx", 12, 12)) {
      Explainer explainer =
          new Explainer(
              classifier, List.of(SaliencyMethods.named("gradient")), ChannelReduction.SUM);
      float[] image = Fixtures.normal(6, 3 * 144);
      Explanation explanation = explainer.explainChannels(image, 1, new int[] {2});
      float[] gradient = explanation.maps().get("gradient")[0];
      float[] direction = Fixtures.normal(7, image.length);
      double slope = 0;
      float[] ahead = image.clone();
      float[] behind = image.clone();
      float step = 1e-4f;
      for (int i = 0; i < image.length; i++) {
        slope += gradient[i] * direction[i];
        ahead[i] += step * direction[i];
        behind[i] -= step * direction[i];
      }
      double rise = explainer.logits(ahead, 1)[0][2] - explainer.logits(behind, 1)[0][2];
      assertEquals(slope, rise / (2 * step), 0.02 * Math.abs(slope) + 1e-3);
    }
  }

  @Test
  void threadsGetWhatOneThreadGets() throws Exception {
    try (LoadedClassifier classifier = Networks.classifier("saliency/tiny.onnx", 32, 32)) {
      Explainer explainer = new Explainer(classifier, ALL, ChannelReduction.SUM);
      List<float[]> inputs = new ArrayList<>();
      List<Explanation> alone = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        inputs.add(Fixtures.normal(100 + i, 2 * 3 * 1024));
        alone.add(explainer.explain(inputs.get(i), 2, new int[] {-1, i % 5}));
      }
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        List<Future<Explanation>> together = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
          int[] targets = {-1, i % 5};
          float[] input = inputs.get(i);
          together.add(threads.submit(() -> explainer.explain(input, 2, targets)));
        }
        for (int i = 0; i < 24; i++) {
          Explanation one = alone.get(i);
          Explanation other = together.get(i).get();
          assertArrayEquals(one.logits(), other.logits());
          for (String method : one.maps().keySet()) {
            assertArrayEquals(one.maps().get(method), other.maps().get(method), method);
          }
        }
      } finally {
        threads.shutdown();
      }
    }
  }

  @Test
  void lrpZIsInputTimesGradient() {
    try (LoadedClassifier classifier = Networks.classifier("onnx/residual.onnx", 12, 12)) {
      Explainer explainer = new Explainer(classifier, ALL, ChannelReduction.SUM);
      float[] image = Fixtures.normal(8, 3 * 144);
      Explanation e = explainer.explainChannels(image, 1, new int[] {-1});
      float[] gradient = e.maps().get("gradient")[0];
      for (int i = 0; i < image.length; i++) {
        assertEquals(image[i] * gradient[i], e.maps().get("lrp-z")[0][i]);
      }
      assertArrayEquals(e.maps().get("input-x-gradient"), e.maps().get("lrp-z"));
    }
  }

  @Test
  void withoutBiasesLrpZIsConservedAndHomogeneous() {
    OnnxNetwork untrained = CnnArchitecture.standard().create(48, 48, 3, 1, "cpu");
    try (LoadedClassifier classifier = Networks.classifier(untrained, 48, 48)) {
      Explainer explainer = new Explainer(classifier, ALL, ChannelReduction.SUM);
      float[] image = Fixtures.normal(9, 3 * 48 * 48);
      float[] doubled = image.clone();
      for (int i = 0; i < image.length; i++) {
        doubled[i] *= 2;
      }
      Explanation once = explainer.explain(image, 1, new int[] {1});
      Explanation twice = explainer.explain(doubled, 1, new int[] {1});
      assertArrayEquals(once.maps().get("gradient")[0], twice.maps().get("gradient")[0], 1e-6f);
      double sum = 0;
      for (int i = 0; i < 48 * 48; i++) {
        float relevance = once.maps().get("lrp-z")[0][i];
        assertEquals(2 * relevance, twice.maps().get("lrp-z")[0][i], 1e-5);
        sum += relevance;
      }
      assertEquals(once.logits()[0][1], sum, 1e-4 * Math.abs(sum) + 1e-6);
    }
  }

  @Test
  void aClippedActivationLetsRelevanceThrough() {
    try (LoadedClassifier classifier = Networks.classifier("onnx/convolutions.onnx", 12, 12)) {
      List<NamedMethod> methods = List.of(SaliencyMethods.named("lrp-z"));
      Explainer explainer = new Explainer(classifier, methods, ChannelReduction.SUM);
      float[] image = Fixtures.normal(3, 3 * 144);
      Explanation e = explainer.explainChannels(image, 1, new int[] {0});
      for (float relevance : e.maps().get("lrp-z")[0]) {
        assertTrue(Float.isFinite(relevance));
      }
    }
  }

  @Test
  void refusesWrongSizesAndNames() {
    try (LoadedClassifier classifier = Networks.classifier("onnx/residual.onnx", 12, 12)) {
      Explainer explainer = new Explainer(classifier, ALL, ChannelReduction.SUM);
      float[] image = new float[3 * 144];
      assertThrows(IllegalArgumentException.class, () -> explainer.logits(image, 2));
      assertThrows(IllegalArgumentException.class, () -> explainer.logits(new float[0], 0));
      assertThrows(
          IllegalArgumentException.class, () -> explainer.explain(image, 1, new int[] {4}));
      assertThrows(
          IllegalArgumentException.class, () -> explainer.explain(image, 1, new int[] {0, 1}));
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> SaliencyMethods.named("lrp"))
            .getMessage();
    assertTrue(message.startsWith("method 'lrp' is not known; known: gradient, "), message);
  }
}
