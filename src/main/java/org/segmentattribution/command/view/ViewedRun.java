package org.segmentattribution.command.view;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.run.RunCheck;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunManifest;

/**
 * A finished run of {@code sat explain}.
 *
 * @param folder of the run
 * @param manifest what the run says of itself
 * @param settings gives the settings of its call; fails where this version does not understand them
 */
public record ViewedRun(
    Path folder, RunManifest manifest, Function<RunManifest, ExplainSettings> settings) {
  /**
   * Reads a run.
   *
   * @param settings reads the settings of a call from its record
   * @param notes takes a line for people where nothing can be checked
   * @throws WrongInput where the folder is no finished run of {@code explain}, or a table has
   *     changed since
   */
  public static ViewedRun of(
      Path folder, Function<RunManifest, ExplainSettings> settings, Consumer<String> notes)
      throws IOException {
    RunDirectory directory = RunDirectory.read(folder);
    RunKind kind = directory.manifest().kind();
    if (kind != RunKind.EXPLAIN) {
      throw RunsInside.refusal(folder, kind);
    }
    RunCheck.tables(folder, notes);
    return new ViewedRun(folder, directory.manifest(), settings);
  }

  ExplainSettings explained() {
    return settings.apply(manifest);
  }
}
