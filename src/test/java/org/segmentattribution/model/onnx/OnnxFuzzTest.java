package org.segmentattribution.model.onnx;

import ai.djl.Device;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import org.segmentattribution.model.onnx.file.OnnxFile;

/**
 * Whatever is in an ONNX file: a network, or one line that says why not. {@code mvn -Pfuzz test}
 * goes on from the seeds for minutes.
 */
class OnnxFuzzTest {
  @FuzzTest(maxDuration = "3m")
  void classifiers(byte[] bytes) {
    try {
      OnnxNetwork.build(OnnxFile.parse(Path.of("fuzz.onnx"), bytes), 8, 8, Device.cpu()).close();
    } catch (IllegalArgumentException e) {
      if (e.getMessage().lines().count() != 1) {
        throw new AssertionError("more than one line: " + e.getMessage(), e);
      }
    }
  }
}
