package org.segmentattribution.runtime;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.segmentattribution.api.SegmenterOptions;

/**
 * Bounds the time that all passes of a model may take for one image, on the thread that asks for
 * its segments.
 */
public final class ImageClock {
  /** What an image has, and each pass where no image is asked for. */
  public static final Duration STANDARD = SegmenterOptions.STANDARD_IMAGE_TIME;

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "image-clock");
            thread.setDaemon(true);
            return thread;
          });

  private record Image(Duration most, long begin) {
    Duration left() {
      return most.minusNanos(System.nanoTime() - begin);
    }
  }

  private static final ThreadLocal<Image> IMAGE = new ThreadLocal<>();

  private ImageClock() {}

  /** An image begins on this thread. */
  public static void begin(Duration most) {
    IMAGE.set(new Image(most, System.nanoTime()));
  }

  /** It is through. */
  public static void end() {
    IMAGE.remove();
  }

  /** Does something once the time of this thread's image is over, unless it is cancelled before. */
  public static Future<?> atEnd(Runnable work) {
    Image image = IMAGE.get();
    long left = (image == null ? STANDARD : image.left()).toNanos();
    return CLOCK.schedule(work, Math.max(0, left), TimeUnit.NANOSECONDS);
  }

  /** The time that this thread has, and what allows more, for a message. */
  public static String bound() {
    Image image = IMAGE.get();
    double seconds = (image == null ? STANDARD : image.most()).toMillis() / 1000.0;
    return seconds
        + (image == null ? " s for a pass" : " s for an image; a larger image-seconds allows more");
  }
}
