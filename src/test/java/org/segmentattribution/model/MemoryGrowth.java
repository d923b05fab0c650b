package org.segmentattribution.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** How much the memory of this process grows while the same work is done again and again. */
public final class MemoryGrowth {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int ROUNDS = 3;

  private MemoryGrowth() {}

  /** Whether memory can be measured here. */
  public static boolean measurable() {
    return Files.exists(STATUS);
  }

  /**
   * The least growth of three rounds of work, in MB. A leak grows in every round; the Java heap and
   * the allocator's own reserves, which other tests of the process fill as well, only in some. The
   * test is skipped where memory can't be measured.
   */
  public static long ofRounds(Runnable round) throws IOException {
    Assumptions.assumeTrue(measurable(), "resident memory is read from /proc");
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long before = residentMegabytes();
      round.run();
      least = Math.min(least, residentMegabytes() - before);
    }
    return least;
  }

  private static long residentMegabytes() throws IOException {
    System.gc();
    String line =
        Files.readAllLines(STATUS).stream().filter(l -> l.startsWith("VmRSS")).findFirst().get();
    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
  }
}
