package org.segmentattribution.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code scripts/sat} says while it builds, with a Maven that only talks. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class BuildProgressTest {
  private static final String TALK =
      """
      #!/bin/sh
      cat <<'END'
      [INFO] Scanning for projects...
      [INFO] Downloading from central: https://host/a.pom
      Downloaded from central: https://host/a.pom (250 kB at 1.0 MB/s)
      [INFO] Downloaded from central: https://host/b.jar (111 MB at 20 MB/s)
      Downloaded from central: https://host/c.jar (1.3 GB at 20 MB/s)
      [INFO] --- maven-compiler-plugin:3.14.0:compile (default-compile) @ sat ---
      END
      """;

  @TempDir Path base;
  private Path home;

  @BeforeEach
  void checkout() throws IOException {
    home = base.toRealPath().resolve("my sat");
    ShellCall.script(home.resolve("scripts/sat"), Files.readString(Path.of("scripts", "sat")));
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.createDirectories(home.resolve("src/main"));
    Files.createDirectories(home.resolve("config"));
    ShellCall.script(base.resolve("tools/java"), "#!/bin/sh\necho \"java ran\"\n");
  }

  private ShellCall call(String maven) throws Exception {
    ShellCall.script(base.resolve("tools/mvn"), TALK + maven);
    String path = base.resolve("tools") + ":" + System.getenv("PATH");
    return ShellCall.of(
        base, Map.of("PATH", path), List.of(home.resolve("scripts/sat").toString(), "doctor"));
  }

  @Test
  void addsUpWhatWasDownloadedAndBuildsOnce() throws Exception {
    String built =
        "mkdir -p '%s/target/classes' && echo x > '%s/target/classpath.txt'".formatted(home, home);
    ShellCall first = call(built);
    assertEquals(0, first.code(), first.err().toString());
    assertEquals(List.of("java ran"), first.out());
    assertEquals(2, first.err().size(), first.err().toString());
    assertTrue(first.err().get(0).startsWith("sat: building (the first time downloads about"));
    String last = first.err().get(1);
    assertTrue(last.matches("sat: built; 3 files, 1411 MB downloaded; \\d+ s"), last);
    ShellCall second = call("exit 1");
    assertEquals(0, second.code());
    assertEquals(List.of(), second.err());
  }

  @Test
  void showsTheLinesOfAnErrorAlone() throws Exception {
    ShellCall call =
        call(
            """
            cat <<'END'
            [INFO] BUILD FAILURE
            [ERROR] /src/Sat.java:[7,3] cannot find symbol
              symbol:   class Nothing
            [INFO] 1 error
            [ERROR]
            [ERROR] Re-run Maven using the -X switch to enable full debug logging.
            END
            exit 1
            """);
    assertEquals(1, call.code());
    assertEquals(List.of(), call.out());
    assertEquals(
        List.of(
            "[ERROR] /src/Sat.java:[7,3] cannot find symbol",
            "  symbol:   class Nothing",
            "sat: the build failed; see the lines above"),
        call.err().subList(1, call.err().size()));
  }

  @Test
  void showsWhatAMavenThatDoesNotBeginSays() throws Exception {
    ShellCall call = call("echo 'The JAVA_HOME environment variable is not defined'; exit 1");
    assertEquals(1, call.code());
    List<String> err = call.err();
    assertEquals(
        List.of(
            "The JAVA_HOME environment variable is not defined",
            "sat: the build failed; see the lines above"),
        err.subList(err.size() - 2, err.size()));
  }
}
