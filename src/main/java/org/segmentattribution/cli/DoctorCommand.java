package org.segmentattribution.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.segmentattribution.pipeline.SelfTest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sat doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Show versions, engines, devices and threads, and try a forward and a backward pass.",
      "Exit code 0 only if explain would work."
    })
final class DoctorCommand implements Callable<Integer> {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "auto, cpu, cuda or cuda:N (default: ${DEFAULT-VALUE})")
  private String device;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    SelfTest.Result result = SelfTest.run(device);
    for (Map.Entry<String, String> line : result.lines().entrySet()) {
      System.out.printf("%-22s %s%n", line.getKey(), line.getValue());
    }
    System.out.println(result.verdict());
    return result.works() ? 0 : 1;
  }
}
