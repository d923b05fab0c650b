package org.segmentattribution.command.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.RebuildReport;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.dataset.scene.SceneClass;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.report.photograph.Photograph;
import org.segmentattribution.report.photograph.PhotographIndex;
import org.segmentattribution.report.photograph.Photographs;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunSummary;
import org.segmentattribution.table.FailureCsv;
import org.segmentattribution.table.SatCsv;

/** However often a run is interrupted, and whatever has changed, its files are the same bytes. */
class ExplainRunTest {
  @TempDir Path folder;
  private Path images;

  @BeforeEach
  void draw() throws IOException {
    images = TestCalls.draw(folder.resolve("images"), "test", 3);
  }

  private Path out(String name) {
    return folder.resolve(name);
  }

  private RunSummary run(String out) throws IOException {
    return ExplainWithReport.run(TestCalls.explain(images, out(out), "label", 1), Progress.NONE);
  }

  /** Kills a call after some images. */
  private static final class Killed implements Progress {
    private final String task;
    private long left;
    private boolean counts;

    Killed(String task, long images) {
      this.task = task;
      left = images;
    }

    @Override
    public void start(String started, long steps) {
      counts = started.equals(task);
    }

    @Override
    public void step(long steps, String latest) {
      left -= counts ? steps : 0;
      if (counts && left <= 0) {
        throw new IllegalStateException("killed");
      }
    }

    @Override
    public void finish() {}
  }

  private void kill(String out, String task, long afterImages) {
    IllegalStateException killed =
        assertThrows(
            IllegalStateException.class,
            () ->
                ExplainWithReport.run(
                    TestCalls.explain(images, out(out), "label", 1),
                    new Killed(task, afterImages)));
    assertEquals("killed", killed.getMessage());
    assertFalse(Files.exists(out(out).resolve("report.html")));
  }

  @Test
  void anInterruptedRunEndsWithTheSameBytes() throws IOException {
    RunSummary whole = run("whole");
    kill("parts", "explaining", 3);
    Path chunks = out("parts").resolve("parts");
    try (Stream<Path> finished = Files.list(chunks)) {
      // a third may be under way when the second has been counted
      assertTrue(finished.count() >= 2, "chunks of two images each");
    }
    kill("parts", "drawing photographs", 1);
    assertEquals(whole.counts(), run("parts").counts());
    assertEquals(TestCalls.files(out("whole")), TestCalls.files(out("parts")));
    assertFalse(Files.exists(chunks));
    assertFalse(Files.exists(out("parts").resolve("explanations")));
  }

  /** Counts the photographs that are drawn. */
  private long drawnBy(String out) throws IOException {
    long[] drawn = {0};
    Progress counting =
        new Progress() {
          private boolean counts;

          @Override
          public void start(String task, long steps) {
            counts = task.equals("drawing photographs");
          }

          @Override
          public synchronized void step(long steps, String latest) {
            drawn[0] += counts ? steps : 0;
          }

          @Override
          public void finish() {}
        };
    ExplainWithReport.run(TestCalls.explain(images, out(out), "label", 1), counting);
    return drawn[0];
  }

  @Test
  void aDrawingThatWasInterruptedGoesOn() throws IOException {
    assertEquals(6, drawnBy("whole"));
    kill("run", "drawing photographs", 2);
    // others may be under way when the second has been counted
    assertTrue(drawnBy("run") <= 4);
    assertEquals(TestCalls.files(out("whole")), TestCalls.files(out("run")));
    assertEquals(0, drawnBy("run"));
  }

  @Test
  void onlyPhotographsThatLackOrChangedAreDrawnAgain() throws IOException {
    run("run");
    Map<String, String> before = TestCalls.files(out("run"));
    Files.delete(out("run").resolve("figures/photographs/00002.jpg"));
    Path other = out("run").resolve("figures/photographs/00003.jpg");
    Files.copy(
        out("run").resolve("figures/photographs/00004.jpg"),
        other,
        StandardCopyOption.REPLACE_EXISTING);
    assertEquals(2, drawnBy("run"));
    assertEquals(before, TestCalls.files(out("run")));
    // others get new numbers
    Files.delete(images.resolve("test/horse/1.png"));
    TestCalls.draw(images.resolve("test/zebra/2.png"), SceneClass.ZEBRA, 9);
    assertEquals(1, drawnBy("run"));
    run("fresh");
    assertEquals(TestCalls.files(out("fresh")), TestCalls.files(out("run")));
    // of an earlier version
    Files.delete(out("run").resolve("figures/photographs/keys.csv"));
    assertEquals(5, drawnBy("run"));
    assertEquals(TestCalls.files(out("fresh")), TestCalls.files(out("run")));
  }

