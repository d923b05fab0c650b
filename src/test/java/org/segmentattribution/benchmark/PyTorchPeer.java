package org.segmentattribution.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The same methods written plainly in PyTorch: {@code scripts/bench-peer.py}, in its process. */
final class PyTorchPeer implements Contestant, AutoCloseable {
  static final String NAME = "pytorch";

  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter requests;
  private final String version;
  private final List<String> methods;

  /**
   * Starts the script; its first line is its version, its second the methods.
   *
   * @throws IOException if there is no Python, or none with PyTorch
   */
  PyTorchPeer(String python, Path script, String network, int threads) throws IOException {
    process =
        new ProcessBuilder(python, script.toString(), network, Integer.toString(threads))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    requests =
        new PrintWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
    version = answer();
    methods = List.of(answer().split(" "));
  }

  String version() {
    return version;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean knows(String method) {
    return methods.contains(method);
  }

  @Override
  public double forward(int images) throws IOException {
    return explain("forward", images);
  }

  @Override
  public double explain(String method, int images) throws IOException {
    requests.println(method + " " + images);
    return Double.parseDouble(answer());
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the PyTorch script stopped; run it by hand to see why");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
