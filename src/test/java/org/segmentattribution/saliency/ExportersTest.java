package org.segmentattribution.saliency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;

/** All relevance methods on networks as today's exporters write them. */
class ExportersTest {
  static List<String> models() throws IOException {
    try (Stream<Path> files = Files.list(Fixtures.resource("onnx/exporters"))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".onnx"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyRelevanceMethodRuns(String model) throws IOException {
    String stem = "onnx/exporters/" + model.substring(0, model.indexOf('@'));
    NpyFile input = NpyFile.read(Fixtures.resource(stem + ".input.npy"));
    int[] shape = input.shape();
    try (LoadedClassifier classifier =
        Networks.classifier("onnx/exporters/" + model, shape[2], shape[3])) {
      RelevanceCheck check = RelevanceCheck.run(classifier, input.values(), shape[0]);
      // attention rollout alone asks for attention with a class token
      check.refused().values().forEach(list -> list.remove("attention-rollout"));
      if (model.startsWith("choices")) {
        // a baseline may choose otherwise
        check.refused().values().forEach(list -> list.removeIf(m -> m.startsWith("deep-lift")));
      }
      check.refused().values().removeIf(List::isEmpty);
      assertEquals(Map.of(), check.refused());
      assertTrue(check.run() >= 14, check.run() + " methods");
    }
  }
}
