package org.segmentattribution.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The project {@code examples} compiles against this one, and its tests pass. */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("examples");
  private static final String PACKAGE = "org.segmentattribution.examples.";

  @TempDir Path folder;

  @Test
  void compileAndPass() throws Exception {
    compile();
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(
                  selectClass(loader.loadClass(PACKAGE + "ProgramsTest")),
                  selectClass(loader.loadClass(PACKAGE + "ModelTest")))
              .build();
      SummaryGeneratingListener summary = new SummaryGeneratingListener();
      LauncherFactory.create().execute(request, summary);
      StringWriter failures = new StringWriter();
      summary.getSummary().printFailuresTo(new PrintWriter(failures));
      assertEquals(0, summary.getSummary().getTotalFailureCount(), failures.toString());
      assertEquals(6, summary.getSummary().getTestsSucceededCount());
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private void compile() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> found = Files.walk(EXAMPLES.resolve("src"))) {
      List<Path> sources = found.filter(file -> file.toString().endsWith(".java")).toList();
      assertEquals(6, sources.size());
      List<String> options =
          List.of(
              "-d",
              folder.toString(),
              "-classpath",
              System.getProperty("java.class.path"),
              "-proc:none",
              "-Xlint:all,-processing,-serial,-classfile,-path",
              "-Werror");
      boolean compiled =
          compiler
              .getTask(
                  messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertTrue(compiled, messages.toString());
    }
  }

  @Test
  void useOnlyWhatIsStable() throws IOException {
    List<String> internal = new ArrayList<>();
    Pattern imported =
        Pattern.compile("(?m)^import (?:static )?(org\\.segmentattribution\\.\\S+);");
    try (Stream<Path> found = Files.walk(EXAMPLES.resolve("src"))) {
      for (Path source : found.filter(file -> file.toString().endsWith(".java")).toList()) {
        Matcher names = imported.matcher(Files.readString(source));
        while (names.find()) {
          if (!names.group(1).startsWith("org.segmentattribution.api.")) {
            internal.add(source + ": " + names.group(1));
          }
        }
      }
    }
    assertEquals(List.of(), internal);
  }

  @Test
  void haveTheVersionsOfThisProject() throws IOException {
    String ours = Files.readString(Path.of("pom.xml"));
    String theirs = Files.readString(EXAMPLES.resolve("pom.xml"));
    assertEquals(version(ours, "sat</artifactId>\\s*<version>"), version(theirs, "<sat.version>"));
    for (String artifact :
        List.of(
            "maven-compiler-plugin",
            "maven-jar-plugin",
            "maven-resources-plugin",
            "maven-surefire-plugin")) {
      String before = artifact + "</artifactId>\\s*<version>";
      assertEquals(version(ours, before), version(theirs, before), artifact);
    }
    assertEquals(
        version(ours, "junit-jupiter</artifactId>\\s*<version>"),
        version(theirs, "<junit.version>"));
  }

  private static String version(String pom, String before) {
    Matcher found = Pattern.compile(before + "([^<]+)<").matcher(pom);
    assertTrue(found.find(), before);
    return found.group(1);
  }
}
