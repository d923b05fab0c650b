package org.segmentattribution.saliency.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.saliency.Networks;

/** Which part of dense layers gets relevance, on networks with 24 patches and 12 or 8 channels. */
class LivePartsTest {
  private static final RelevancePaths CONSTANT = new RelevancePaths(true, false);

  private static List<LivePart> parts(String model, RelevancePaths paths) throws IOException {
    try (LoadedClassifier net = Networks.classifier("attention/" + model + ".onnx", 16, 24);
        NDManager scope = net.newScope()) {
      NDArray input = scope.zeros(new Shape(2).addAll(net.inputShape()));
      LiveParts parts = new NetworkStructure(net.graph()).parts(paths, input);
      return net.graph().layers().stream().map(parts::of).filter(Objects::nonNull).toList();
    }
  }

  @Test
  void behindTheLastAttentionOnlyTheClassTokenCounts() throws IOException {
    List<LivePart> expected =
        List.of(
            new LivePart(0, 1, 25, 0, 12, 12),
            new LivePart(0, 1, 25, 0, 24, 24),
            new LivePart(0, 1, 25, 0, 12, 12));
    assertEquals(expected, parts("vit@13", RelevancePaths.STANDARD));
    assertEquals(expected, parts("vit@17", RelevancePaths.STANDARD));
  }

  @Test
  void ofConstantAttentionOnlyTheValuesCount() throws IOException {
    LivePart values = new LivePart(0, 25, 25, 24, 36, 36);
    List<LivePart> parts = parts("vit@17", CONSTANT);
    assertEquals(List.of(values, values), parts.subList(0, 2));
    assertEquals(5, parts.size());
  }

  @Test
  void withAMeanOverTokensAllCount() throws IOException {
    assertEquals(List.of(), parts("post_norm@17", RelevancePaths.STANDARD));
    LivePart values = new LivePart(0, 24, 24, 16, 24, 24);
    assertEquals(List.of(values, values), parts("post_norm@17", CONSTANT));
  }

  @Test
  void nearlyTheWholeIsTheWhole() {
    assertNull(LivePart.around(new float[] {1, 1, 1, 1}, 2, 2));
    assertNull(LivePart.around(new float[4], 2, 2));
    assertEquals(new LivePart(1, 2, 2, 0, 2, 2), LivePart.around(new float[] {0, 0, 1, 1}, 2, 2));
  }
}
