package org.segmentattribution.model.torchscript;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.segmentattribution.api.SettingText;
import org.segmentattribution.model.ModelTrust;

/**
 * Ends the process if the code in a model's file takes too much time or memory: it runs in PyTorch,
 * where Java cannot interrupt it. Memory is watched on Linux only.
 */
public final class PassWatch {
  private static final long PERIOD_MILLIS = 100;
  private static final int FAILED = 1;
  private static final long PAGE = 4096;
  private static final Path RESIDENT = Path.of("/proc/self/statm");

  /** A running pass. */
  private record Pass(Path file, long begin, Duration most, long memory) {}

  private static final PassWatch PROCESS = new PassWatch(PassWatch::end);
  private static volatile Consumer<SettingText> reader = why -> System.err.println("sat: " + why);

  private final Set<Pass> passes = ConcurrentHashMap.newKeySet();
  private final Consumer<SettingText> end;
  private boolean watching;

  /**
   * @param end receives the reason, in one line, and ends the process
   */
  PassWatch(Consumer<SettingText> end) {
    this.end = end;
  }

  /** Runs a pass; if it exceeds its limits, the process ends with exit code 1. */
  static <T> T watch(Path file, ModelTrust trust, Supplier<T> pass) {
    return PROCESS.run(file, trust, pass);
  }

  <T> T run(Path file, ModelTrust trust, Supplier<T> pass) {
    start();
    long memory = trust.memory() > 0 ? trust.memory() : machine() / 4 * 3;
    Pass entry = new Pass(file, System.nanoTime(), trust.pass(), memory);
    passes.add(entry);
    try {
      return pass.get();
    } finally {
      passes.remove(entry);
    }
  }

  private synchronized void start() {
    if (!watching) {
      watching = true;
      Thread thread = new Thread(this::look, "pass-watch");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void look() {
    try {
      while (true) {
        Thread.sleep(PERIOD_MILLIS);
        if (!passes.isEmpty()) {
          long held = resident();
          passes.forEach(pass -> check(pass, held));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void check(Pass pass, long held) {
    Duration taken = Duration.ofNanos(System.nanoTime() - pass.begin());
    if (taken.compareTo(pass.most()) > 0) {
      end.accept(
          SettingText.of(
              "%s: a pass takes longer than %s s: the model's code may never end; {model-seconds}"
                  + " allows more",
              pass.file(), pass.most().toMillis() / 1000.0));
    } else if (held > pass.memory()) {
      end.accept(
          SettingText.of(
              "%s: a pass takes more than %s GiB of memory: a smaller {batch} takes less,"
                  + " {model-memory} allows more",
              pass.file(), String.format("%.1f", pass.memory() / (double) (1 << 30))));
    }
  }

  private static long machine() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Long.MAX_VALUE;
  }

  /** Returns the bytes of memory that this process uses; 0 if the system does not say. */
  private static long resident() {
    try {
      return Long.parseLong(Files.readString(RESIDENT).split(" ")[1]) * PAGE;
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  /** Sets who says why the process ends; it does not come back. */
  public static void tell(Consumer<SettingText> toSay) {
    reader = toSay;
  }

  private static void end(SettingText why) {
    System.err.println();
    reader.accept(why);
    System.err.flush();
    // an orderly exit would wait for a thread that never returns
    Runtime.getRuntime().halt(FAILED);
  }
}
