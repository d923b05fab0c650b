package org.segmentattribution.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.segmentattribution.model.engine.EngineReport;

/** What the figures were measured on. */
final class Machine {
  private static final Path CPU = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** Facts by name, in the order in which they are shown. */
  static Map<String, String> facts(EngineReport engine, String peer) throws IOException {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("processor", processor() + ", " + system.getAvailableProcessors() + " cores");
    facts.put("memory", (system.getTotalMemorySize() >> 30) + " GiB");
    facts.put(
        "system",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
    facts.put(
        "Java", System.getProperty("java.version") + ", " + System.getProperty("java.vm.name"));
    facts.put("PyTorch of sat", engine.pytorch() + ", by DJL " + engine.djl());
    facts.put("convolutions", engine.convolutions());
    facts.put("PyTorch of the peer", peer);
    facts.put("threads within an operation", Integer.toString(engine.threads()));
    return facts;
  }

  private static String processor() throws IOException {
    if (!Files.isReadable(CPU)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(CPU).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
