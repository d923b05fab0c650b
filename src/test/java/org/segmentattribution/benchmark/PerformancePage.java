package org.segmentattribution.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The figures as Markdown.
 *
 * @param machine facts by name
 * @param leftOut methods that were not run, and why
 */
record PerformancePage(
    String network,
    String command,
    Map<String, String> machine,
    List<Measurement> measurements,
    Map<String, String> leftOut) {
  private static final String INTRODUCTION =
      """
      # What the saliency methods cost

      Network: %s. Made by `%s`; every figure with its quartiles is in [performance.csv](performance.csv).

      How to read it: **×** is the time of a method over that of one plain forward pass (without gradients) of the same images,
      median of the rounds (quartiles in brackets). Each round runs the forward pass and the method one after the other, so a machine
      that is busy for a while slows both. The forward pass is `Explainer.logits`, the method `Explainer.explain` with default
      parameters: from preprocessed `float[]` to maps as `float[]`, so the forward pass that chooses the target and the copies in and
      out are counted. The input is noise and so are weights of built-in networks; neither changes what is computed.

      **peak** is the largest resident set of a fresh process during one such batch, Java machine and weights included
      (Linux; – where it was not measured). Where a method was too slow for the time it was given, fewer images or rounds were run; the table says so.

      **pytorch** is the same method written plainly in Python (`scripts/bench-peer.py`): relevance layer by layer with hooks, samples and
      steps one after the other. It ran in turns with sat, with as many threads, but on the PyTorch named below.

      """;

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(INTRODUCTION.formatted(network, command));
    text.append("| machine | |\n|---|---|\n");
    machine.forEach((name, value) -> text.append("| " + name + " | " + value + " |\n"));
    measurements.stream()
        .map(Measurement::batch)
        .distinct()
        .sorted()
        .forEach(batch -> table(text, batch));
    if (!leftOut.isEmpty()) {
      text.append("\nNot run:\n\n");
      leftOut.forEach((method, why) -> text.append("- `" + method + "`: " + why + "\n"));
    }
    return text.toString();
  }

  private void table(StringBuilder text, int batch) {
    List<Measurement> rows =
        measurements.stream()
            .filter(m -> m.batch() == batch && m.contestant().equals(Product.NAME))
            .toList();
    text.append("\n## Batch " + batch + "\n\n");
    List<Measurement> whole = rows.stream().filter(row -> row.images() == batch).toList();
    if (!whole.isEmpty()) {
      text.append(forward(whole));
    }
    text.append(
        "| method | × | ms an image | peak MiB | pytorch × | pytorch ms an image | run |\n");
    text.append("|---|---|---|---|---|---|---|\n");
    rows.forEach(row -> text.append(line(row, peer(row))));
  }

  /** Median over the methods that ran the whole batch. */
  private String forward(List<Measurement> rows) {
    List<Measurement> peers = rows.stream().flatMap(row -> peer(row).stream()).toList();
    long peak = rows.get(0).forwardPeak();
    return "Plain forward: "
        + forwardTime(rows)
        + (peak < 0 ? "" : ", peak " + peak + " MiB")
        + (peers.isEmpty() ? "" : "; pytorch " + forwardTime(peers))
        + ".\n\n";
  }

  private static String forwardTime(List<Measurement> rows) {
    List<Double> times = rows.stream().map(m -> m.forward().median() / m.images()).toList();
    return String.format(Locale.ROOT, "%.1f ms an image", Quartiles.of(times).median());
  }

  private Optional<Measurement> peer(Measurement row) {
    return measurements.stream()
        .filter(m -> m.batch() == row.batch() && m.methodName().equals(row.methodName()))
        .filter(m -> m.contestant().equals(PyTorchPeer.NAME))
        .findFirst();
  }

  private static String line(Measurement row, Optional<Measurement> peer) {
    return String.join(
        " | ",
        "| `" + row.methodName() + "`",
        multiple(row),
        perImage(row.method(), row),
        row.peak() < 0 ? "–" : Long.toString(row.peak()),
        peer.map(PerformancePage::multiple).orElse(""),
        peer.map(p -> perImage(p.method(), p)).orElse(""),
        run(row) + " |\n");
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

  private static String perImage(Quartiles milliseconds, Measurement row) {
    return String.format(Locale.ROOT, "%.1f", milliseconds.median() / row.images());
  }
}
