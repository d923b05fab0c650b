package org.segmentattribution.cli;

import org.segmentattribution.model.TorchEngine;
import picocli.CommandLine.Option;

/** Flags of every command that computes. */
final class MachineFlags {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "auto, cpu, cuda or cuda:N (default: ${DEFAULT-VALUE})")
  String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "workers; 0 takes one for each processor (default: ${DEFAULT-VALUE})")
  int threads;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of every random choice (default: ${DEFAULT-VALUE})")
  long seed;

  /** Gives all processors to one batch after another; to be called before anything computes. */
  void useForOneBatch() {
    TorchEngine.useThreads(workers());
  }

  /** How many workers that is. */
  int workers() {
    CommonOptions.require(threads >= 0, "--threads must not be negative");
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }
}
