package org.segmentattribution.benchmark;

/**
 * What one method cost one contestant at one batch size.
 *
 * @param images images in the batch that was run: fewer where a method is slow
 * @param rounds how often it was run, after a warm-up; a method that takes the whole time given for
 *     one image is run once without
 * @param forward milliseconds a batch, plain forward pass
 * @param method milliseconds a batch
 * @param multiple method over forward of the same round
 * @param peak most memory, MiB; -1 where it was not measured
 * @param forwardPeak the same of the forward pass alone
 */
record Measurement(
    String contestant,
    Task task,
    int images,
    int rounds,
    Quartiles forward,
    Quartiles method,
    Quartiles multiple,
    long peak,
    long forwardPeak) {

  String network() {
    return task.network();
  }

  String methodName() {
    return task.method();
  }

  int batch() {
    return task.batch();
  }

  Measurement withPeaks(long peak, long forwardPeak) {
    return new Measurement(
        contestant, task, images, rounds, forward, method, multiple, peak, forwardPeak);
  }
}
