package org.segmentattribution.command.view;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The images of a run, which are opened once the first tiles are shown. */
final class RunImages implements AutoCloseable {
  /** A data set of a million files is listed in this time. */
  private static final long SECONDS = 120;

  private final CompletableFuture<OpenedImages> opened = new CompletableFuture<>();
  private volatile EarlyPictures early;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final ViewedRun run;

  RunImages(ViewedRun run) {
    this.run = run;
  }

  /** Begins to open the images, unless that was done before. */
  void begin() {
    if (begun.getAndSet(true)) {
      return;
    }
    Thread opener = new Thread(this::open, "images of " + run.folder());
    opener.setDaemon(true);
    opener.start();
  }

  private void open() {
    try {
      ImagesOpener opener = new ImagesOpener(run);
      early = opener.early();
      opened.complete(opener.open());
    } catch (RuntimeException | Error e) {
      opened.complete(OpenedImages.none("The photographs cannot be opened: " + e.getMessage()));
    }
  }

  /** Returns whether the images are opened, or cannot be. */
  boolean isReady() {
    return opened.isDone();
  }

  /** Returns how many images the run explained; 0 where it does not say. */
  int explained() {
    return run.manifest().summary().get("images") instanceof Number count ? count.intValue() : 0;
  }

  /** Returns pictures that can be shown before that; null where there are none. */
  EarlyPictures early() {
    return early;
  }

  /** Returns what could not be opened, one sentence each; empty while it is being opened. */
  List<String> notes() {
    return opened.isDone() ? opened.join().notes() : List.of();
  }

  /** Waits until the images are opened. */
  OpenedImages get() throws OpenedImages.NotShown {
    begin();
    try {
      return opened.get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OpenedImages.NotShown("The server ends.");
    } catch (ExecutionException | TimeoutException e) {
      throw new OpenedImages.NotShown("The photographs are still being listed; try again later.");
    }
  }

  @Override
  public void close() {
    opened.thenAccept(OpenedImages::close);
  }
}
