package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.Failure;
import org.segmentattribution.report.svg.NumberText;

/**
 * The last folds of every report.
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

  /** Title of the fold with configuration, files and provenance. */
  static final String MADE = "How it was made";

  /** Returns the folds that have content. */
  public List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    if (!failures.isEmpty()) {
      long files = failures.stream().map(Failure::image).distinct().count();
      sections.add(
          Section.folded(
              "Left out",
              NumberText.images((int) files) + " without a table, and why",
              List.of(ReportTables.failures(failures))));
    }
    List<Block> made = new ArrayList<>();
    if (!configuration.isEmpty()) {
      made.add(new Block.Heading("Configuration"));
      made.add(new Block.Definitions(List.copyOf(configuration)));
    }
    if (!files.isEmpty()) {
      made.add(new Block.Heading("Files"));
      made.add(new Block.Files(List.copyOf(files)));
    }
    if (!provenance.isEmpty()) {
      made.add(new Block.Heading("Versions and hashes"));
      made.add(new Block.Definitions(List.copyOf(provenance)));
    }
    if (!made.isEmpty()) {
      sections.add(Section.folded(MADE, "settings, files, versions, hashes", made));
    }
    return sections;
  }
}
