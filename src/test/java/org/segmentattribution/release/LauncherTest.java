package org.segmentattribution.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The archive's {@code bin/sat}, with a Java that prints how it was called. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
  private static final String JAVA =
      """
      #!/bin/sh
      for word in "$@"; do echo "$word"; done
      echo "PYTORCH_LIBRARY_PATH=$PYTORCH_LIBRARY_PATH"
      echo "RUST_LIBRARY_PATH=$RUST_LIBRARY_PATH"
      exit 3
      """;

  @TempDir Path base;
  private Path home;

  @BeforeEach
  void unpack() throws IOException {
    home = folder("two words/sat-1");
  }

  private Path folder(String name) throws IOException {
    Path made = Files.createDirectories(base.toRealPath().resolve(name));
    ShellCall.script(
        made.resolve("bin/sat"), Files.readString(Path.of("src", "release", "bin", "sat")));
    ShellCall.script(made.resolve("runtime/bin/java"), JAVA);
    Path libraries = Files.createDirectories(made.resolve("lib/native"));
    Files.createFile(libraries.resolve("libtokenizers.so"));
    Files.writeString(made.resolve("lib/classpath"), "sat.jar a.jar b.jar\n");
    Files.writeString(made.resolve("lib/java.options"), "--one --two\n");
    return made;
  }

  private ShellCall call(Map<String, String> variables, String... words) throws Exception {
    return ShellCall.of(base, variables, Stream.of(words).toList());
  }

  private String launcher() {
    return home.resolve("bin/sat").toString();
  }

  private static String after(ShellCall call, String word) {
    return call.out().get(call.out().indexOf(word) + 1);
  }

  @Test
  void startsItsOwnJavaWithItsOwnLibrariesAndHandsOnTheExitCode() throws Exception {
    ShellCall call = call(Map.of(), launcher(), "explain", "--images", "my photos", "");
    assertEquals(3, call.code());
    assertEquals(List.of(), call.err());
    String lib = home.resolve("lib").toString();
    assertEquals(lib + "/sat.jar:" + lib + "/a.jar:" + lib + "/b.jar", after(call, "-cp"));
    int main = call.out().indexOf("org.segmentattribution.cli.Sat");
    assertEquals(
        List.of("explain", "--images", "my photos", ""), call.out().subList(main + 1, main + 5));
    assertTrue(call.out().contains("-Dsat.home=" + home));
    assertTrue(call.out().contains("-Donnxruntime.native.path=" + lib + "/native"));
    assertEquals("--two", after(call, "--one"));
    assertTrue(call.out().contains("PYTORCH_LIBRARY_PATH=" + lib + "/native/pytorch"));
    assertTrue(call.out().contains("RUST_LIBRARY_PATH=" + lib + "/native/libtokenizers.so"));
  }

  @Test
  void findsItsFolderThroughLinks() throws Exception {
    Path inside = Files.createSymbolicLink(home.resolve("first"), Path.of("bin/sat"));
    Path outside = Files.createDirectories(base.resolve("usr/bin")).resolve("sat");
    Files.createSymbolicLink(outside, inside.toAbsolutePath());
    ShellCall call = call(Map.of("CDPATH", base.toString()), outside.toString(), "doctor");
    assertEquals(List.of(), call.err());
    assertTrue(call.out().contains("-Dsat.home=" + home), call.out().toString());
  }

  @Test
  void addsOptionsAndJarsOfTheCaller() throws Exception {
    ShellCall call =
        call(
            Map.of(
                "SAT_JAVA_OPTS", "-Xmx2g -Da=b",
                "SAT_CLASSPATH", "/more/c.jar:/more/d.jar",
                "PYTORCH_LIBRARY_PATH", "/opt/libtorch/lib"),
            launcher());
    assertEquals("-Da=b", after(call, "-Xmx2g"));
    assertTrue(after(call, "-cp").endsWith("/lib/b.jar:/more/c.jar:/more/d.jar"));
    assertTrue(call.out().contains("PYTORCH_LIBRARY_PATH=/opt/libtorch/lib"));
  }

  @Test
  void saysWhichFolderCannotBe() throws Exception {
    Path bad = folder("with:colon");
    ShellCall call = call(Map.of(), bad.resolve("bin/sat").toString(), "doctor");
    assertEquals(1, call.code());
    assertEquals(List.of(), call.out());
    assertEquals(
        List.of(
            "sat: "
                + bad
                + " has a colon in its name, which Java's class path cannot hold; move the folder"),
        call.err());
  }
}
