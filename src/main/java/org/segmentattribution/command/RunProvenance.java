package org.segmentattribution.command;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.segmentattribution.api.Failure;
import org.segmentattribution.report.page.Entry;
import org.segmentattribution.report.page.RunDetails;
import org.segmentattribution.report.page.RunFile;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunManifest;
import org.segmentattribution.table.FailureCsv;

/** Collects what a run directory knows about its run, for the end of its report. */
public final class RunProvenance {
  private RunProvenance() {}

  /** Returns failures, configuration, files and provenance; lists only files that exist. */
  public static RunDetails of(RunDirectory directory, List<RunFile> files) throws IOException {
    List<Failure> failures =
        FailureCsv.read(directory.path("failures.csv")).stream()
            .map(f -> new Failure(f.image(), f.stage(), f.reason()))
            .toList();
    RunManifest manifest = directory.manifest();
    return new RunDetails(
        failures,
        entries(manifest.configuration()),
        files.stream().filter(f -> Files.exists(directory.path(f.path()))).toList(),
        provenance(manifest));
  }

  private static List<Entry> provenance(RunManifest manifest) {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry("command", "sat " + manifest.kind()));
    manifest.versions().forEach((name, version) -> entries.add(new Entry(name, version)));
    entries.add(new Entry("device", manifest.device()));
    entries.add(new Entry("seed", Long.toString(manifest.seed())));
    manifest.inputs().forEach((name, sha) -> entries.add(new Entry("SHA-256 of " + name, sha)));
    return entries;
  }

  private static List<Entry> entries(Map<String, Object> configuration) {
    return configuration.entrySet().stream()
        .filter(e -> e.getValue() != null)
        .map(e -> new Entry(e.getKey(), text(e.getValue())))
        .toList();
  }

  private static String text(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : value.toString();
  }
}
