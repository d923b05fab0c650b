package org.segmentattribution.cli.view;

import java.awt.Desktop;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.RecordedFlags;
import org.segmentattribution.command.view.ViewServer;
import org.segmentattribution.command.view.ViewSettings;
import org.segmentattribution.command.view.ViewedRun;
import org.segmentattribution.file.UserCache;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sat view}. */
@Command(
    name = "view",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Look at all photographs of a finished run in a browser, or at those of two runs side by side.",
      ""
    },
    footer = {
      "",
      "Filters by class, right or wrong, the segment that comes first, whether it speaks for the",
      "class, confidence and name; a card for each photograph with all of its segments. Two runs:",
      "photographs in both, and those where another segment comes first or one run alone is right.",
      "The server listens on this machine alone and answers nobody without the token that is in",
      "the address. Images and masks must be where they were. Ctrl-C ends it.",
      "",
      "Examples:",
      "  sat view runs/first",
      "  sat view runs/before runs/after --open"
    })
public final class ViewCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN",
      arity = "1..2",
      description = "folders of one or two finished runs of sat explain")
  private List<Path> runs;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "port of the loopback address; 0 takes a free one (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--open",
      description = "open the page in the browser (default: ${DEFAULT-VALUE})")
  private boolean open;

  @Option(
      names = "--view-cache",
      paramLabel = "DIR",
      description =
          "folder that keeps pictures and outlines, at most 512 MiB at the next start; none keeps"
              + " them in memory alone; auto takes the user's cache (default: ${DEFAULT-VALUE})")
  private String cache;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    List<ViewedRun> viewed = new ArrayList<>();
    for (Path run : runs) {
      viewed.add(ViewedRun.of(run, RecordedFlags::of, System.err::println));
    }
    ViewServer server = ViewServer.open(new ViewSettings(viewed, port, folder()));
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, ended)));
    System.out.println("view: " + server.address());
    System.err.println("sat: the page is there until Ctrl-C");
    if (open) {
      browse(server.address());
    }
    try {
      ended.await();
    } catch (InterruptedException e) {
      end(server, ended);
    }
    return 0;
  }

  private static void end(ViewServer server, CountDownLatch ended) {
    try {
      server.close();
    } catch (IOException e) {
      System.err.println("sat: " + e.getMessage());
    }
    ended.countDown();
  }

  private static void browse(URI address) {
    try {
      if (Desktop.isDesktopSupported() && Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
        Desktop.getDesktop().browse(address);
        return;
      }
      boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
      new ProcessBuilder(mac ? "open" : "xdg-open", address.toString())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException | RuntimeException e) {
      System.err.println("sat: no browser can be opened here; open the address yourself");
    }
  }

  private Path folder() {
    if (cache.equals("none")) {
      return null;
    }
    if (!cache.equals("auto")) {
      return Path.of(cache);
    }
    return UserCache.folder("view");
  }
}
