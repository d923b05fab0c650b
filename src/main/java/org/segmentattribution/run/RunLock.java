package org.segmentattribution.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;

/**
 * The right to write into a folder, for one call at a time. The operating system releases it when
 * the process ends in any way; a lock file that is left then has no effect.
 */
public final class RunLock implements AutoCloseable {
  /** Name of the lock file in the folder; it holds the number of the process. */
  static final String FILE = RunLayout.LOCK;

  /** Lies beyond the text of the file, since some systems do not let others read locked bytes. */
  private static final long LOCKED_BYTE = 1 << 20;

  /** Folders that runs make. */
  private static final List<String> FOLDERS =
      List.of(
          "figures",
          "figures/photographs",
          RunLayout.CHUNKS,
          RunLayout.CHUNKS + "/photographs",
          RunLayout.EFFECT_CHUNKS,
          RunLayout.RATE_CHUNKS,
          RunLayout.SUSPECT_CHUNKS,
          RunLayout.ADOPTED,
          KeptExplanations.FOLDER,
          "models",
          "runs",
          "scenes");

  private static final int SHORT = 200;
  private static final Set<Path> MINE = new HashSet<>();

  private final Path folder;
  private final Deque<Path> made;
  private final FileChannel channel;

  /** Stays open until the end: closing any channel of a file releases all locks of the process. */
  private final FileChannel second;

  private RunLock(Path folder, Deque<Path> made, FileChannel channel, FileChannel second) {
    this.folder = folder;
    this.made = made;
    this.channel = channel;
    this.second = second;
  }

  /**
   * Locks a folder, which is created if necessary, and deletes what killed calls have left in it.
   *
   * @throws WrongInput where another call writes there, or the folder cannot be written
   */
  static RunLock take(Path out) throws IOException {
    RunLock lock = takeUntidied(out);
    try {
      requireOwnFolders(out);
      Leftovers.delete(out);
      return lock;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Refuses links, through which files of others could be written or deleted. */
  private static void requireOwnFolders(Path out) {
    for (String name : FOLDERS) {
      if (Files.isSymbolicLink(out.resolve(name))) {
        throw new WrongInput(out.resolve(name) + " is a link; delete it");
      }
    }
  }

  /** Work to do while a folder is locked. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Does some work while the folder is locked.
   *
   * @throws WrongInput as {@link #take} does
   */
  public static <T> T holding(Path out, Work<T> work) throws IOException {
    RunLock lock = take(out);
    try {
      return work.run();
    } finally {
      lock.close();
    }
  }

  private static RunLock takeUntidied(Path out) throws IOException {
    Deque<Path> made = make(out);
    Path folder = out.toRealPath();
    synchronized (MINE) {
      if (!MINE.add(folder)) {
        throw inUse(out, String.valueOf(ProcessHandle.current().pid()));
      }
    }
    RunLock lock = null;
    try {
      while (lock == null) {
        Files.createDirectories(folder);
        lock = attempt(out, folder, made);
      }
      return lock;
    } finally {
      if (lock == null) {
        forget(folder);
        unmake(made);
      }
    }
  }

  /** Creates the folder; returns those that were missing, the innermost first. */
  private static Deque<Path> make(Path out) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path p = out.toAbsolutePath().normalize();
        p != null && !Files.exists(p);
        p = p.getParent()) {
      missing.addLast(p);
    }
    try {
      Files.createDirectories(out);
    } catch (FileAlreadyExistsException e) {
      throw WrongInput.of("{out} %s is a file; name a folder", out);
    } catch (FileSystemException e) {
      throw WrongInput.of("{out} %s cannot be made: %s", out, reason(e));
    }
    return missing;
  }

  private static String reason(FileSystemException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e.getReason() == null ? "nothing can be made there" : e.getReason();
  }

  /** Returns the lock, or null where its file was deleted meanwhile. */
  private static RunLock attempt(Path out, Path folder, Deque<Path> made) throws IOException {
    Path file = folder.resolve(FILE);
    FileChannel channel = null;
    FileChannel second = null;
    boolean mine = false;
    try {
      channel = open(out, file);
      if (!lock(out, channel)) {
        mine = true;
        return new RunLock(folder, made, channel, null);
      }
      String token = ProcessHandle.current().pid() + " " + UUID.randomUUID();
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(token.getBytes(StandardCharsets.US_ASCII)), 0);
      second = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      mine = text(second).equals(token);
      return mine ? new RunLock(folder, made, channel, second) : null;
    } catch (NoSuchFileException e) {
      return null;
    } finally {
      if (!mine) {
        close(channel);
        close(second);
      }
    }
  }

  /** Locks the file; returns whether the file system supports locks. */
  private static boolean lock(Path out, FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock(LOCKED_BYTE, 1, false);
    } catch (IOException e) {
      System.err.println(
          "note: the file system of "
              + out
              + " has no locks ("
              + e.getMessage()
              + "); see to it that no other sat writes there");
      return false;
    }
    if (lock == null) {
      throw inUse(out, holder(channel));
    }
    return true;
  }

  private static void close(FileChannel channel) throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  private static FileChannel open(Path out, Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      throw new WrongInput(file + " is a link; delete it");
    }
    try {
      return FileChannel.open(
          file,
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException e) {
      // no setting: many commands add to a run
      throw new WrongInput(out + " cannot be written to: " + reason(e), e);
    }
  }

  private static String text(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SHORT);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
  }

  /** Reads who holds the lock; the holder writes this right after it has locked the file. */
  private static String holder(FileChannel channel) throws IOException {
    String text = text(channel);
    for (int i = 0; i < SHORT && text.isEmpty(); i++) {
      pause();
      text = text(channel);
    }
    String number = text.strip().split(" ")[0];
    return number.matches("[0-9]{1,10}") ? number : "";
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static WrongInput inUse(Path out, String process) {
    String by = process.isEmpty() ? "another process" : "process " + process;
    return WrongInput.of("{out} %s is in use by %s; wait for it or take another {out}", out, by);
  }

  private static void forget(Path folder) {
    synchronized (MINE) {
      MINE.remove(folder);
    }
  }

  /** Deletes folders that were created for nothing. */
  private static void unmake(Deque<Path> made) throws IOException {
    for (Path folder : made) {
      try (Stream<Path> content = Files.list(folder)) {
        if (content.findAny().isPresent()) {
          return;
        }
        Files.delete(folder);
      } catch (NoSuchFileException | DirectoryNotEmptyException e) {
        return; // another call was faster
      }
    }
  }

  /** Releases the lock. */
  @Override
  public void close() throws IOException {
    try {
      // while it is still locked: a call that has the file open sees that the name is gone, and
      // tries again
      Files.deleteIfExists(folder.resolve(FILE));
    } catch (FileSystemException e) {
      // systems that cannot delete open files keep it, which has no effect
    } finally {
      channel.close();
      close(second);
      forget(folder);
    }
    if (Files.isDirectory(folder)) {
      unmake(made);
    }
  }
}
