package org.segmentattribution.model.torchscript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.DeclarationFlags;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.MemoryGrowth;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.ModelTrust;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.LayerRule;
import org.segmentattribution.model.onnx.InputGradient;
import org.segmentattribution.model.safetensors.HashedWeights;
import org.segmentattribution.model.safetensors.SafetensorsFile;

/**
 * TorchScript runs in inference mode, whatever mode it was saved in. The file was saved in training
 * mode and holds batch normalisation and dropout; expected values are PyTorch's in float64.
 */
class TorchScriptClassifierTest {
  @TempDir Path folder;

  private static ModelFile trusted(Path file) {
    ModelTrust any = new ModelTrust(true, "", ModelTrust.PASS, 0);
    return new ModelFile(file, null, "cpu", DeclarationFlags.NONE, true, any);
  }

  private static LoadedClassifier script() throws IOException {
    return Classifiers.loadFor(trusted(Fixtures.resource("weights/script.pt")), 3, 12, 14);
  }

  private static InputGradient explained(LoadedClassifier classifier) {
    return InputGradient.of(classifier, HashedWeights.input(2 * 3 * 12 * 14), 2);
  }

  private static void assertExpected(InputGradient found) throws IOException {
    SafetensorsFile expected =
        SafetensorsFile.open(Fixtures.resource("weights/script.expected.safetensors"));
    try (NDManager manager = TorchEngine.start().newBaseManager()) {
      float[] logits = expected.array("logits", manager).toFloatArray();
      float[] gradient = expected.array("gradient", manager).toFloatArray();
      assertTrue(Fixtures.deviation(logits, found.logits()) < 1e-5);
      assertTrue(Fixtures.deviation(gradient, found.gradient()) < 1e-5);
    }
  }

  @Test
  void logitsAndGradientsEqualPyTorchs() throws IOException {
    try (LoadedClassifier classifier = script()) {
      assertEquals(List.of("0", "1", "2", "3"), classifier.declaration().classes());
      assertExpected(explained(classifier));
    }
  }

  @Test
  void nothingChangesFromCallToCall() throws IOException {
    try (LoadedClassifier classifier = script()) {
      InputGradient first = explained(classifier);
      for (int i = 0; i < 50; i++) {
        try (NDManager scope = classifier.newScope()) {
          Gradients.without(
              () ->
                  classifier
                      .logits(scope.ones(new Shape(3, 3, 12, 14)), LayerRule.PLAIN)
                      .toFloatArray());
        }
        explained(classifier);
      }
      InputGradient last = explained(classifier);
      assertArrayEquals(first.logits(), last.logits());
      assertArrayEquals(first.gradient(), last.gradient());
      assertExpected(last);
    }
  }

  @Test
  void threadsShareIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (LoadedClassifier classifier = script()) {
      InputGradient expected = explained(classifier);
      List<Future<InputGradient>> results = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        results.add(threads.submit(() -> explained(classifier)));
      }
      for (Future<InputGradient> result : results) {
        assertArrayEquals(expected.logits(), result.get().logits());
        assertArrayEquals(expected.gradient(), result.get().gradient());
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void batchesLeaveNothingBehind() throws IOException {
    try (LoadedClassifier classifier =
        Classifiers.loadFor(trusted(Fixtures.resource("weights/script.pt")), 3, 64, 64)) {
      float[] input = HashedWeights.input(16 * 3 * 64 * 64);
      explained(classifier, input, 200);
      long grown = MemoryGrowth.ofRounds(() -> explained(classifier, input, 100));
      // one batch's activations are about 10 MB: a leak of 100 would be a gigabyte
      assertTrue(grown < 40, "grew by " + grown + " MB");
    }
  }

  private static void explained(LoadedClassifier classifier, float[] input, int times) {
    for (int i = 0; i < times; i++) {
      InputGradient.of(classifier, input, 16);
    }
  }

  @Test
  void itHasNoLayers() throws IOException {
    try (LoadedClassifier classifier = script()) {
      assertFalse(classifier.layered());
      String message = assertThrows(IllegalArgumentException.class, classifier::graph).getMessage();
      assertEquals(1, message.lines().count());
      assertTrue(
          message.endsWith(
              "torch.onnx.export(torch.jit.load('script.pt').eval(), torch.zeros(1, 3, 12, 14),"
                  + " 'script.onnx')"),
          message);
    }
  }

  private static String refusal(Path file, int channels) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Classifiers.loadFor(trusted(file), channels, 12, 12))
            .getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  @Test
  void whatIsNoClassifierIsRefused() throws IOException {
    Path script = Fixtures.resource("weights/script.pt");
    assertTrue(refusal(script, 5).contains("does not take images of (5, 12, 12)"));
    assertTrue(refusal(Fixtures.resource("weights/softmax.pt"), 3).contains("without its softmax"));
    Path cut = folder.resolve("cut.pt");
    byte[] whole = Files.readAllBytes(script);
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    assertTrue(refusal(cut, 3).contains("cut off or damaged"));
    Files.writeString(cut, "text");
    assertTrue(refusal(cut, 3).contains("neither TorchScript nor"));
  }

  @Test
  void picklesAreRefusedByContent() throws IOException {
    byte[] pickled = Files.readAllBytes(Fixtures.resource("weights/pickled.pt"));
    for (String name : List.of("net.pt", "net.pth", "net.bin", "net.ckpt", "net.pkl")) {
      Path file = Files.write(folder.resolve(name), pickled);
      String message = refusal(file, 3);
      assertTrue(
          message.contains("save_file(torch.load('" + name + "', weights_only=True), 'net.safe"),
          message);
      assertTrue(message.contains("torch.onnx.export(torch.load('" + name), message);
    }
    Path old = Files.write(folder.resolve("old.pth"), new byte[] {(byte) 0x80, 2, 0});
    assertTrue(refusal(old, 3).contains("pickled checkpoint"));
  }
}
