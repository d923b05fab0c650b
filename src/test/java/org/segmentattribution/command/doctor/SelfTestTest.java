package org.segmentattribution.command.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.engine.EngineReport;

class SelfTestTest {
  private static EngineReport report(String onnxRuntime) {
    return new EngineReport("0.35.1", "2.7.1", onnxRuntime, "oneDNN", Set.of("cpu"), 1, 1);
  }

  @Test
  void saysWhatWouldNotWorkWithoutOnnxRuntime() {
    assertEquals("all well", SelfTest.verdict(report("1.21.1")));
    assertEquals(
        "explain works, but onnx: segmenters would not: see ONNX Runtime",
        SelfTest.verdict(report("not usable: no onnxruntime in java.library.path")));
  }
}
