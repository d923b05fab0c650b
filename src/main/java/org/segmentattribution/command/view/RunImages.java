package org.segmentattribution.command.view;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The images of a run, which are opened while the page is shown already. */
final class RunImages implements AutoCloseable {
  /** A data set of a million files is listed in this time. */
  private static final long SECONDS = 120;

  private final CompletableFuture<OpenedImages> opened = new CompletableFuture<>();

  RunImages(ViewedRun run) {
    Thread opener =
        new Thread(
            () -> {
              try {
                opened.complete(ImagesOpener.open(run));
              } catch (RuntimeException | Error e) {
                opened.complete(
                    OpenedImages.none("The photographs cannot be opened: " + e.getMessage()));
              }
            },
            "images of " + run.folder());
    opener.setDaemon(true);
    opener.start();
  }

  /** Returns whether the images are opened, or cannot be. */
  boolean isReady() {
    return opened.isDone();
  }

  /** Returns what could not be opened, one sentence each; empty while it is being opened. */
  List<String> notes() {
    return opened.isDone() ? opened.join().notes() : List.of();
  }

  /** Waits until the images are opened. */
  OpenedImages get() throws OpenedImages.NotShown {
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