  @Test
  void figuresThatAreNoLongerWrittenGo() throws IOException {
    run("run");
    Map<String, String> before = TestCalls.files(out("run"));
    RunDirectory earlier = RunDirectory.read(out("run"));
    List<String> stale =
        List.of(
            "figures/agreement.svg",
            "figures/agreement.png",
            "figures/gallery/001.svg",
            "figures/09-ranks.svg");
    for (String name : stale) {
      earlier.write(name, "<svg/>");
    }
    earlier.write("figures/10-ranks.svg", "<svg/>");
    earlier.finish(earlier.manifest());
    Files.writeString(out("run").resolve("figures/10-ranks.svg"), "<svg>mine</svg>");
    Files.writeString(out("run").resolve("figures/11-ranks.svg"), "<svg>mine</svg>");
    RebuildReport.rebuild(out("run"), List.of(), List.of(), 300, line -> {});
    Map<String, String> after = TestCalls.files(out("run"));
    assertEquals(before.get("figures/overlay-001.svg"), after.get("figures/overlay-001.svg"));
    for (String mine : List.of("figures/10-ranks.svg", "figures/11-ranks.svg")) {
      assertTrue(Files.exists(out("run").resolve(mine)), mine);
      Files.delete(out("run").resolve(mine));
    }
    assertEquals(before.keySet(), TestCalls.files(out("run")).keySet());
  }

  /** Otherwise a run that lost a class would keep its figures. */
  @Test
  void aRunWithoutAClassHasTheFilesOfAFreshOne() throws IOException {
    run("run");
    for (int i = 1; i <= 3; i++) {
      Files.delete(images.resolve("test/horse/" + i + ".png"));
    }
    run("run");
    run("fresh");
    assertEquals(TestCalls.files(out("fresh")), TestCalls.files(out("run")));
  }

  @Test
  void workersDoNotChangeABit() throws IOException {
    run("one");
    ExplainWithReport.run(TestCalls.explain(images, out("two"), "label", 2), Progress.NONE);
    assertEquals(TestCalls.files(out("one")), TestCalls.files(out("two")));
  }

  @Test
  void aFinishedRunIsLeftAlone() throws IOException {
    RunSummary first = run("run");
    String json = Files.readString(out("run").resolve("run.json"));
    Map<String, String> files = TestCalls.files(out("run"));
    RunSummary again = run("run");
    assertEquals(first.counts(), again.counts());
    assertEquals(json, Files.readString(out("run").resolve("run.json")));
    assertEquals(files, TestCalls.files(out("run")));
    assertEquals(6, first.explained());
    assertEquals(6 * 2 * 4, first.rows(), "images, methods, segments");
  }

  /** The tables of a run that went on are those of a run from the beginning. */
  @Test
  void whatHasChangedIsMadeAgainAndNothingElse() throws IOException {
    run("run");
    Map<String, String> before = TestCalls.files(out("run"));
    Path zebra = images.resolve("test/zebra/2.png");
    TestCalls.draw(zebra, SceneClass.ZEBRA, 50);
    Files.delete(images.resolve("test/horse/1.png"));
    run("run");
    run("fresh");
    assertEquals(TestCalls.files(out("fresh")), TestCalls.files(out("run")));
    assertNotEquals(before.get("sat.csv"), TestCalls.files(out("run")).get("sat.csv"));
    assertEquals(lines(before, "test/horse/3"), lines(TestCalls.files(out("run")), "test/horse/3"));
    TestCalls.draw(zebra, SceneClass.ZEBRA, 2);
    TestCalls.draw(images.resolve("test/horse/1.png"), SceneClass.HORSE, 1);
    run("run");
    assertEquals(before, TestCalls.files(out("run")), "back again");
  }

