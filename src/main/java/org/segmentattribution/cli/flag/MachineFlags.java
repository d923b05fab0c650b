package org.segmentattribution.cli.flag;

import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.pipeline.Compute;
import picocli.CommandLine.Option;

/** Flags of every command that computes. */
public final class MachineFlags {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "auto, cpu, cuda or cuda:N (default: ${DEFAULT-VALUE})")
  public String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "workers; 0 takes one for each processor (default: ${DEFAULT-VALUE})")
  int threads;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of every random choice (default: ${DEFAULT-VALUE})")
  public long seed;

  /** Gives all processors to one batch after another; to be called before anything computes. */
  public void useForOneBatch() {
    TorchEngine.useThreads(workers());
  }

  /** How a command computes. */
  public Compute compute() {
    return new Compute(device, workers(), seed);
  }

  /** How many workers that is. */
  public int workers() {
    CommonOptions.require(threads >= 0, "--threads must not be negative");
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }
}
