package org.segmentattribution.segmentation.dinox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;

/**
 * Asks the hosted DINO-X model for the segments of images, over its HTTP API v2. Names are the
 * prompts; without prompts, the model uses its own categories. Each image is one paid task; with a
 * cache it is paid for only once, and an image whose answer is cached needs no network.
 */
public final class DinoX implements Segmenter {
  private final DinoXSettings settings;
  private final DinoXTasks tasks;
  private final DinoXCache cache;
  private final Semaphore permits;
  private final ConcurrentMap<String, CompletableFuture<List<Detection>>> asked =
      new ConcurrentHashMap<>();

  /** Reasons why images have no answer: a run does not ask, and pay, for them again. */
  private final ConcurrentMap<String, String> failed = new ConcurrentHashMap<>();

  private final DinoXLeftOut leftOut = new DinoXLeftOut();

  /** Makes a client, which sends nothing yet. */
  public DinoX(DinoXSettings settings, DinoXToken token) {
    this(settings, token, DinoXTiming.standard());
  }

  DinoX(DinoXSettings settings, DinoXToken token, DinoXTiming timing) {
    this.settings = settings;
    this.tasks = new DinoXTasks(settings, token, timing);
    this.cache = new DinoXCache(settings);
    this.permits = new Semaphore(settings.concurrency(), true);
  }

  /**
   * Returns the objects of one image in the order of the answer, one detection each; several may
   * share a name.
   *
   * @throws IOException in one line, where this image got no answer within its time or a bad one
   * @throws DinoXRefusal where the token does not do: the batch should end. From then on images
   *     that are not in the cache fail so at once, without a request
   * @throws CancellationException where the thread is interrupted, which it then still is
   */
  @Override
  public List<Detection> segment(String stem, RgbImage image) throws IOException {
    String line = DinoXReply.line(stem);
    try {
      DinoXWait.begin();
      return share(image);
    } catch (DinoXRefusal e) {
      throw new DinoXRefusal(line + ": DINO-X: " + e.getMessage());
    } catch (IOException e) {
      throw new IOException(line + ": DINO-X: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException(line + ": DINO-X: interrupted before its answer: run again");
    } finally {
      DinoXWait.end();
    }
  }

  @Override
  public String fingerprint(String stem) {
    // a new number wherever the same answer gives other masks
    return "dinox 2 " + settings.endpoint() + " " + settings.question().fingerprint();
  }

  /**
   * Returns how many objects were left out because their category matches no prompt, by category.
   */
  @Override
  public Map<String, Integer> unmatched() {
    return leftOut.unmatched();
  }

  /**
   * Ends all waiting for answers in this process, for all clients: threads that wait, or ask later,
   * get a {@link CancellationException}. With a cache, the next run asks for tasks that have begun,
   * and does not pay for them twice.
   */
  public static void stopWaiting() {
    DinoXWait.stop();
  }

  /** Reverses {@link #stopWaiting}. */
  public static void waitAgain() {
    DinoXWait.goOn();
  }

  /** Sends one request, although an image may be asked for twice at a time. */
  private List<Detection> share(RgbImage image) throws IOException, InterruptedException {
    String key = cache.key(image);
    while (true) {
      if (failed.containsKey(key)) {
        throw new IOException(failed.get(key));
      }
      CompletableFuture<List<Detection>> own = new CompletableFuture<>();
      CompletableFuture<List<Detection>> other = asked.putIfAbsent(key, own);
      if (other == null) {
        return complete(own, key, image);
      }
      try {
        return other.get();
      } catch (CancellationException e) {
        // the other thread was interrupted, but this one was not: it asks itself
      } catch (ExecutionException e) {
        if (e.getCause() instanceof DinoXRefusal refusal) {
          throw refusal;
        }
        throw new IOException(e.getCause().getMessage(), e.getCause());
      }
    }
  }

  private List<Detection> complete(
      CompletableFuture<List<Detection>> own, String key, RgbImage image)
      throws IOException, InterruptedException {
    try {
      own.complete(find(key, image));
      return own.join();
    } catch (InterruptedException e) {
      asked.remove(key);
      own.cancel(false);
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      own.completeExceptionally(e);
      throw e;
    } finally {
      asked.remove(key, own);
    }
  }

  private List<Detection> find(String key, RgbImage image)
      throws IOException, InterruptedException {
    DinoXScale scale = DinoXScale.of(image.width(), image.height());
    DinoXObjects objects = new DinoXObjects(settings.question(), scale, leftOut);
    Optional<List<Detection>> stored = cache.read(key).flatMap(text -> read(objects, text));
    if (stored.isPresent()) {
      return stored.get();
    }
    permits.acquire();
    try {
      DinoXTasks.Answer answer = tasks.run(scale.shrink(image), cache.begin(key));
      List<Detection> found = objects.read(answer.data());
      // stores only what can be read: a bad answer must not be used again
      cache.write(key, answer.body());
      cache.end(key);
      return found;
    } catch (OutOfMemoryError e) {
      cache.end(key);
      failed.put(key, "an answer that does not fit into memory");
      throw new IOException(failed.get(key), e);
    } catch (DinoXLate e) {
      failed.put(key, e.getMessage());
      throw e;
    } catch (IOException e) {
      cache.end(key);
      failed.put(key, e.getMessage());
      throw e;
    } catch (DinoXRefusal e) {
      cache.end(key);
      throw e;
    } finally {
      permits.release();
    }
  }

  /** Reads a stored answer; an unreadable one is asked for again. */
  private static Optional<List<Detection>> read(DinoXObjects objects, String stored) {
    try {
      JsonNode data = new DinoXReply(200, Duration.ZERO, stored).data();
      return Optional.of(objects.read(data));
    } catch (IOException | DinoXRefusal e) {
      return Optional.empty();
    }
  }
}
