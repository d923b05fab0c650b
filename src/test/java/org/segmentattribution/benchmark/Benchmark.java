package org.segmentattribution.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.saliency.SaliencyMethods;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scripts/bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "What each saliency method costs, as a multiple of one plain forward pass.")
final class Benchmark implements Callable<Integer> {
  private static final int WARM_UP = 5;

  /** Writes all measurements so far. */
  private interface Sink {
    void write() throws IOException;
  }

  @Option(
      names = "--network",
      split = ",",
      description =
          "with random weights: vgg16, squeezenet, tiny; those of torchvision, such as vit_b_16,"
              + " by --python")
  private List<String> networks = List.of("vgg16");

  @Option(names = "--model", description = "FILE.onnx with its JSON instead; without peers")
  private Path model;

  @Option(names = "--methods", split = ",", description = "names; none: all that need no file")
  private List<String> methods = List.of();

  @Option(names = "--batch", split = ",", description = "images in a batch, one table each")
  private List<Integer> batches = List.of(1, 8, 32);

  @Option(names = "--rounds", description = "most rounds of a method")
  private int rounds = 11;

  @Option(names = "--budget", description = "seconds for one method at one batch size")
  private double budget = 120;

  @Option(names = "--threads", description = "of PyTorch within one operation; 0: all cores")
  private int threads;

  @Option(names = "--no-memory", description = "leave peak memory out")
  private boolean noMemory;

  @Option(names = "--no-peer", description = "leave the libraries for Python out")
  private boolean noPeer;

  @Option(
      names = "--peers",
      split = ",",
      description = "libraries for Python to run beside, where they are installed")
  private List<String> peers = PythonPeer.ALL;

  @Option(
      names = "--python",
      description = "a Python that has torch and torchvision, and the libraries (SAT_PYTHON)")
  private String python = System.getenv().getOrDefault("SAT_PYTHON", "/usr/bin/python3");

  @Option(names = "--scripts", hidden = true)
  private Path scripts = Path.of("scripts");

  @Option(
      names = "--quick",
      description = "squeezenet, batch 1, 1 second a method, no memory, no peers")
  private boolean quick;

  @Option(
      names = "--resume",
      description = "keep what performance.csv has and measure the rest, on the same machine")
  private boolean resume;

  @Option(names = "--output", description = "folder of performance.md and performance.csv")
  private Path output = Path.of("docs");

  @Spec private CommandSpec spec;

  private final Map<Integer, Long> forwardPeaks = new HashMap<>();
  private final List<Measurement> all = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();

