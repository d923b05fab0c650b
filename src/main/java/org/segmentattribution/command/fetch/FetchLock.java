package org.segmentattribution.command.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.pipeline.Progress;

/**
 * The right to fetch into a folder, for one call at a time; others wait. The operating system
 * releases it when the process ends in any way, and the file that is left has no effect.
 */
final class FetchLock implements AutoCloseable {
  private static final long PAUSE = 200;
  private static final String FOLDER = ".locks";

  private final FileChannel channel;

  private FetchLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the right.
   *
   * @param home folder of all models, which holds the locks
   * @param target folder that is fetched
   */
  static FetchLock take(Path home, Path target, Progress progress) throws IOException {
    Path locks = Files.createDirectories(home.resolve(FOLDER));
    Path file = locks.resolve(new Sha256().add(target.toString()).hex().substring(0, 32));
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    boolean taken = false;
    try {
      for (boolean first = true; !locked(channel); first = false) {
        if (first) {
          progress.note("another call fetches this model; waiting for it");
        }
        Thread.sleep(PAUSE);
      }
      taken = true;
      return new FetchLock(channel);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailed("interrupted", e);
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
