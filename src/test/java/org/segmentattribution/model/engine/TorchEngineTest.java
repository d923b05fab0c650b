package org.segmentattribution.model.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class TorchEngineTest {
  @Test
  void reportsWhatComputes() {
    EngineReport report = TorchEngine.report();
    assertTrue(report.pytorch().startsWith("2."), report.pytorch());
    assertTrue(report.onnxRuntime().startsWith("1."), report.onnxRuntime());
    assertTrue(report.devices().contains("cpu"));
    assertEquals(1, report.threads());
    assertEquals(1, report.interopThreads());
  }

  @Test
  void devicesHaveNames() {
    assertEquals(Device.cpu(), TorchEngine.device("cpu"));
    assertEquals(Device.cpu(), TorchEngine.device("CPU"));
    assertEquals("cpu", TorchEngine.name(Device.cpu()));
    assertEquals("cuda:1", TorchEngine.name(Device.gpu(1)));
    String message =
        assertThrows(IllegalArgumentException.class, () -> TorchEngine.device("tpu")).getMessage();
    assertEquals("device 'tpu' is not known; use auto, cpu, cuda or cuda:N", message);
  }

  @Test
  void aMissingGpuIsNamed() {
    Assumptions.assumeTrue(TorchEngine.start().getGpuCount() == 0, "this machine has a GPU");
    assertEquals(Device.cpu(), TorchEngine.device("auto"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> TorchEngine.device("cuda:0"))
            .getMessage();
    assertEquals("device 'cuda:0': PyTorch sees no GPU; use cpu or auto", message);
  }
}
