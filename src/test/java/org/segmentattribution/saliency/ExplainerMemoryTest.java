package org.segmentattribution.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.MemoryGrowth;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.LayerRule;

/** Explaining leaves no memory behind, and goes on in smaller passes where memory runs out. */
class ExplainerMemoryTest {
  /** More with {@code -Dsat.batches=2000}. */
  private static final int BATCHES = Integer.getInteger("sat.batches", 14);

  private static final List<String> EVERY =
      SaliencyMethods.names().stream()
          .filter(name -> !List.of("occlusion", "attention-rollout").contains(name))
          .toList();

  @Test
  void batchesLeaveNothingBehind() throws IOException {
    try (LoadedClassifier classifier = Networks.classifier("saliency/tiny.onnx", 32, 32)) {
      Explainer explainer = explainer(classifier, EVERY, List.of("samples=2", "steps=2"));
      float[] input = Fixtures.normal(1, 16 * 3 * 1024);
      explain(explainer, input, 20);
      long grown = MemoryGrowth.ofRounds(() -> explain(explainer, input, BATCHES));
      // the activations of one batch and method are 2 MB and more: a leak would be hundreds
      assertTrue(grown < 40, "grew by " + grown + " MB");
    }
  }

  private static void explain(Explainer explainer, float[] input, int times) {
    int[] targets = new int[16];
    Arrays.fill(targets, Explainer.PREDICTED);
    for (int i = 0; i < times; i++) {
      explainer.explain(input, 16, targets);
    }
  }

  @Test
  void passesAreHalvedWhereMemoryRunsOut() {
    List<String> methods = List.of("gradient", "smoothgrad", "lrp-epsilon", "integrated-gradients");
    List<String> parameters = List.of("samples=5", "steps=5");
    float[] input = Fixtures.normal(2, 7 * 3 * 1024);
    int[] targets = {-1, 0, 1, -1, 2, 3, -1};
    try (LoadedClassifier tiny = Networks.classifier("saliency/tiny.onnx", 32, 32)) {
      Explanation whole = explainer(tiny, methods, parameters).explain(input, 7, targets);
      Small small = new Small(tiny, 2);
      Explanation parts = explainer(small, methods, parameters).explain(input, 7, targets);
      assertArrayEquals(whole.targets(), parts.targets());
      for (String method : methods) {
        for (int i = 0; i < 7; i++) {
          double deviation =
              Fixtures.deviation(whole.maps().get(method)[i], parts.maps().get(method)[i]);
          assertTrue(deviation < 1e-5, method + " differs by " + deviation);
        }
      }
      assertTrue(small.refused.get() > 0);
      Explainer hopeless = explainer(new Small(tiny, 0), methods, parameters);
      String failure =
          assertThrows(EngineException.class, () -> hopeless.explain(input, 7, targets))
              .getMessage();
      assertEquals("CUDA out of memory", failure);
    }
  }

  private static Explainer explainer(
      LoadedClassifier classifier, List<String> methods, List<String> parameters) {
    return new Explainer(
        classifier,
        SaliencyMethods.select(methods, parameters, 1, ChannelReduction.SUM),
        ChannelReduction.SUM);
  }

  /** A classifier on a device that holds few images. */
  private record Small(LoadedClassifier all, int most, AtomicInteger refused)
      implements LoadedClassifier {
    Small(LoadedClassifier all, int most) {
      this(all, most, new AtomicInteger());
    }

    @Override
    public NDArray logits(NDArray input, LayerRule rule) {
      if (input.getShape().get(0) > most) {
        refused.incrementAndGet();
        throw new EngineException("CUDA out of memory");
      }
      return all.logits(input, rule);
    }

    @Override
    public String name() {
      return all.name();
    }

    @Override
    public String sha256() {
      return all.sha256();
    }

    @Override
    public Shape inputShape() {
      return all.inputShape();
    }

    @Override
    public ModelDeclaration declaration() {
      return all.declaration();
    }

    @Override
    public LayerGraph graph() {
      return all.graph();
    }

    @Override
    public NDManager newScope() {
      return all.newScope();
    }

    @Override
    public String device() {
      return all.device();
    }

    @Override
    public void close() {}
  }
}
