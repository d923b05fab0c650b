package org.segmentattribution.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A library for Python, run by {@code scripts/bench-peer.py} in a process of its own: zennit,
 * captum, LXT, or the methods written plainly in PyTorch.
 */
final class PythonPeer implements Contestant, AutoCloseable {
  /** The libraries, in the order of the tables. */
  static final List<String> ALL = List.of("pytorch", "zennit", "captum", "lxt");

  private final String library;
  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter requests;
  private final String version;
  private final List<String> methods;

  /**
   * Starts the script; its first line is its version, its second the methods.
   *
   * @throws IOException if there is no Python, or none with the library, or the library cannot run
   *     the network
   */
  PythonPeer(String library, String python, Path script, String network, int threads)
      throws IOException {
    this.library = library;
    process =
        new ProcessBuilder(python, script.toString(), library, network, Integer.toString(threads))
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
    return library;
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
      throw new IOException(library + ": the script stopped; run it by hand to see why");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
