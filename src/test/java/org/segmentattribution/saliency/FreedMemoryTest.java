package org.segmentattribution.saliency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.torchscript.JavaProcess;

/**
 * No method reads memory that was freed or never written: maps are the same whatever the C library
 * fills such memory with. Java frees what it holds for closed arrays whenever it likes; here it
 * does so all the time.
 */
@EnabledOnOs(OS.LINUX)
class FreedMemoryTest {
  private static final String MAP = "map: ";
  private static volatile byte[] garbage;

  @Test
  void mapsDoNotDependOnWhatIsInFreedMemory() throws IOException {
    List<String> maps = maps(1);
    assertTrue(maps.size() > 200, maps.size() + " maps");
    // 255: bytes that are no number when they are read as float32
    List<String> others = maps(255);
    List<String> differing = new ArrayList<>(others);
    differing.removeAll(maps);
    assertEquals(List.of(), differing);
    assertEquals(maps.size(), others.size());
  }

  /** A line a model and method, from a process where freed memory is filled with a byte. */
  private static List<String> maps(int filling) throws IOException {
    ProcessBuilder builder =
        JavaProcess.of(
            FreedMemoryTest.class, List.of("-XX:+UseSerialGC", "-Xmx256m", "-Xmn2m"), List.of());
    builder.environment().put("MALLOC_PERTURB_", Integer.toString(filling));
    // freed blocks of any size are used again
    builder.environment().put("MALLOC_MMAP_THRESHOLD_", "4294967296");
    Process process = builder.start();
    List<String> maps;
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      maps = output.lines().filter(line -> line.startsWith(MAP)).toList();
    }
    assertEquals(0, process.onExit().join().exitValue(), "exit code after " + maps.size());
    return maps;
  }

  /** Prints what {@link #maps} passes on. */
  public static void main(String[] args) throws IOException {
    Thread collecting =
        new Thread(
            () -> {
              while (true) {
                garbage = new byte[100_000];
              }
            });
    collecting.setDaemon(true);
    collecting.start();
    try (Stream<Path> files = Files.list(Fixtures.resource("onnx/blocks"))) {
      TreeSet<String> seen = new TreeSet<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".onnx")).sorted().toList()) {
        String model = file.getFileName().toString().replace(".onnx", "");
        // one of the exports of an architecture
        if (seen.add(model.substring(0, model.indexOf('@')))) {
          print(model);
        }
      }
    }
  }

  private static void print(String model) throws IOException {
    for (String method : SaliencyMethods.names()) {
      Explanation made;
      try {
        made = BlocksTest.explain(model, List.of(method), few(method));
      } catch (IllegalArgumentException e) {
        continue; // not defined for a layer of this model
      }
      String maps = Arrays.deepToString(made.maps().get(method));
      System.out.println(MAP + model + " " + method + " " + maps.hashCode());
    }
  }

  private static List<String> few(String method) {
    return SaliencyMethods.parameters(method).stream()
        .map(Parameter::name)
        .filter(name -> name.equals("steps") || name.equals("samples"))
        .map(name -> name + "=2")
        .toList();
  }
}
