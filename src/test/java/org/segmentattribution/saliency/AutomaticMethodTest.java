package org.segmentattribution.saliency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;

class AutomaticMethodTest {
  @ParameterizedTest
  @CsvSource({
    "onnx/blocks/resnet, @13-raw, epsilon-plus-flat",
    "onnx/blocks/mobilenet_v2, @13, epsilon-plus-flat",
    "attention/convnext, @17, epsilon-plus-flat",
    "attention/dino, @17, attn-lrp"
  })
  void dependsOnTheLayers(String stem, String file, String method) throws IOException {
    try (LoadedClassifier classifier = open(stem, file)) {
      assertEquals(
          List.of("gradient", method),
          AutomaticMethod.resolved(List.of("gradient", "auto"), classifier));
    }
  }

  @Test
  void refusesTheChosenMethodTwice() throws IOException {
    try (LoadedClassifier classifier = open("onnx/blocks/resnet", "@13-raw")) {
      WrongInput e =
          assertThrows(
              WrongInput.class,
              () -> AutomaticMethod.resolved(List.of("auto", "epsilon-plus-flat"), classifier));
      assertTrue(e.getMessage().contains("auto chooses epsilon-plus-flat"), e.getMessage());
    }
  }

  private static LoadedClassifier open(String stem, String file) throws IOException {
    int[] shape = NpyFile.read(Fixtures.resource(stem + ".input.npy")).shape();
    return Networks.classifier(stem + file + ".onnx", shape[2], shape[3]);
  }
}