  /** Exit codes as of {@code sat}: 0 done, 1 failed, 2 the call is wrong. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    CommandLine line = new CommandLine(new Benchmark());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println("bench: " + failure.getMessage());
          return failure instanceof IllegalArgumentException ? 2 : 1;
        });
    return line.execute(args);
  }

  @Override
  public Integer call() throws IOException {
    if (rounds < 1 || threads < 0 || batches.stream().anyMatch(batch -> batch < 1)) {
      throw new IllegalArgumentException("--rounds and --batch must be at least 1, --threads 0");
    }
    if (quick) {
      networks = List.of("squeezenet");
      batches = List.of(1);
      budget = 1;
      noMemory = true;
      noPeer = true;
    }
    threads = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    double load = Machine.load();
    Networks.threads(threads);
    if (resume && Files.exists(output.resolve("performance.csv"))) {
      all.addAll(MeasurementCsv.read(output.resolve("performance.csv")));
      calls.addAll(PerformancePage.calls(Files.readString(output.resolve("performance.md"))));
    }
    calls.add(command());
    Map<String, String> versions = new TreeMap<>();
    if (model != null) {
      noPeer = true;
      networks = List.of(model.toString());
    }
    for (String network : networks) {
      measure(network, load, versions);
    }
    return 0;
  }

  private void measure(String network, double load, Map<String, String> versions)
      throws IOException {
    List<PythonPeer> started = noPeer ? List.of() : started(network);
    started.forEach(peer -> versions.put(peer.name(), peer.version()));
    Path script = scripts.resolve("bench-peer.py");
    try (Networks.Opened opened = Networks.open(network, python, script)) {
      LoadedClassifier classifier = opened.classifier();
      Product product =
          new Product(
              classifier,
              methods.isEmpty() ? SaliencyMethods.names() : methods,
              new Clock(threads));
      product.leftOut().forEach((method, why) -> System.err.println(method + ": " + why));
      List<Contestant> contestants = new ArrayList<>(List.of(product));
      contestants.addAll(started);
      Map<String, String> facts = Machine.facts(TorchEngine.report(), load, versions);
      measure(opened, product.methods(), contestants, () -> write(facts));
    } finally {
      started.forEach(PythonPeer::close);
    }
  }

  private List<PythonPeer> started(String network) {
    List<PythonPeer> started = new ArrayList<>();
    for (String library : peers) {
      try {
        Path script = scripts.resolve("bench-peer.py");
        started.add(new PythonPeer(library, python, script, network, threads));
      } catch (IOException e) {
        System.err.println(
            "without " + library + ": " + python + " has it not, or it cannot run " + network);
      }
    }
    return started;
  }

  /** Hands on what there is after each method: a run that is broken off leaves its figures. */
  private void measure(
      Networks.Opened network, List<String> names, List<Contestant> contestants, Sink sink)
      throws IOException {
    for (Contestant contestant : contestants) {
      for (int k = 0; k < WARM_UP; k++) {
        contestant.forward(1);
      }
    }
    forwardPeaks.clear();
    Rounds plan = new Rounds(rounds, budget);
    for (int batch : batches) {
      for (String method : names) {
        Task task = new Task(network.name(), method, batch);
        if (all.stream().anyMatch(m -> m.task().equals(task))) {
          continue;
        }
        for (Measurement m : plan.measure(contestants, task)) {
          Measurement whole = m.contestant().equals(Product.NAME) ? withPeaks(network, m) : m;
          all.add(whole);
          System.err.printf(
              Locale.ROOT,
              "%s, batch %d  %-26s %-8s %8.2f x  %9.1f ms an image%s%n",
              network.name(),
              batch,
              method,
              m.contestant(),
              m.multiple().median(),
              m.method().median() / m.images(),
              whole.peak() < 0 ? "" : "  " + whole.peak() + " MiB");
        }
        sink.write();
      }
    }
    sink.write();
  }

  private Measurement withPeaks(Networks.Opened network, Measurement m) throws IOException {
    if (noMemory || !PeakMemory.measurable()) {
      return m;
    }
    String file = network.source();
    if (!forwardPeaks.containsKey(m.images())) {
      forwardPeaks.put(m.images(), PeakMemory.of(file, threads, PeakMemory.FORWARD, m.images()));
    }
    long peak = PeakMemory.of(file, threads, m.methodName(), m.images());
    return m.withPeaks(peak, forwardPeaks.get(m.images()));
  }

  private void write(Map<String, String> facts) throws IOException {
    Files.createDirectories(output);
    MeasurementCsv.write(output.resolve("performance.csv"), all);
    PerformancePage page = new PerformancePage(calls, facts, all);
    Files.writeString(output.resolve("performance.md"), page.toString());
  }

  /** The call without folders of this machine. */
  private String command() {
    StringBuilder text = new StringBuilder("scripts/bench");
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (option.type().equals(boolean.class)) {
        text.append(" ").append(option.longestName());
      } else if (!option.type().equals(Path.class) && !option.longestName().equals("--python")) {
        text.append(" ").append(option.longestName()).append(" ");
        text.append(String.join(",", option.originalStringValues()));
      }
    }
    return text.append(model == null ? "" : " --model " + model.getFileName()).toString();
  }
}
