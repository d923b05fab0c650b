package org.segmentattribution.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.segmentattribution.api.WrongInput;

/**
 * Checks that the files of a run are unchanged before they are read. Runs of earlier versions,
 * which have no hashes, and tables without a run are not checked.
 */
public final class RunCheck {
  private static final List<String> ROWS = List.of("sat.csv", "sat.parquet");

  private RunCheck() {}

  /**
   * Checks the tables of a run.
   *
   * @param run its folder, or its {@code sat.csv} or {@code sat.parquet}
   * @param notes takes a line for people where nothing can be checked
   * @throws WrongInput in one line, where a table has changed since the run wrote it
   */
  public static void tables(Path run, Consumer<String> notes) throws IOException {
    boolean single = Files.isRegularFile(run);
    Path folder = single ? run.toRealPath().getParent() : run;
    if (!Files.isRegularFile(folder.resolve(ManifestFile.NAME))) {
      if (!single && ROWS.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)))) {
        notes.accept(
            "note: " + run + " has no " + ManifestFile.NAME + ": its tables are taken unchecked");
      }
      return;
    }
    RunDirectory directory = RunDirectory.read(folder);
    requireFinished(run, directory);
    if (directory.manifest().outputs() == null) {
      notes.accept(
          "note: " + run + " is of an earlier version, which wrote no hashes; taken as it is");
    }
    boolean either = ROWS.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
    for (RunOutputs.Fault fault : directory.faults()) {
      String file = fault.file();
      boolean absent = either && ROWS.contains(file) && !Files.exists(folder.resolve(file));
      boolean asked =
          single ? run.toRealPath().endsWith(file) : isTable(file) && !CardFiles.isOne(file);
      if (asked && !absent) {
        throw refusal(run, directory, fault);
      }
    }
  }

  private static boolean isTable(String file) {
    return !file.contains("/") && (file.endsWith(".csv") || file.endsWith(".parquet"));
  }

  /** Refuses a run that is not finished, or whose {@code run.json} was edited. */
  private static void requireFinished(Path run, RunDirectory directory) throws IOException {
    if (!ManifestFile.isAsWritten(directory.manifest())) {
      String what = "is not what the run wrote";
      throw refusal(run, directory, new RunOutputs.Fault(ManifestFile.NAME, what));
    }
    if (!directory.isDone()) {
      throw new WrongInput(
          run
              + " holds a run that is not finished: run the same sat "
              + directory.manifest().kind().command()
              + " again, and it goes on where it stopped");
    }
  }

  private static WrongInput refusal(Path run, RunDirectory directory, RunOutputs.Fault fault) {
    boolean named = Files.isRegularFile(run) && run.endsWith(fault.file());
    Path file =
        named
            ? run
            : Files.isRegularFile(run)
                ? run.resolveSibling(fault.file())
                : run.resolve(fault.file());
    boolean effects = RunLayout.EFFECTS.contains(fault.file());
    String command = effects ? "ablate" : directory.manifest().kind().command();
    return new WrongInput(file + " " + fault.what() + "; start " + command + " again to repair it");
  }

  /**
   * Checks the effects of a run before they are shown. Where one of their files was deleted, there
   * is nothing to show.
   *
   * @throws WrongInput in one line, where one has changed since {@code sat ablate} wrote it
   */
  public static void effects(Path run) throws IOException {
    RunDirectory directory = RunDirectory.read(run);
    if (directory.manifest().outputs() == null) {
      return;
    }
    Map<String, OutputFile> effects = new TreeMap<>(directory.manifest().outputs());
    effects
        .keySet()
        .removeIf(file -> !RunLayout.EFFECTS.contains(file) || !Files.exists(run.resolve(file)));
    for (RunOutputs.Fault fault : RunOutputs.faults(run, effects)) {
      throw refusal(run, directory, fault);
    }
  }

  /** Writes figures and page of a run. */
  @FunctionalInterface
  public interface Rebuild {
    void run(RunDirectory directory) throws IOException;
  }

  /**
   * Writes figures and page again from a finished run's tables and drawings, and records their new
   * hashes. Deleted figures are no error.
   *
   * @param notes takes a line for people where nothing can be checked
   * @throws WrongInput where a table or drawing that is read has changed since the run wrote it
   */
  public static void rebuild(Path run, Consumer<String> notes, Rebuild rebuild) throws IOException {
    RunDirectory directory = RunDirectory.read(run);
    requireFinished(run, directory);
    for (RunOutputs.Fault fault : directory.faults()) {
      if (!isMadeAgain(run, fault.file())) {
        throw refusal(run, directory, fault);
      }
    }
    if (directory.manifest().outputs() == null) {
      notes.accept(
          "note: " + run + " is of an earlier version, which wrote no hashes; taken as it is");
      rebuild.run(directory);
      return;
    }
    Map<String, OutputFile> before = RunOutputs.of(run, directory.manifest().kind().depth());
    rebuild.run(directory);
    directory.seal(before);
  }

  /**
   * Returns whether a file is written again: the page, and all figures except drawings that only
   * the run itself can make.
   */
  private static boolean isMadeAgain(Path run, String file) {
    boolean drawn = file.startsWith("figures/photographs/") || file.startsWith("figures/overlay-");
    return file.equals("report.html")
        || RunLayout.EFFECTS.contains(file)
        || RunLayout.SWAPS.contains(file)
        || RunLayout.RATING.contains(file)
        || RunLayout.SUSPECTS.contains(file)
        || CardFiles.isOne(file)
        || file.startsWith("figures/") && !(drawn && Files.exists(run.resolve(file)));
  }
}
