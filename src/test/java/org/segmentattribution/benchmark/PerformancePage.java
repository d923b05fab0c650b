package org.segmentattribution.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The figures as Markdown.
 *
 * @param calls of the benchmark
 * @param machine facts by name
 */
record PerformancePage(
    List<String> calls, Map<String, String> machine, List<Measurement> measurements) {
  private static final String INTRODUCTION =
      """
      # What the saliency methods cost

      Every figure with its quartiles: [performance.csv](performance.csv). Made by these calls:

      | call |
      |---|
      %s

      How to read the tables:

      - **×** is the time of a method divided by that of one plain forward pass (without gradients) of the same images:
        median of the rounds, quartiles in brackets. Each round runs both, one after the other, so a machine that is busy
        for a while slows both. With one thread within an operation, the time is that of the processor for the
        thread that does the work: what other programs take is not in it.
      - **What is timed**: `Explainer.logits` as the forward pass, `Explainer.explain` with default parameters as the
        method, from preprocessed `float[]` to maps as `float[]`. This includes the forward pass that chooses the target
        and the copies in and out. Images are noise and weights are random; neither changes the amount of work.
      - **Layout**: images in memory with channels last, in `sat` and in the libraries for Python.
      - **peak** is the largest resident set of a fresh process during one such batch, Java and weights included (Linux;
        – where it was not measured).
      - **run**: where a method was too slow for its time, fewer images or rounds were run.
      - **Libraries for Python** (`scripts/bench-peer.py`) ran in turns with `sat`, with as many threads: milliseconds an
        image, and in brackets the multiple of their own forward pass. zennit has its composites and rules, captum its
        attribution methods, LXT its map for torchvision's vision transformers (`lxt.efficient`, CP-LRP with zennit's
        γ rule; without its maps for the library transformers, which ask for an old version of it; its
        forward pass is patched, too). `pytorch` is the same method written plainly: relevance layer by layer with
        hooks, samples and steps one after the other. A library that has not the method, or cannot run the network, has
        no figure.
      - **Sampled methods.** `integrated-gradients` and `smoothgrad` take 64 gradients per image. Each is a forward and a
        backward pass, so they cost 128 forward passes unless a pass of several images is cheaper.
      - **Memory.** The C library keeps memory that PyTorch frees (`GLIBC_TUNABLES`, see
        [configuration.md](configuration.md)), for `sat` and for the libraries for Python. Without that, each pass gets
        its memory from the system again, page by page.

      """;

  private static final String CALL = "| `scripts/bench";

  /** The calls that a page names. */
  static List<String> calls(String page) {
    return page.lines()
        .filter(line -> line.startsWith(CALL))
        .map(line -> line.substring(3, line.length() - 3))
        .toList();
  }

  @Override
  public String toString() {
    String list =
        calls.stream().map(call -> "| `" + call + "` |").collect(Collectors.joining("\n"));
    StringBuilder text = new StringBuilder(INTRODUCTION.formatted(list));
    text.append("| machine | |\n|---|---|\n");
    machine.forEach((name, value) -> text.append("| " + name + " | " + value + " |\n"));
    measurements.stream()
        .map(m -> new Task(m.network(), "", m.batch()))
        .distinct()
        .forEach(table -> table(text, table));
    return text.toString();
  }

  private void table(StringBuilder text, Task table) {
    List<Measurement> all =
        measurements.stream()
            .filter(m -> m.network().equals(table.network()) && m.batch() == table.batch())
            .toList();
    List<Measurement> rows = all.stream().filter(m -> m.contestant().equals(Product.NAME)).toList();
    List<String> peers =
        PythonPeer.ALL.stream()
            .filter(peer -> all.stream().anyMatch(m -> m.contestant().equals(peer)))
            .toList();
    text.append("\n## " + table.network() + ", batch " + table.batch() + "\n\n");
    text.append(forward(Product.NAME, rows));
    long peak = rows.isEmpty() ? -1 : rows.get(0).forwardPeak();
    text.append(peak < 0 ? "" : ", peak " + peak + " MiB");
    for (String peer : peers) {
      text.append("; " + forward(peer, all));
    }
    text.append(".\n\n| method | × | ms an image | peak MiB |");
    peers.forEach(peer -> text.append(" " + peer + " |"));
    text.append(" run |\n|---|---|---|---|---|" + "---|".repeat(peers.size()) + "\n");
    rows.forEach(row -> text.append(line(row, peers)));
  }

  /** Median over the methods that ran. */
  private static String forward(String contestant, List<Measurement> all) {
    List<Double> times =
        all.stream()
            .filter(m -> m.contestant().equals(contestant))
            .map(m -> m.forward().median() / m.images())
            .toList();
    String who = contestant.equals(Product.NAME) ? "Plain forward pass" : contestant;
    return String.format(Locale.ROOT, "%s: %.1f ms an image", who, Quartiles.of(times).median());
  }

  private Optional<Measurement> peer(Measurement row, String peer) {
    return measurements.stream()
        .filter(m -> m.task().equals(row.task()) && m.contestant().equals(peer))
        .findFirst();
  }

  private String line(Measurement row, List<String> peers) {
    StringBuilder line = new StringBuilder("| `" + row.methodName() + "` | " + multiple(row));
    line.append(" | " + perImage(row));
    line.append(" | " + (row.peak() < 0 ? "–" : Long.toString(row.peak())));
    for (String peer : peers) {
      line.append(" | " + peer(row, peer).map(PerformancePage::brief).orElse(""));
    }
    return line.append(" | " + run(row) + " |\n").toString();
  }

  private static String brief(Measurement peer) {
    return String.format(Locale.ROOT, "%s (%.2f)", perImage(peer), peer.multiple().median());
  }

  private static String run(Measurement row) {
    return (row.images() == row.batch() ? "" : row.images() + " of the images, ")
        + row.rounds()
        + (row.rounds() == 1 ? " round" : " rounds");
  }

  private static String multiple(Measurement row) {
    Quartiles m = row.multiple();
    return String.format(Locale.ROOT, "**%.2f** (%.2f–%.2f)", m.median(), m.first(), m.third());
  }

  private static String perImage(Measurement row) {
    return String.format(Locale.ROOT, "%.1f", row.method().median() / row.images());
  }
}
