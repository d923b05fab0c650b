package org.segmentattribution.command.train;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.segmentattribution.cli.Sat;
import org.segmentattribution.command.train.group.DemoScenes;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.onnx.NetworkClassifier;

/**
 * Calls {@code sat train --avoid watermark} on the pictures that a finished {@code sat demo}
 * trained on, and measures the classifiers on clean test pictures and on swapped ones (the mark
 * filled in zebras and pasted into horses). One CSV row a classifier; what the command says goes to
 * stderr.
 */
final class DemoTraining {
  private DemoTraining() {}

  /**
   * Measures.
   *
   * @param args folder of the demo's run; prevalences with commas; seeds with commas; ways as
   *     {@code --how} takes them, or {@code none} for a training without {@code --avoid}; then
   *     flags of {@code sat train}; {@code --both PERCENT} marks this share of <em>both</em>
   *     classes instead, and {@code --init demo} begins with the demo's classifier of this
   *     prevalence and seed
   */
  public static void main(String[] args) throws IOException {
    Path demo = Path.of(args[0]);
    List<String> flags = new ArrayList<>(List.of(args).subList(4, args.length));
    int at = flags.indexOf("--both");
    double both = at < 0 ? -1 : Double.parseDouble(flags.get(at + 1));
    if (at >= 0) {
      flags.subList(at, at + 2).clear();
    }
    System.out.println("prevalence,seed,how,flags,clean,swapped,note,seconds");
    for (int prevalence : numbers(args[1])) {
      for (int seed : numbers(args[2])) {
        Path folder = Files.createTempDirectory("demo-training");
        try {
          DemoScenes scenes = DemoScenes.of(demo);
          scenes.write(folder, scenes.marked(prevalence, seed, both));
          Path init =
              demo.resolve(String.format("models/prevalence-%03d-seed-%d.onnx", prevalence, seed));
          List<String> own = new ArrayList<>(flags);
          own.replaceAll(flag -> flag.equals("demo") ? init.toString() : flag);
          String row = String.join(" ", flags).replace(',', ' ');
          measure(scenes, folder, seed, args[3], own, prevalence + "," + seed + ",", row);
        } finally {
          delete(folder);
        }
      }
    }
  }

  private static int[] numbers(String list) {
    return Arrays.stream(list.split(",")).mapToInt(Integer::parseInt).toArray();
  }

  private static void measure(
      DemoScenes scenes,
      Path folder,
      int seed,
      String how,
      List<String> flags,
      String start,
      String shown)
      throws IOException {
    Path out = folder.resolve("model.onnx");
    List<String> call =
        new ArrayList<>(
            List.of("train", "--images", folder.resolve("images").toString(), "--seed", seed + ""));
    call.addAll(List.of("--threads", "1", "--device", "cpu", "--out", out.toString()));
    if (!how.equals("none")) {
      call.addAll(List.of("--avoid", "watermark", "--how", how));
      call.addAll(List.of("--masks", "masks:" + folder.resolve("masks")));
    }
    call.addAll(flags);
    PrintStream usual = System.out;
    PrintStream error = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream caught = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(caught);
    System.setErr(caught);
    long begin = System.nanoTime();
    int code;
    try {
      code = Sat.run(call.toArray(String[]::new));
    } finally {
      System.setOut(usual);
      System.setErr(error);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    String text = said.toString(StandardCharsets.UTF_8);
    System.err.println(
        text.lines().filter(l -> !l.startsWith("training  ")).collect(Collectors.joining("\n")));
    if (code != 0) {
      throw new IllegalStateException("sat train ended with " + code);
    }
    try (NetworkClassifier made = (NetworkClassifier) Classifiers.load(out, "cpu")) {
      double[] accuracies = scenes.accuracies(made, seed);
      System.out.printf(
          Locale.ROOT,
          "%s%s,%s,%.4f,%.4f,%s,%.1f%n",
          start,
          how.replace(',', '+'),
          shown,
          accuracies[0],
          accuracies[1],
          text.contains("the loss is still") ? "not learned" : "",
          seconds);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
