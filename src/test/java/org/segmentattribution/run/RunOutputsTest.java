package org.segmentattribution.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.file.TemporaryName;

class RunOutputsTest {
  @TempDir Path run;

  private Path file(String name) throws IOException {
    Path file = run.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "of " + name);
  }

  private List<String> names(int depth) throws IOException {
    return List.copyOf(RunOutputs.of(run, depth).keySet());
  }

  @Test
  void whatDoesNotLastIsLeftOut() throws IOException {
    for (String name :
        List.of(
            "run.json",
            ".sat.lock",
            "parts/one/sat.csv",
            "explanations/a.npy",
            "scenes/a.png",
            "sat.csv",
            "report.html",
            "figures/01.svg",
            "figures/parts/odd.svg")) {
      file(name);
    }
    Files.writeString(TemporaryName.beside(run.resolve("sat.csv")), "half");
    Files.writeString(TemporaryName.beside(run.resolve("figures/01.svg")), "half");
    assertEquals(
        List.of("figures/01.svg", "figures/parts/odd.svg", "report.html", "sat.csv"),
        names(Integer.MAX_VALUE));
  }

  /** A folder that says by its run.json that it is a run answers for itself, but for its tables. */
  @Test
  void ofRunsWithinOnlyTheTablesCount() throws IOException {
    for (String name :
        List.of(
            "runs/p0/run.json",
            "runs/p0/sat.csv",
            "runs/p0/failures.csv",
            "runs/p0/report.html",
            "runs/p0/figures/a.svg",
            "runs/other/report.html")) {
      file(name);
    }
    assertEquals(
        List.of("runs/other/report.html", "runs/p0/failures.csv", "runs/p0/sat.csv"),
        names(Integer.MAX_VALUE));
  }

  @Test
  void depthOneIsTheFolderAlone() throws IOException {
    file("a/1.png");
    file("keys.csv");
    assertEquals(List.of("keys.csv"), names(1));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksAreNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectories(run.resolve("figures"));
    file("figures/a.svg");
    Files.createSymbolicLink(run.resolve("link"), elsewhere);
    Files.createSymbolicLink(run.resolve("b.svg"), elsewhere.resolve("a.svg"));
    assertEquals(List.of("figures/a.svg"), names(Integer.MAX_VALUE));
  }

  @Test
  void faultsAreListedInTheOrderOfTheFiles() throws IOException {
    for (String name : List.of("sat.csv", "b.svg", "a/c.svg", "whole.txt")) {
      file(name);
    }
    Map<String, OutputFile> outputs = RunOutputs.of(run, 9);
    assertEquals(List.of(), RunOutputs.faults(run, outputs));
    Files.delete(run.resolve("sat.csv"));
    Files.writeString(run.resolve("a/c.svg"), "edited");
    file("new.svg");
    assertEquals(
        List.of(
            new RunOutputs.Fault("a/c.svg", "is not what the run wrote"),
            new RunOutputs.Fault("sat.csv", "is missing")),
        RunOutputs.faults(run, outputs));
  }

  /** Nobody makes the program read, by an edited run.json, what lies outside the run. */
  @Test
  void aNameThatLeadsOutIsRefused() {
    Map<String, OutputFile> outputs = Map.of("../secret.txt", new OutputFile("aa", null));
    String said =
        assertThrows(IOException.class, () -> RunOutputs.faults(run, outputs)).getMessage();
    assertTrue(said.endsWith("../secret.txt"), said);
  }

  @Test
  void ofAnEarlierVersionRowsAreCounted() throws IOException {
    RunManifest manifest = TestRuns.running().done(Map.of("rows", 2), Map.of());
    assertEquals(
        List.of(new RunOutputs.Fault("sat.csv", "is missing")),
        RunOutputs.faultsOfEarlier(run, manifest));
    Files.writeString(run.resolve("sat.csv"), "a\n1\n2\n");
    assertEquals(List.of(), RunOutputs.faultsOfEarlier(run, manifest));
    Files.writeString(run.resolve("sat.csv"), "a\n1\n");
    assertEquals(
        List.of(new RunOutputs.Fault("sat.csv", "has 1 of 2 rows")),
        RunOutputs.faultsOfEarlier(run, manifest));
    assertEquals(List.of(), RunOutputs.faultsOfEarlier(run, TestRuns.running()), "not finished");
    RunManifest other = TestRuns.running().done(Map.of("pairs", 2), Map.of());
    assertEquals(List.of(), RunOutputs.faultsOfEarlier(run, other), "a run without rows");
  }
}
