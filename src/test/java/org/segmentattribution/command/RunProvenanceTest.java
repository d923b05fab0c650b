package org.segmentattribution.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.Failure;
import org.segmentattribution.report.page.Entry;
import org.segmentattribution.report.page.RunDetails;
import org.segmentattribution.report.page.RunFile;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunManifest;
import org.segmentattribution.table.FailureCsv;

class RunProvenanceTest {
  @TempDir Path folder;

  @Test
  void aReportEndsWithWhatTheRunSaysOfItself() throws IOException {
    Map<String, Object> flags = new LinkedHashMap<>();
    flags.put("method", List.of("lrp-z", "gradient"));
    flags.put("exclude", null);
    flags.put("pad", 2);
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("model", "abc");
    inputs.put("images", "def");
    RunDirectory run =
        RunDirectory.open(
            folder.resolve("run"), RunManifest.begin(RunKind.EXPLAIN, flags, inputs, "cpu", 42));
    List<Failure> failures = List.of(new Failure("a.jpg", "decode", "no picture, \"so\" it says"));
    FailureCsv.write(run.path("failures.csv"), failures);
    run.write("figures/a.svg", "<svg/>");
    RunDetails details =
        RunProvenance.of(
            run,
            List.of(
                new RunFile("figures/a.svg", "a figure"),
                new RunFile("figures/b.svg", "another"),
                new RunFile("failures.csv", "left out")));
    assertEquals(failures, details.failures());
    assertEquals(
        List.of(new Entry("method", "lrp-z, gradient"), new Entry("pad", "2")),
        details.configuration(),
        "what was not given is not shown");
    assertEquals(
        List.of("figures/a.svg", "failures.csv"),
        details.files().stream().map(RunFile::path).toList(),
        "only files that are there");
    List<Entry> provenance = details.provenance();
    assertEquals(new Entry("command", "sat explain"), provenance.get(0));
    assertTrue(provenance.contains(new Entry("device", "cpu")));
    assertTrue(provenance.contains(new Entry("seed", "42")));
    assertEquals(
        List.of(new Entry("SHA-256 of model", "abc"), new Entry("SHA-256 of images", "def")),
        provenance.subList(provenance.size() - 2, provenance.size()));
    assertTrue(provenance.stream().anyMatch(entry -> entry.term().equals("pytorch")));
  }
}
