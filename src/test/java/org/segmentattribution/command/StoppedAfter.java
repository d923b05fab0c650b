package org.segmentattribution.command;

import org.segmentattribution.pipeline.Progress;

/** Throws when a task has done some images: the call ends as one that is interrupted. */
public final class StoppedAfter implements Progress {
  private final String task;
  private final int images;
  private boolean running;
  private int done;

  public StoppedAfter(String task, int images) {
    this.task = task;
    this.images = images;
  }

  @Override
  public void start(String name, long steps) {
    running = name.equals(task);
  }

  @Override
  public synchronized void step(long steps, String latest) {
    done += running ? steps : 0;
    if (done >= images) {
      throw new IllegalStateException("stopped");
    }
  }

  @Override
  public void finish() {}
}
