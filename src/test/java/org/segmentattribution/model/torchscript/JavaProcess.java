package org.segmentattribution.model.torchscript;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A class of this program in a Java process of its own. */
public final class JavaProcess {
  private JavaProcess() {}

  /** Ready to start, with this process's classes; what it says on standard error is dropped. */
  public static ProcessBuilder of(Class<?> main, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-Dai.djl.offline=true", "-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
  }
}
