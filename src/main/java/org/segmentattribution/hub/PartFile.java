package org.segmentattribution.hub;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.segmentattribution.api.RunFailed;

/** A file of which a part was received, and which the next answer goes on with. */
final class PartFile implements AnswerTarget {
  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");
  private static final int OK = 200;
  private static final int PARTIAL = 206;

  private final Path file;
  private final String name;
  private final LongConsumer progress;
  private long size;
  private long written;
  private FileChannel channel;
  private boolean ended;

  /**
   * Opens a file.
   *
   * @param file on this machine; it may not exist yet
   * @param name of the file at the hub, for messages
   * @param size that was declared; -1 where none was
   * @param progress gets the number of bytes after each part; less than 0 where some are dropped
   */
  PartFile(Path file, String name, long size, LongConsumer progress) throws IOException {
    this.file = file;
    this.name = name;
    this.size = size;
    this.progress = progress;
    this.written = Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
    if (size >= 0 && written > size) {
      drop();
    }
  }

  /** Returns the number of bytes that are there. */
  synchronized long written() {
    return written;
  }

  /** Returns the number of bytes that there must be; -1 while nobody has said it. */
  synchronized long size() {
    return size;
  }

  boolean isWhole() {
    return size >= 0 && written == size;
  }

  /** Deletes what is there. */
  synchronized void drop() throws IOException {
    Files.deleteIfExists(file);
    progress.accept(-written);
    written = 0;
  }

  @Override
  public synchronized BodySubscriber<byte[]> body(
      ResponseInfo head, boolean own, LongConsumer received) {
    if (head.statusCode() / 100 != 2) {
      return HubBody.beginning(MOST_TEXT);
    }
    ended = false;
    try {
      begin(head.statusCode(), head.headers());
    } catch (RunFailed | IOException e) {
      return HubBody.failing(e);
    }
    return HubBody.into(
        bytes -> {
          received.accept(bytes.remaining());
          take(bytes);
        });
  }

  private void begin(int status, HttpHeaders headers) throws IOException {
    String encoding = headers.firstValue("Content-Encoding").orElse("identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      throw new RunFailed(HubReply.line(name + ": is sent compressed, which was not asked for"));
    }
    long total = headers.firstValueAsLong("Content-Length").orElse(-1);
    if (status == PARTIAL) {
      Matcher range = RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
      if (!range.matches() || Long.parseLong(range.group(1)) != written) {
        throw new RunFailed(name + ": the server sends another part than was asked for");
      }
      total = range.group(2).equals("*") ? size : Long.parseLong(range.group(2));
    } else if (written > 0) {
      // the server knows no ranges
      drop();
    }
    if (size < 0) {
      size = total;
    }
    if (size < 0) {
      throw new RunFailed(name + ": the server does not say how large it is");
    }
    if (total >= 0 && total != size) {
      throw new RunFailed(
          name + ": has " + size + " bytes by the hub's list, but " + total + " are sent");
    }
    open(status);
  }

  private void open(int status) throws IOException {
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      if (status == OK) {
        channel.truncate(0);
      }
      channel.position(written);
    } catch (IOException e) {
      throw new LocalFailure(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private synchronized void take(ByteBuffer bytes) throws IOException {
    if (ended) {
      return;
    }
    int more = bytes.remaining();
    if (written + more > size) {
      throw new IOException(
          new RunFailed(name + ": more is sent than the " + size + " bytes that were declared"));
    }
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new LocalFailure(file + " cannot be written: " + e.getMessage(), e);
    }
    written += more;
    progress.accept(more);
  }

  @Override
  public synchronized void end() {
    ended = true;
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // what was not written is missing, which the check of the whole file finds
      written = -1;
    }
  }
}
