package org.segmentattribution.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Interleaved measuring: in each round every contestant runs the plain forward pass and then the
 * method, so that what slows the machine slows both sides of a ratio.
 *
 * @param most rounds of a fast method
 * @param budget seconds for one method at one batch size; slower methods run fewer rounds, then
 *     fewer images, but at least one round of one image
 */
record Rounds(int most, double budget) {
  private static final int ENOUGH = 3;

  /** One measurement for each contestant that knows the method. */
  List<Measurement> measure(List<Contestant> all, Task task) throws IOException {
    String method = task.method();
    int batch = task.batch();
    List<Contestant> contestants = all.stream().filter(c -> c.knows(method)).toList();
    List<Times> times = none(contestants);
    // the first image also warms up: code is compiled, prepared weights are made
    double one = round(contestants, method, 1, times);
    if (one * ENOUGH < budget * 1000) {
      one = round(contestants, method, 1, none(contestants));
    }
    int images = batch;
    while (images > 1 && one * images * ENOUGH > budget * 1000) {
      images /= 2;
    }
    // what takes the whole budget for one image is not run again
    if (images > 1 || one < budget * 1000) {
      double whole = images == 1 ? one : round(contestants, method, images, none(contestants));
      int rounds = (int) Math.max(1, Math.min(most, budget * 1000 / whole));
      times = none(contestants);
      for (int k = 0; k < rounds; k++) {
        round(contestants, method, images, times);
      }
    }
    List<Measurement> results = new ArrayList<>();
    for (int c = 0; c < contestants.size(); c++) {
      results.add(times.get(c).result(contestants.get(c).name(), task, images));
    }
    return results;
  }

  private static List<Times> none(List<Contestant> contestants) {
    return contestants.stream().map(contestant -> new Times()).toList();
  }

  /** Milliseconds of one round of all, which is also noted in times. */
  private static double round(
      List<Contestant> contestants, String method, int images, List<Times> times)
      throws IOException {
    long start = System.nanoTime();
    for (int c = 0; c < contestants.size(); c++) {
      double forward = contestants.get(c).forward(images);
      double explain = contestants.get(c).explain(method, images);
      times.get(c).add(forward, explain);
    }
    return (System.nanoTime() - start) / 1e6;
  }

  /** Milliseconds of one contestant, a value a round. */
  private static final class Times {
    private final List<Double> forward = new ArrayList<>();
    private final List<Double> method = new ArrayList<>();
    private final List<Double> multiple = new ArrayList<>();

    void add(double forwardTime, double methodTime) {
      forward.add(forwardTime);
      method.add(methodTime);
      multiple.add(methodTime / forwardTime);
    }

    Measurement result(String contestant, Task task, int images) {
      return new Measurement(
          contestant,
          task,
          images,
          forward.size(),
          Quartiles.of(forward),
          Quartiles.of(method),
          Quartiles.of(multiple),
          -1,
          -1);
    }
  }
}
