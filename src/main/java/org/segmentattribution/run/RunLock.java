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
 * The right to write into a folder, for one call at a time. The operating system takes it back when
 * a process ends, however it ends; what is left of the file then does no harm.
 */
public final class RunLock implements AutoCloseable {
  /** The lock's file in the folder; it holds the number of the process. */
  static final String FILE = RunLayout.LOCK;

  /** Beyond what is written, since some systems let nobody read what is locked. */
  private static final long LOCKED_BYTE = 1 << 20;

  /** What runs make in their folder. */
  private static final List<String> FOLDERS =
      List.of(
          "figures",
          "figures/gallery",
          RunLayout.CHUNKS,
          KeptExplanations.FOLDER,
          "models",
          "runs",
          "scenes");

  private static final int SHORT = 200;
  private static final Set<Path> MINE = new HashSet<>();

  private final Path folder;
  private final Deque<Path> made;
  private final FileChannel channel;

  /** Kept open until the end: closing any channel of a file lets go of all of a process's locks. */
  private final FileChannel second;

  private RunLock(Path folder, Deque<Path> made, FileChannel channel, FileChannel second) {
    this.folder = folder;
    this.made = made;
    this.channel = channel;
    this.second = second;
  }

  /**
   * Takes a folder, which is made where it is missing, and tidies up what killed calls have left in
   * it.
   *
   * @throws WrongInput where another call writes there, or nobody can
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

  /** Nothing is written, or deleted, through a link that somebody else may have put there. */
  private static void requireOwnFolders(Path out) {
    for (String name : FOLDERS) {
      if (Files.isSymbolicLink(out.resolve(name))) {
        throw new WrongInput(out.resolve(name) + " is a link; delete it");
      }
    }
  }

  /** What is done while a folder is held. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Works with a folder alone.
   *
   * @throws WrongInput as {@link #take}
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

  /** Makes the folder; those that were missing, the innermost first. */
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
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }

  /** The lock, or null where its file was deleted meanwhile. */
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

  /** Whether the file system has locks. */
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
      throw WrongInput.of("{out} %s cannot be written to: %s", out, reason(e));
    }
  }

  private static String text(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SHORT);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
  }

  /** Who holds the lock writes so at once, but not before it has it. */
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

  /** Folders that were made for nothing. */
  private static void unmake(Deque<Path> made) throws IOException {
    for (Path folder : made) {
      try (Stream<Path> content = Files.list(folder)) {
        if (content.findAny().isPresent()) {
          return;
        }
        Files.delete(folder);
      } catch (NoSuchFileException | DirectoryNotEmptyException e) {
        return; // another call is faster
      }
    }
  }

  /** Lets others write. */
  @Override
  public void close() throws IOException {
    try {
      // while it is still held: whoever has it open sees that the name is gone, and begins again
      Files.deleteIfExists(folder.resolve(FILE));
    } catch (FileSystemException e) {
      // systems that do not delete open files keep it, which does no harm
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
