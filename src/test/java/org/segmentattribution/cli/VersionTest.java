package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.model.torchscript.JavaProcess;

/** The version stands in pom.xml; whatever prints or quotes it has the same. */
class VersionTest {
  private static final Pattern POM =
      Pattern.compile("<artifactId>sat</artifactId>\\s*<version>(.+?)<");
  private static final Pattern JAR = Pattern.compile("\\bsat-(\\d[\\w.-]*)\\.jar");

  private static String ofPom() throws IOException {
    Matcher matcher = POM.matcher(Files.readString(Path.of("pom.xml")));
    return matcher.results().map(r -> r.group(1)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void isPrinted(String flag) throws Exception {
    Process process = JavaProcess.of(Sat.class, List.of(), List.of(flag)).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    assertEquals("sat " + ofPom(), printed.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"docs/spark.md", "src/spark/java/org/segmentattribution/cli/SparkSat.java"})
  void isQuoted(String file) throws Exception {
    Matcher matcher = JAR.matcher(Files.readString(Path.of(file)));
    Set<String> quoted = matcher.results().map(r -> r.group(1)).collect(Collectors.toSet());
    assertEquals(Set.of(ofPom()), quoted);
  }
}
