package org.segmentattribution.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.cli.Sat;

/**
 * The Python package: its tests in {@code src/test/python}, run by the Python that the environment
 * variable SAT_TEST_PYTHON names, else by {@code python3}.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the tests' programs are scripts of Unix")
class PythonPackageTest {
  private static final String VARIABLE = "SAT_TEST_PYTHON";
  private static final Path TESTS = Path.of("src/test/python");

  @TempDir Path folder;

  /** What a call of Python printed, and its exit code; -1 where there is no Python. */
  private record Ended(int code, String printed) {}

  private static String python() {
    String named = System.getenv(VARIABLE);
    return named == null ? "python3" : named;
  }

  private Ended python(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(python()));
    command.addAll(List.of(arguments));
    Path printed = folder.resolve("printed");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
    builder.environment().put("SAT", sat().toString());
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    try {
      return new Ended(builder.start().waitFor(), Files.readString(printed));
    } catch (IOException e) {
      return new Ended(-1, String.valueOf(e.getMessage()));
    }
  }

  /** This build as a program; it runs for seconds, so its code is compiled quickly. */
  private Path sat() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String options = "-Xmx1g -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dai.djl.offline=true";
    String line =
        "exec '%s' %s -cp '%s' %s \"$@\""
            .formatted(java, options, System.getProperty("java.class.path"), Sat.class.getName());
    Path script = folder.resolve("sat");
    Files.writeString(script, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  private void pass(String tests) throws IOException, InterruptedException {
    Ended ended =
        python("-W", "ignore", "-m", "unittest", "discover", "-s", TESTS.toString(), "-p", tests);
    assertEquals(0, ended.code(), ended.printed());
  }

  @Test
  void flagsImagesProgramAndWheel() throws Exception {
    String old = python() + " is no Python 3.10 or newer; set " + VARIABLE;
    assumeTrue(python("-c", "import sys; sys.exit(sys.version_info < (3, 10))").code() == 0, old);
    pass("test_plain.py");
  }

  @Test
  void transformsAndModules() throws Exception {
    String missing = python() + " has no torch, torchvision and pandas; set " + VARIABLE;
    assumeTrue(python("-c", "import torch, torchvision, pandas").code() == 0, missing);
    pass("test_torch.py");
  }
}
