package org.segmentattribution.cli;

import picocli.CommandLine.Option;

/** Flags of the watermark experiment that the demo shares. */
final class SweepOptions {
  @Option(
      names = "--prevalence",
      paramLabel = "PERCENTS",
      description = "shares of the marked class to mark (default: ${DEFAULT-VALUE})")
  NameList prevalence;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "classifiers trained at each prevalence (default: ${DEFAULT-VALUE})")
  int seeds;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description = "saliency method (default: ${DEFAULT-VALUE})")
  String method;

  @Option(
      names = "--pad",
      paramLabel = "PIXELS",
      description = "padding of masks on the model's grid (default: ${DEFAULT-VALUE})")
  int pad;
}
