package org.segmentattribution.hub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Receives the bytes of an answer, into memory up to a limit or into a file. */
final class HubBody implements BodySubscriber<byte[]> {
  /** Takes bytes; an error ends the call. */
  @FunctionalInterface
  interface Sink {
    void take(ByteBuffer bytes) throws IOException;
  }

  private final CompletableFuture<byte[]> done = new CompletableFuture<>();
  private final Sink sink;
  private Subscription subscription;
  private boolean ended;

  private HubBody(Sink sink) {
    this.sink = sink;
  }

  /** Receives into a file. */
  static HubBody into(Sink sink) {
    return new HubBody(sink);
  }

  /** Receives nothing and fails. */
  static BodySubscriber<byte[]> failing(Exception why) {
    HubBody body = new HubBody(bytes -> {});
    body.ended = true;
    body.done.completeExceptionally(why);
    return body;
  }

  /** Receives into memory; more than the limit is an error. */
  static BodySubscriber<byte[]> whole(int most) {
    return new Memory(most, true);
  }

  /** Receives the beginning into memory, for messages. */
  static BodySubscriber<byte[]> beginning(int most) {
    return new Memory(most, false);
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    if (ended) {
      given.cancel();
    } else {
      given.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (ended) {
      return;
    }
    try {
      for (ByteBuffer buffer : buffers) {
        sink.take(buffer);
      }
      subscription.request(1);
    } catch (IOException | RuntimeException e) {
      ended = true;
      subscription.cancel();
      done.completeExceptionally(e);
    }
  }

  @Override
  public void onError(Throwable failure) {
    done.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    done.complete(new byte[0]);
  }

  /** Keeps the bytes. */
  private static final class Memory implements BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> done = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int most;
    private final boolean whole;
    private Subscription subscription;

    Memory(int most, boolean whole) {
      this.most = most;
      this.whole = whole;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return done;
    }

    @Override
    public void onSubscribe(Subscription given) {
      subscription = given;
      given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        byte[] part = new byte[Math.min(buffer.remaining(), most - bytes.size() + 1)];
        buffer.get(part);
        bytes.writeBytes(part);
      }
      if (bytes.size() <= most) {
        subscription.request(1);
        return;
      }
      subscription.cancel();
      if (whole) {
        done.completeExceptionally(new TooLarge(most));
      } else {
        done.complete(bytes.toByteArray());
      }
    }

    @Override
    public void onError(Throwable failure) {
      done.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      done.complete(bytes.toByteArray());
    }
  }

  /** Says that more was sent than is allowed. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1;

    TooLarge(long most) {
      super("sends more than " + most + " bytes");
    }
  }
}
