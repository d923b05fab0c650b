package org.segmentattribution.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.WrongInput;

class RunCheckTest {
  @TempDir Path folder;
  private final List<String> notes = new ArrayList<>();
  private Path run;

  @BeforeEach
  void finish() throws IOException {
    run = folder.resolve("run");
    TestRuns.finished(
        run,
        Map.of(
            "sat.csv", "a\n1\n2\n",
            "sat.parquet.txt", "x",
            "aggregate.csv", "a\n1\n",
            "report.html", "<p>",
            "figures/01-ranks.svg", "<svg/>",
            "figures/overlay-001.svg", "<svg/>",
            "figures/photographs/index.json", "{}"));
  }

  private void edit(String name) throws IOException {
    Files.writeString(run.resolve(name), "edited");
  }

  private String refused(Path path) {
    return assertThrows(WrongInput.class, () -> RunCheck.tables(path, notes::add)).getMessage();
  }

  @Test
  void aRunAsItWasWrittenIsTaken() throws IOException {
    RunCheck.tables(run, notes::add);
    RunCheck.tables(run.resolve("sat.csv"), notes::add);
    assertEquals(List.of(), notes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"report.html", "figures/01-ranks.svg", "figures/photographs/index.json"})
  void whatNobodyReadsMayBeEdited(String name) throws IOException {
    edit(name);
    RunCheck.tables(run, notes::add);
    assertEquals(List.of(), notes);
  }

  @Test
  void anEditedTableIsRefusedWithWhatToDo() throws IOException {
    edit("aggregate.csv");
    assertEquals(
        run.resolve("aggregate.csv")
            + " is not what the run wrote (0 of 1 rows); start explain again to repair it",
        refused(run));
    RunCheck.tables(run.resolve("sat.csv"), notes::add);
    edit("sat.csv");
    assertTrue(refused(run.resolve("sat.csv")).startsWith(run.resolve("sat.csv") + " is not"));
  }

  @Test
  void aRunThatGoesOnIsRefused() throws IOException {
    Path other = folder.resolve("other");
    RunDirectory.open(other, TestRuns.running()).write("sat.csv", "a\n");
    assertEquals(
        other
            + " holds a run that is not finished: run the same sat explain again, and it goes on where"
            + " it stopped",
        refused(other));
  }

  @Test
  void anEditedManifestIsRefused() throws IOException {
    Path json = run.resolve("run.json");
    Files.writeString(json, Files.readString(json).replace("hash of a model", "another"));
    assertTrue(refused(run).startsWith(json + " is not what the run wrote"), refused(run));
    // the table that was asked for is as it was
    assertEquals(refused(run), refused(run.resolve("sat.csv")));
  }

  @Test
  void tablesWithoutARunAreTakenWithANote() throws IOException {
    Path bare = Files.createDirectory(folder.resolve("bare"));
    RunCheck.tables(bare, notes::add);
    assertEquals(List.of(), notes, "nothing to read, nothing to say");
    Path csv = Files.writeString(bare.resolve("sat.csv"), "a\n");
    RunCheck.tables(bare, notes::add);
    assertEquals(
        List.of("note: " + bare + " has no run.json: its tables are taken unchecked"), notes);
    RunCheck.tables(csv, notes::add);
    assertEquals(1, notes.size(), "who names the table itself knows");
  }

  /** One of sat.csv and sat.parquet is enough. */
  @Test
  void eitherTableMayBeDeleted() throws IOException {
    Path both = folder.resolve("both");
    TestRuns.finished(both, Map.of("sat.csv", "a\n1\n", "inputs.csv", "a\n"));
    Files.delete(both.resolve("sat.csv"));
    assertTrue(refused(both).contains("sat.csv is missing"));
    Files.writeString(both.resolve("sat.parquet"), "the same rows");
    RunCheck.tables(both, notes::add);
    Files.delete(both.resolve("inputs.csv"));
    assertTrue(refused(both).contains("inputs.csv is missing"));
  }

  @Test
  void thePageIsMadeAgainWhateverBecameOfIt() throws IOException {
    edit("report.html");
    Files.delete(run.resolve("figures/01-ranks.svg"));
    Files.delete(run.resolve("figures/overlay-001.svg"));
    RunCheck.rebuild(
        run,
        notes::add,
        directory -> {
          directory.write("report.html", "<p>again");
          directory.write("figures/01-ranks.svg", "<svg>again</svg>");
        });
    RunDirectory now = RunDirectory.read(run);
    assertEquals(
        List.of("figures/overlay-001.svg"),
        now.faults().stream().map(RunOutputs.Fault::file).toList(),
        "what only the run can draw is still known to be missing");
    assertTrue(ManifestFile.isAsWritten(now.manifest()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sat.csv",
        "aggregate.csv",
        "figures/overlay-001.svg",
        "figures/photographs/index.json"
      })
  void whatGoesIntoThePageMustBeAsWritten(String name) throws IOException {
    edit(name);
    boolean[] called = {false};
    WrongInput error =
        assertThrows(
            WrongInput.class,
            () -> RunCheck.rebuild(run, notes::add, directory -> called[0] = true));
    assertTrue(error.getMessage().startsWith(run.resolve(name) + " is not what the run wrote"));
    assertFalse(called[0]);
  }

  @Test
  void aTrialSaysWhichCommandMakesIt() throws IOException {
    Path trial = folder.resolve("trial");
    RunDirectory directory =
        RunDirectory.open(
            trial, RunManifest.begin(RunKind.WATERMARK_TRIAL, Map.of(), Map.of(), "cpu", 1));
    directory.write("sat.csv", "a\n1\n");
    directory.finish(directory.manifest().done(Map.of(), Map.of()));
    Files.delete(trial.resolve("sat.csv"));
    assertTrue(refused(trial).endsWith("start experiment watermark again to repair it"));
  }
}
