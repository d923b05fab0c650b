package org.segmentattribution.saliency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.segmentattribution.image.NpyFile;
import org.segmentattribution.model.Classifier;
import org.segmentattribution.model.Fixtures;

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
    assertEquals(maps, maps(255));
  }

  /** A line a model and method, from a process where freed memory is filled with a byte. */
  private static List<String> maps(int filling) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-Xmn2m",
            "-Dai.djl.offline=true",
            "-cp",
            System.getProperty("java.class.path"),
            FreedMemoryTest.class.getName());
    builder.environment().put("MALLOC_PERTURB_", Integer.toString(filling));
    // freed blocks of any size are used again
    builder.environment().put("MALLOC_MMAP_THRESHOLD_", "4294967296");
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      return output.lines().filter(line -> line.startsWith(MAP)).toList();
    }
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
        String model = file.getFileName().toString();
        // one of the exports of an architecture
        if (seen.add(model.substring(0, model.indexOf('@')))) {
          print(model);
        }
      }
    }
  }

  private static void print(String model) throws IOException {
    String stem = model.substring(0, model.indexOf('@'));
    NpyFile input = NpyFile.read(Fixtures.resource("onnx/blocks/" + stem + ".input.npy"));
    int[] shape = input.shape();
    int[] targets = new int[shape[0]];
    Arrays.fill(targets, Explainer.PREDICTED);
    try (Classifier classifier = Networks.classifier("onnx/blocks/" + model, shape[2], shape[3])) {
      for (String method : SaliencyMethods.names()) {
        Explanation made;
        try {
          made =
              new Explainer(
                      classifier,
                      SaliencyMethods.select(List.of(method), few(method), 1, ChannelReduction.SUM),
                      ChannelReduction.SUM)
                  .explain(input.values(), shape[0], targets);
        } catch (IllegalArgumentException e) {
          continue; // not defined for a layer of this model
        }
        String maps = Arrays.deepToString(made.maps().get(method));
        System.out.println(MAP + model + " " + method + " " + maps.hashCode());
      }
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
