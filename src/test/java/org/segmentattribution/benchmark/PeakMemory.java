package org.segmentattribution.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.model.torchscript.JavaProcess;

/**
 * The most memory that a fresh process holds while it explains one batch: Linux's high-water mark
 * of the resident set (VmHWM), set back once the network is there. It includes the Java machine and
 * the weights.
 */
final class PeakMemory {
  static final String FORWARD = "forward";

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path RESET = Path.of("/proc/self/clear_refs");
  private static final String LINE = "peak MiB: ";

  private PeakMemory() {}

  static boolean measurable() {
    return Files.isReadable(STATUS) && Files.isWritable(RESET);
  }

  /** MiB of a method, or of the forward pass alone, in a process of its own; -1 if it failed. */
  static long of(String network, int threads, String method, int images) throws IOException {
    Process process =
        JavaProcess.of(
                PeakMemory.class,
                List.of(),
                List.of(network, Integer.toString(threads), method, Integer.toString(images)))
            .start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      return output
          .lines()
          .filter(line -> line.startsWith(LINE))
          .mapToLong(line -> Long.parseLong(line.substring(LINE.length())))
          .findFirst()
          .orElse(-1);
    }
  }

  /** Takes what {@link #of} passes on. */
  public static void main(String[] args) throws IOException {
    Networks.threads(Integer.parseInt(args[1]));
    int images = Integer.parseInt(args[3]);
    boolean forward = args[2].equals(FORWARD);
    try (var classifier = Networks.open(args[0])) {
      Product product =
          new Product(classifier, forward ? List.of() : List.of(args[2]), new Clock(0));
      Files.writeString(RESET, "5");
      if (forward) {
        product.forward(images);
      } else {
        product.explain(args[2], images);
      }
      System.out.println(LINE + highWater());
    }
  }

  private static long highWater() throws IOException {
    String line =
        Files.readAllLines(STATUS).stream().filter(l -> l.startsWith("VmHWM")).findFirst().get();
    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
  }
}
