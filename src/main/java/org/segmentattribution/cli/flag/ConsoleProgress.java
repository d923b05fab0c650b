package org.segmentattribution.cli.flag;

import java.io.PrintStream;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.segmentattribution.api.SettingText;
import org.segmentattribution.cli.error.FlagNames;
import org.segmentattribution.pipeline.Progress;

/** Shows progress: a bar with the time left on a terminal, otherwise a line every ten seconds. */
public final class ConsoleProgress implements Progress, AutoCloseable {
  private static final int LINE_INTERVAL_MILLIS = 10_000;
  private static final int LINE_LENGTH = 110;
  private final PrintStream out;
  private final boolean terminal;
  private ProgressBar bar;

  ConsoleProgress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public synchronized void start(String task, long steps) {
    finish();
    ProgressBarBuilder builder =
        ProgressBar.builder()
            .setTaskName(task)
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII)
            .setMaxRenderedLength(LINE_LENGTH);
    if (!terminal) {
      builder
          .setUpdateIntervalMillis(LINE_INTERVAL_MILLIS)
          .setConsumer(new DelegatingProgressBarConsumer(out::println, LINE_LENGTH));
    }
    bar = builder.build();
  }

  @Override
  public synchronized void step(long steps, String latest) {
    if (bar != null) {
      bar.stepBy(steps);
      if (!latest.isEmpty()) {
        bar.setExtraMessage(" " + latest);
      }
    }
  }

  @Override
  public synchronized void note(String line) {
    finish();
    out.println(line);
  }

  @Override
  public void note(SettingText line) {
    note(line.show(FlagNames::of));
  }

  @Override
  public synchronized void finish() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  @Override
  public void close() {
    finish();
  }
}
