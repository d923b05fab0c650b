package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.Failure;

/**
 * The last sections of every report.
 *
 * @param failures images that were left out
 * @param configuration the configuration after all defaults
 * @param files files of the run
 * @param provenance versions, device, seed, hashes
 */
public record RunDetails(
    List<Failure> failures,
    List<Entry> configuration,
    List<RunFile> files,
    List<Entry> provenance) {

  /** Returns the sections that have content. */
  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    if (!failures.isEmpty()) {
      sections.add(new Section("Left out", List.of(ReportTables.failures(failures))));
    }
    if (!configuration.isEmpty()) {
      sections.add(
          new Section("Configuration", List.of(new Block.Definitions(List.copyOf(configuration)))));
    }
    if (!files.isEmpty()) {
      sections.add(new Section("Files", List.of(new Block.Files(List.copyOf(files)))));
    }
    return sections;
  }
}
