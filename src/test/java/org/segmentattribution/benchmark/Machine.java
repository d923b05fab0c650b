package org.segmentattribution.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.segmentattribution.model.engine.EngineReport;

/** What the figures were measured on. */
final class Machine {
  private static final Path CPU = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** Facts by name, in the order in which they are shown. */
  static Map<String, String> facts(EngineReport engine, double load, Map<String, String> peers)
      throws IOException {
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
    peers.forEach(facts::put);
    facts.put("threads within an operation", Integer.toString(engine.threads()));
    facts.put(
        "processes that were ready to run before the first measurement",
        load < 0 ? "not known" : String.format(Locale.ROOT, "%.1f", load));
    return facts;
  }

  /** Processes that run or are ready to run, mean of the last minute; negative if not known. */
  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
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
