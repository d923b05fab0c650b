package org.segmentattribution.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.TemporaryName;
import org.segmentattribution.model.torchscript.JavaProcess;

class RunLockTest {
  @TempDir private Path folder;

  /** Holds a folder until it is killed. */
  static final class Holder {
    public static void main(String[] args) throws IOException {
      RunLock.holding(
          Path.of(args[0]),
          () -> {
            System.out.println("held");
            System.out.flush();
            return System.in.read();
          });
    }
  }

  /** Takes a folder many times, and looks whether somebody else is in it then. */
  static final class Racer {
    public static void main(String[] args) throws IOException {
      Path out = Path.of(args[0]);
      int held = 0;
      for (int i = 0; i < 300; i++) {
        try {
          RunLock.holding(
              out,
              () -> {
                Path mark = out.resolve("mark");
                Files.createFile(mark); // fails where another holds the folder too
                Files.delete(mark);
                return null;
              });
          held++;
        } catch (WrongInput e) {
          if (!e.getMessage().contains(" is in use by ")) {
            throw e;
          }
        }
      }
      System.out.println(held);
    }
  }

  private static Process start(Class<?> main, Path out) throws IOException {
    return JavaProcess.of(main, List.of(), List.of(out.toString())).start();
  }

  private static String line(Process process) throws IOException {
    BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
    return String.valueOf(in.readLine());
  }

  @Test
  @Timeout(60)
  void anotherProcessIsNamedAndLosesItWhenItIsKilled() throws Exception {
    Path out = folder.resolve("run");
    Process process = start(Holder.class, out);
    assertEquals("held", line(process));
    String message = assertThrows(WrongInput.class, () -> RunLock.take(out)).getMessage();
    assertEquals(
        "out "
            + out
            + " is in use by process "
            + process.pid()
            + "; wait for it or take another"
            + " out",
        message);
    process.destroyForcibly().waitFor();
    assertTrue(Files.exists(out.resolve(RunLock.FILE)), "what is left does no harm");
    assertEquals("done", RunLock.holding(out, () -> "done"));
    assertFalse(Files.exists(out.resolve(RunLock.FILE)));
  }

  @Test
  @Timeout(120)
  void neverTwoAtOnce() throws Exception {
    Path out = Files.createDirectories(folder.resolve("run"));
    List<Process> racers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      racers.add(start(Racer.class, out));
    }
    int held = 0;
    for (Process racer : racers) {
      held += Integer.parseInt(line(racer));
      assertEquals(0, racer.waitFor());
    }
    assertTrue(held > 0, held + " times");
  }

  @Test
  void withinAProcessLikewise() throws IOException {
    AtomicInteger refused = new AtomicInteger();
    RunLock.holding(
        folder,
        () -> {
          String message =
              assertThrows(
                      WrongInput.class,
                      () -> RunLock.take(folder.resolve("../" + folder.getFileName())))
                  .getMessage();
          assertTrue(message.contains("process " + ProcessHandle.current().pid()), message);
          RunLock.holding(folder.resolve("inner"), () -> refused.incrementAndGet());
          return null;
        });
    assertEquals(1, refused.get());
    assertFalse(Files.exists(folder.resolve("inner")), "made for nothing");
    RunLock.take(folder).close();
  }

  @Test
  void whatKilledCallsHaveLeftIsDeletedAndNothingElse() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("masks/zebra"));
    Path file = Files.writeString(TemporaryName.beside(inner), "");
    Path left = Files.createDirectory(TemporaryName.beside(inner.resolve("eye.png")));
    Files.writeString(left.resolve("eye.png"), "half");
    Path mine = Files.writeString(folder.resolve("notes.tmp"), "");
    Path link = inner.resolve(TemporaryName.beside(inner.resolve("x")).getFileName());
    Path outside = Files.createTempDirectory("outside");
    Files.writeString(outside.resolve("kept"), "");
    Files.createSymbolicLink(link, outside);
    RunLock.take(folder).close();
    assertFalse(Files.exists(file) || Files.exists(left) || Files.isSymbolicLink(link));
    assertTrue(Files.exists(mine) && Files.exists(outside.resolve("kept")));
    Files.delete(outside.resolve("kept"));
    Files.delete(outside);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkIsNoLock() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "text");
    Path out = Files.createDirectory(folder.resolve("run"));
    Files.createSymbolicLink(out.resolve(RunLock.FILE), victim);
    String message = assertThrows(WrongInput.class, () -> RunLock.take(out)).getMessage();
    assertTrue(message.endsWith(".sat.lock is a link; delete it"), message);
    assertEquals("text", Files.readString(victim));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void foldersOfARunAreNoLinks() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path out = Files.createDirectory(folder.resolve("run"));
    Files.createSymbolicLink(out.resolve("figures"), elsewhere);
    String message = assertThrows(WrongInput.class, () -> RunLock.take(out)).getMessage();
    assertTrue(message.endsWith("figures is a link; delete it"), message);
    Files.delete(out.resolve("figures"));
    RunLock.take(out).close();
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    String message = assertThrows(WrongInput.class, () -> RunLock.take(file)).getMessage();
    assertTrue(message.endsWith("is a file; name a folder"), message);
    String below =
        assertThrows(WrongInput.class, () -> RunLock.take(file.resolve("x"))).getMessage();
    assertEquals(1, below.lines().count(), below);
  }
}