  private static List<String> lines(Map<String, String> files, String id) {
    return files.get("sat.csv").lines().filter(line -> line.startsWith(id + ",")).toList();
  }

  @Test
  void aDamagedTableIsMadeAgain() throws IOException {
    run("run");
    Map<String, String> before = TestCalls.files(out("run"));
    for (String name : List.of("sat.csv", "figures/overlay-001.svg")) {
      Path file = out("run").resolve(name);
      Files.writeString(file, Files.readString(file).substring(9));
      run("run");
      assertEquals(before, TestCalls.files(out("run")), name);
    }
  }

  @Test
  void anImageThatCannotBeReadIsListedUntilItCan() throws IOException {
    Path broken = images.resolve("test/zebra/2.png");
    Files.writeString(broken, "no picture");
    RunSummary summary = run("run");
    assertEquals(1, summary.skipped());
    assertEquals(5 * 2 * 4, summary.rows());
    assertEquals(
        "test/zebra/2.png", FailureCsv.read(out("run").resolve("failures.csv")).get(0).image());
    TestCalls.draw(broken, SceneClass.ZEBRA, 2);
    assertEquals(0, run("run").skipped());
    run("fresh");
    assertEquals(TestCalls.files(out("fresh")), TestCalls.files(out("run")));
  }

  @Test
  void anotherConfigurationIsRefused() throws IOException {
    run("run");
    ExplainSettings other = TestCalls.explain(images, out("run"), "predicted", 1);
    WrongInput error =
        assertThrows(WrongInput.class, () -> ExplainWithReport.run(other, Progress.NONE));
    assertEquals(
        "--out "
            + out("run")
            + " holds a run with another configuration: --target was label, is now predicted;"
            + " take another --out, or delete it",
        error.show(key -> "--" + key));
  }

  @Test
  void aTargetThatTheModelDoesNotKnowLeavesNothing() {
    ExplainSettings settings = TestCalls.explain(images, out("run"), "cow", 1);
    assertThrows(WrongInput.class, () -> ExplainWithReport.run(settings, Progress.NONE));
    assertFalse(Files.exists(out("run")));
  }

  /** What the page shows of a photograph is what its table says. */
  @Test
  void thePhotographsShowTheTables() throws IOException {
    run("run");
    RunDirectory directory = RunDirectory.read(out("run"));
    PhotographIndex index = PhotographFiles.read(directory);
    List<SegmentAttribution> rows = SatCsv.read(directory.path("sat.csv"));
    assertEquals("lrp-z", index.method());
    assertEquals(6, index.tables());
    assertEquals(6, index.photographs().size());
    for (Photograph photograph : index.photographs()) {
      List<SegmentAttribution> table =
          rows.stream()
              .filter(row -> row.image().path().equals(photograph.image()))
              .filter(row -> row.method().equals("lrp-z"))
              .sorted(Comparator.comparingDouble(SegmentAttribution::rank))
              .toList();
      double sum = table.stream().mapToDouble(SegmentAttribution::meanAttribution).sum();
      assertEquals(table.size(), photograph.rows().size());
      assertEquals(table.get(0).target(), photograph.answer().target());
      for (int i = 0; i < table.size(); i++) {
        Photograph.Row row = photograph.rows().get(i);
        assertEquals(table.get(i).segment(), row.segment());
        assertEquals(table.get(i).rank(), row.rank());
        assertEquals(table.get(i).meanSigned() / sum, row.share(), 1e-6);
        assertEquals(table.get(i).facts().maskFraction(), row.fraction(), 1e-6);
        assertFalse(row.outline().isEmpty());
      }
    }
    Photographs shown = PhotographFiles.forPage(directory);
    assertFalse(shown.beside());
    assertEquals(List.of("horse", "zebra"), shown.stripClasses());
    assertFalse(shown.strip("zebra").isEmpty());
    assertTrue(shown.map(shown.list().get(0)).startsWith("data:image/jpeg;base64,"));
  }
}
