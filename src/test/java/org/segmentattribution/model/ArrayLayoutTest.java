package org.segmentattribution.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.onnx.head.HeadModels;

/** Arrays whose channels come last. */
class ArrayLayoutTest {
  @TempDir Path folder;

  @Test
  void channelsLastIsRefusedByName() throws IOException {
    Path file = folder.resolve("net.onnx");
    Files.write(file, HeadModels.bytes("one-logit", ""));
    ModelFile model = new ModelFile(file, null, "cpu");
    WrongInput e = assertThrows(WrongInput.class, () -> Classifiers.loadFor(model, 16, 16, 3));
    assertEquals(
        file
            + ": takes 3 channels; the array seems to be H x W x C, and must be C x H x W, also"
            + " for a model that takes NHWC",
        e.getMessage());
    Classifiers.loadFor(model, 3, 16, 16).close();
  }
}
