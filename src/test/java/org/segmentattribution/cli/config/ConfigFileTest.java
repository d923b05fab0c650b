package org.segmentattribution.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.cli.Called;
import org.segmentattribution.cli.Sat;
import org.segmentattribution.model.torchscript.JavaProcess;
import picocli.CommandLine;

/** A {@code --config} file of somebody else can do no more than set flags. */
class ConfigFileTest {
  @TempDir Path folder;
  private Path config;

  @BeforeEach
  void makeFolder() throws IOException {
    config = Files.createDirectories(folder.resolve("shared")).resolve("a.conf");
    Files.writeString(folder.resolve("outside.conf"), "batch = 3\n");
  }

  private Config read(String text) throws IOException {
    return ConfigFile.read(Files.writeString(config, text));
  }

  private String refusal(String text) throws IOException {
    Files.writeString(config, text);
    String line =
        assertThrows(WrongInput.class, () -> ConfigFile.read(config), () -> text.substring(0, 9))
            .getMessage();
    assertEquals(1, line.lines().count(), line);
    assertTrue(line.startsWith("--config " + config + ": "), line);
    assertTrue(line.length() < 500, line);
    return line;
  }

  @Test
  void filesBesideItAreIncluded() throws IOException {
    Path inner = Files.createDirectories(config.resolveSibling("parts"));
    Files.writeString(inner.resolve("b.conf"), "batch = 5\ninclude \"c.conf\"\n");
    Files.writeString(inner.resolve("c.conf"), "pad = 7\n");
    Config read = read("include \"parts/b.conf\"\ninclude required(file(\"parts/c.conf\"))\n");
    assertEquals(5, read.getInt("batch"));
    assertEquals(7, read.getInt("pad"));
  }

  @Test
  void circlesAreNamed() throws IOException {
    Path back = config.resolveSibling("back.conf");
    Files.writeString(back, "include \"" + config.getFileName() + "\"\n");
    String said = refusal("include \"back.conf\"\n");
    assertTrue(said.contains(back + ": include " + config.getFileName() + ": a file cannot"), said);
  }

  @Test
  void nothingElseIsIncluded() throws IOException {
    Files.createSymbolicLink(config.resolveSibling("link.conf"), folder.resolve("outside.conf"));
    Files.createSymbolicLink(config.resolveSibling("linked"), folder);
    for (String what :
        List.of(
            "\"../outside.conf\"",
            "file(\"../outside.conf\")",
            "required(\"../outside.conf\")",
            "required(file(\"" + folder.resolve("outside.conf") + "\"))",
            "\"" + folder.resolve("outside.conf") + "\"",
            "\"link.conf\"",
            "\"linked/outside.conf\"",
            "\"linked/shared/../outside.conf\"",
            "classpath(\"reference.conf\")",
            "\"reference.conf\"",
            "\"none.conf\"",
            "\"file:../outside.conf\"",
            "\"a.conf\"",
            "url(\"file:" + folder.resolve("outside.conf") + "\")")) {
      assertTrue(refusal("include " + what + "\n").contains("include "), what);
    }
  }

