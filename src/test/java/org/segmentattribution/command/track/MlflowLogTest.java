package org.segmentattribution.command.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.RebuildReport;
import org.segmentattribution.pipeline.Progress;

/** {@code sat log} with a server that a test holds. */
class MlflowLogTest {
  private static final String TOKEN = "canary-8c1f5e9b7a";

  @TempDir static Path folder;
  private static Path run;
  private FakeMlflow server;

  @BeforeAll
  static void explain() throws IOException {
    run = LoggedRun.make(folder);
  }

  @BeforeEach
  void start() throws IOException {
    server = new FakeMlflow();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private MlflowLog.Logged log(boolean all) throws IOException {
    MlflowAccess access = MlflowAccess.of(server.url(), Map.of(MlflowAccess.TOKEN, TOKEN));
    return new MlflowLog(access, "a b", all, Duration.ofMillis(1)).log(run, Progress.NONE);
  }

  @Test
  void aRunHasParametersMetricsFilesAndTags() throws IOException {
    MlflowLog.Logged logged = log(false);
    assertEquals(MlflowLog.Done.LOGGED, logged.done());
    assertEquals(server.url() + "/#/experiments/1/runs/run1", logged.page());
    assertEquals(Set.of("a b"), server.experiments.keySet());
    FakeMlflow.Held held = server.runs.get("run1");
    assertEquals("FINISHED", held.status);
    assertEquals("label", held.params.get("target"));
    assertEquals(10, held.metrics.get("images"));
    for (String name : List.of("mean_rank", "first", "attribution_share", "images")) {
      assertTrue(held.metrics.containsKey("lrp-z/horse/r1c1/" + name), name);
    }
    assertEquals(5, held.metrics.get("lrp-z/zebra/r2c2/images"));
    double shares =
        List.of("r1c1", "r1c2", "r2c1", "r2c2").stream()
            .mapToDouble(cell -> held.metrics.get("lrp-z/horse/" + cell + "/attribution_share"))
            .sum();
    assertEquals(1, shares, 1e-9);
    assertEquals(Files.readString(run.resolve("report.html")), held.files.get("report.html"));
    assertTrue(held.files.keySet().containsAll(List.of("run.json", "aggregate.csv")));
    assertTrue(held.files.keySet().stream().noneMatch(f -> f.contains("gallery")));
    assertFalse(held.files.containsKey("sat.csv"));
    assertEquals(held.files.size(), logged.files());
    assertEquals(held.metrics.size(), logged.metrics());
    assertTrue(held.tags.get("mlflow.note.content").contains("what the model looks at"));
    assertEquals(64, held.tags.get(MlflowLog.STATE).length());
    assertTrue(held.tags.keySet().containsAll(List.of("sat.version", "sat.sha256.model")));
    assertEquals(Set.of("Bearer " + TOKEN), Set.copyOf(server.authorizations));
    assertFalse((held.params.toString() + held.tags + held.files).contains(TOKEN));
  }

  @Test
  void loggedTwiceItIsTheSameRun() throws IOException {
    log(false);
    Map<String, String> files = Map.copyOf(server.runs.get("run1").files);
    int calls = server.calls.size();
    assertEquals(MlflowLog.Done.UNCHANGED, log(false).done());
    assertEquals(calls + 2, server.calls.size(), "it looks for the experiment and the run");
    // another page is another state
    RebuildReport.rebuild(run, List.of("r1c1"), List.of(), 72, line -> {});
    assertEquals(MlflowLog.Done.UPDATED, log(false).done());
    assertEquals(Set.of("run1"), server.runs.keySet());
    assertFalse(files.equals(server.runs.get("run1").files));
    assertEquals(MlflowLog.Done.UPDATED, log(true).done());
    assertTrue(server.runs.get("run1").files.containsKey("sat.parquet"));
    // a call that was killed has not finished
    server.runs.get("run1").status = "RUNNING";
    assertEquals(MlflowLog.Done.UPDATED, log(true).done());
    assertEquals(MlflowLog.Done.UNCHANGED, log(true).done());
  }

  @Test
  void aBusyServerIsAskedAgain() throws IOException {
    server.failures.addAll(Arrays.asList(503, 429, 0, 0, 0, 500, 0, 502));
    assertEquals(MlflowLog.Done.LOGGED, log(false).done());
    assertEquals(1, server.runs.size());
    server.failures.addAll(List.of(503, 503, 503, 503, 503));
    String line = assertThrows(IOException.class, () -> log(false)).getMessage();
    assertEquals(server.url() + " answers HTTP 503 BUSY: later please", line);
  }

  @Test
  void whatIsWrongIsSaidInOneLine() throws IOException {
    server.failures.add(401);
    String line = assertThrows(WrongInput.class, () -> log(false)).getMessage();
    assertTrue(line.contains("401") && line.contains("set MLFLOW_TRACKING_TOKEN"), line);
    server.failures.add(302);
    line = assertThrows(WrongInput.class, () -> log(false)).getMessage();
    assertTrue(line.contains("no MLflow server is there"), line);
    server.failures.add(400);
    line = assertThrows(IOException.class, () -> log(false)).getMessage();
    assertEquals(1, line.lines().count());
    assertFalse(line.contains(TOKEN), line);
    server.close();
    line = assertThrows(IOException.class, () -> log(false)).getMessage();
    assertTrue(line.startsWith(server.url() + " does not answer ("), line);
  }

  @Test
  void filesThatTheServerDoesNotTakeAreNotSent() throws IOException {
    server.artifacts = "s3://bucket/";
    List<String> notes = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void start(String task, long steps) {}

          @Override
          public void step(long steps, String latest) {}

          @Override
          public void note(String line) {
            notes.add(line);
          }

          @Override
          public void finish() {}
        };
    MlflowAccess access = MlflowAccess.of(server.url(), Map.of());
    assertEquals(
        0, new MlflowLog(access, "x", false, Duration.ofMillis(1)).log(run, progress).files());
    assertTrue(notes.get(0).contains("keeps files at s3://bucket/"), notes.toString());
    assertEquals(Set.of("null"), Set.copyOf(server.authorizations));
  }
}
