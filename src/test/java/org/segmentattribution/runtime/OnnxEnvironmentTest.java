package org.segmentattribution.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.model.torchscript.JavaProcess;

/** A process whose shutdown has begun while passes go on. */
@Timeout(120)
class OnnxEnvironmentTest {
  private static final int DONE = 5;

  /** The process. */
  static final class Stopped {
    private Stopped() {}

    public static void main(String[] args) throws IOException, ReflectiveOperationException {
      OnnxGraph graph = OnnxGraph.open(Path.of(args[0]), "cpu");
      letGo();
      for (int i = 0; i < 200; i++) {
        graph.run(Map.of("x", Tensor.of(new float[] {1}, 1)));
      }
      OnnxGraph.open(Path.of(args[0]), "cpu").close();
      Runtime.getRuntime().halt(DONE);
    }

    /** What ONNX Runtime's own shutdown hook does. */
    private static void letGo() throws ReflectiveOperationException {
      Method close = OrtEnvironment.class.getDeclaredMethod("close", long.class, long.class);
      Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
      Field own = OrtEnvironment.class.getDeclaredField("nativeHandle");
      close.setAccessible(true);
      api.setAccessible(true);
      own.setAccessible(true);
      close.invoke(null, api.get(null), own.get(OrtEnvironment.getEnvironment()));
    }
  }

  @Test
  void passesGoOnAfterTheShutdownHook(@TempDir Path folder) throws Exception {
    Path file = LoopGraph.write(folder, 3);
    Path log = folder.resolve("log.txt");
    int code =
        JavaProcess.of(
                Stopped.class,
                List.of(
                    "-XX:ErrorFile=" + folder.resolve("crash.txt"), "-XX:-CreateCoredumpOnCrash"),
                List.of(file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertEquals(DONE, code, Files.readString(log));
  }
}