  @Test
  void nothingIsFetched() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          calls.incrementAndGet();
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/a.conf";
    try {
      for (String what :
          List.of("url(\"%s\")", "required(url(\"%s\"))", "\"%s\"", "file(\"%s\")")) {
        refusal("include " + what.formatted(url) + "\n");
      }
      assertEquals(0, calls.get());
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"${PATH}", "${DINOX_API_TOKEN}", "a${JAVA_HOME}b", "[${LANG}]"})
  void fewVariablesAreRead(String value) throws IOException {
    String line = refusal("highlight = " + value + "\n");
    assertTrue(
        line.endsWith("HOME, PWD, TMPDIR, USER, XDG_CACHE_HOME and those that begin with SAT_"));
  }

  @Test
  void thePageNamesTheVariables() throws IOException {
    String page = Files.readString(Path.of("docs/security.md"));
    for (String name : ConfigFile.VARIABLES) {
      assertTrue(page.contains("`" + name + "`"), name);
    }
    assertTrue(page.contains("begin with `" + ConfigFile.OWN + "`"));
  }

  @Test
  void namedVariablesAndOtherKeysAreRead() throws IOException {
    Config read = read("images = ${HOME}/a\nout = ${images}/b\nbatch = ${?PATH}\n");
    assertEquals(System.getenv("HOME") + "/a/b", read.getString("out"));
    assertFalse(read.hasPath("batch"));
    assertEquals(2, read.root().size());
  }

  @Test
  void sizeAndDepthAreBounded() throws IOException {
    List<String> hostile = new ArrayList<>();
    hostile.add("a=" + "[".repeat(100_000) + "]".repeat(100_000));
    hostile.add("a=" + "{a:".repeat(100_000) + "1" + "}".repeat(100_000));
    hostile.add("a=" + "[\"]\",".repeat(100_000) + "1");
    hostile.add("a." + "a.".repeat(100_000) + "a=1");
    hostile.add("a.".repeat(60) + "a=1");
    hostile.add("# " + "x".repeat(2 << 20));
    hostile.add("a=" + "${".repeat(5000));
    hostile.add(doubling("a%d=${a%d}${a%d}\n", "a0=lol\n"));
    hostile.add(doubling("a%d=[${a%d},${a%d}]\n", "a0=[1,2,3]\n"));
    hostile.add(doubling("a%d={x:${a%d},y:${a%d}}\n", "a0={z:1}\n"));
    hostile.add("a=${b}\nb=${a}\n");
    for (String text : hostile) {
      refusal(text);
    }
  }

  private static String doubling(String line, String first) {
    StringBuilder text = new StringBuilder(first);
    for (int i = 1; i < 45; i++) {
      text.append(line.formatted(i, i - 1, i - 1));
    }
    return text.toString();
  }

  private static Called sat(Object... arguments) {
    return Called.sat(arguments).ended(2);
  }

  @Test
  void anotherHostStandsOnTheCommandLineAlone() throws IOException {
    Files.writeString(
        config, "segmenter = dinox\ndinox-endpoint = \"https://elsewhere.example\"\n");
    Object[] call = {
      "segment", "--images", folder, "--out", folder.resolve("o"), "--config", config
    };
    String line = sat(call).err();
    assertTrue(line.contains("https://elsewhere.example"), line);
    assertTrue(line.contains("must stand on the command line"), line);
    Object[] said = new Object[call.length + 2];
    System.arraycopy(call, 0, said, 0, call.length);
    said[call.length] = "--dinox-endpoint";
    said[call.length + 1] = "https://other.example";
    // the next thing that is missing
    assertFalse(sat(said).err().contains("command line"), sat(said).err());
  }

  @Test
  void trustAndOtherConfigsStandInNoFile() throws IOException {
    for (String key : List.of("trust-model = true", "explain.trust-model = x", "config = b")) {
      Files.writeString(config, key + "\n");
      String line = sat("aggregate", "run", "--config", config).err();
      assertTrue(line.contains("is for the command line alone"), line);
    }
  }

  @Test
  void wrongValuesNameTheFileThatHasThem() throws IOException {
    Files.writeString(config, "batch = many\n");
    String line = sat("explain", "--images", "x", "--model", "y", "--config", config).err();
    assertTrue(line.contains("'many' is not an int, in " + config), line);
    line = sat("explain", "--images", "x", "--batch", "two", "--config", config).err();
    assertTrue(line.contains("'two' is not an int (see"), line);
  }

  /** Picocli replaces variables in default values, and takes those of a file for such. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "${env:HOME}",
        "${sys:user.home}",
        "a$b",
        "$",
        "$$",
        "$$$",
        "${",
        "$${env:HOME}",
        "${HOME}"
      })
  void textsStayAsTheyAre(String text) throws IOException {
    String quoted =
        text.startsWith("$") ? "\"$\"\"" + text.substring(1) + "\"" : "\"" + text + "\"";
    for (String value : List.of(quoted, "\"" + text + "\"")) {
      Files.writeString(config, "out = " + value + "\n");
      CommandLine command = new CommandLine(new Sat());
      String[] args = {"aggregate", "run", "--config", config.toString()};
      Sat.understand(command, args);
      command.parseArgs(args);
      Object out =
          command.getSubcommands().get("aggregate").getCommandSpec().findOption("--out").getValue();
      assertEquals(Path.of(text), out);
    }
  }

  @Test
  void theTokenStandsNowhereElse() {
    TokenGuard guard = new TokenGuard(Map.of("DINOX_API_TOKEN", " s3cr3t-token "));
    for (String[] args :
        List.of(
            new String[] {"explain", "--highlight", "a,s3cr3t-token"},
            new String[] {"explain", "--highlight=s3cr3t-token"},
            new String[] {"s3cr3t-token"})) {
      String line = assertThrows(WrongInput.class, () -> guard.check(args)).getMessage();
      assertFalse(line.contains("s3cr3t"), line);
      assertTrue(line.contains("DINOX_API_TOKEN"), line);
    }
    assertThrows(
        WrongInput.class,
        () -> guard.check(ConfigFactory.parseString("highlight = [a, xs3cr3t-tokenx]")));
    guard.check("explain", "--highlight", "s3cr3t");
    guard.check(ConfigFactory.parseString("highlight = a"));
    assertEquals("a *** b", guard.hide("a s3cr3t-token b"));
    // a text this short stands anywhere by chance
    new TokenGuard(Map.of("DINOX_API_TOKEN", "a")).check("aggregate");
    new TokenGuard(Map.of()).check("aggregate");
    TokenGuard both =
        new TokenGuard(Map.of("DINOX_API_TOKEN", "first-one", "MLFLOW_TRACKING_TOKEN", "another"));
    String line = assertThrows(WrongInput.class, () -> both.check("another")).getMessage();
    assertTrue(line.contains("MLFLOW_TRACKING_TOKEN") && !line.contains("another"), line);
    assertEquals("*** ***", both.hide("another first-one"));
  }

  @Test
  void theTokenOfTheEnvironmentIsInNoFileAndNoLine() throws Exception {
    Files.writeString(config, "highlight = s3cr3t-token\n");
    for (List<String> more :
        List.of(
            List.of("--config", config.toString()),
            List.of("--highlight", "s3cr3t-token", "--verbose"),
            List.of("--no-such-flag=s3cr3t-token"))) {
      List<String> call = new ArrayList<>(List.of("aggregate", folder.toString()));
      call.addAll(more);
      ProcessBuilder builder = JavaProcess.of(Sat.class, List.of("-Xmx256m"), call);
      builder.environment().put("DINOX_API_TOKEN", "s3cr3t-token");
      Process process = builder.redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(2, process.waitFor(), said);
      assertFalse(said.contains("s3cr3t-token"), said);
      assertTrue(said.contains("DINOX_API_TOKEN"), said);
    }
  }
}
