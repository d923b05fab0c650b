package org.segmentattribution.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.file.TemporaryName;

/** The folder with the results of one run, which {@code run.json} describes. */
public final class RunDirectory {
  private final Path folder;
  private final Set<String> written = ConcurrentHashMap.newKeySet();
  private RunManifest manifest;

  private RunDirectory(Path folder, RunManifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /**
   * Opens a new run, or one that was interrupted or finished with an equal configuration.
   *
   * @throws WrongInput where the folder holds something else, or a run with another configuration
   */
  public static RunDirectory open(Path folder, RunManifest manifest) throws IOException {
    if (Files.exists(folder.resolve(ManifestFile.NAME))) {
      RunManifest before = ManifestFile.read(folder);
      if (!before.isDone() && holdsNothingElse(folder)) {
        return begin(folder, manifest);
      }
      before
          .difference(manifest)
          .ifPresent(
              difference -> {
                throw WrongInput.of(
                    "{out} %s holds a run with another configuration: %s; take another {out}, or"
                        + " delete it",
                    folder, difference);
              });
      if (!ManifestFile.isAsWritten(before)) {
        // its flags may be the present ones, but its chunks those of other flags
        new RunDirectory(folder, before).deleteUnfinished();
        return begin(folder, manifest);
      }
      return new RunDirectory(folder, before.isDone() ? before : before.resumed(manifest));
    }
    requireEmpty(folder);
    return begin(folder, manifest);
  }

  private static RunDirectory begin(Path folder, RunManifest manifest) throws IOException {
    Files.createDirectories(folder);
    RunDirectory run = new RunDirectory(folder, manifest);
    ManifestFile.write(folder, manifest);
    return run;
  }

  private static boolean holdsNothingElse(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.filter(RunDirectory::isWhole).count() == 1;
    }
  }

  /** Returns whether a file is neither the lock nor a temporary file of a killed call. */
  private static boolean isWhole(Path file) {
    return !TemporaryName.is(file)
        && !Set.of("run.json.tmp", RunLayout.LOCK).contains(file.getFileName().toString());
  }

  /**
   * Opens a run that was made before.
   *
   * @throws WrongInput where the folder holds none
   */
  public static RunDirectory read(Path folder) throws IOException {
    return new RunDirectory(folder, ManifestFile.read(folder));
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw WrongInput.of("{out} %s is a file; name a folder", folder);
    }
    try (Stream<Path> content = Files.list(folder)) {
      if (content.anyMatch(RunDirectory::isWhole)) {
        throw WrongInput.of("{out} %s is not empty and holds no run; take another {out}", folder);
      }
    }
  }

  /** Returns whether a folder holds a run, finished or not. */
  public static boolean isThere(Path folder) {
    return Files.isRegularFile(folder.resolve(ManifestFile.NAME));
  }

  /** Returns whether a folder holds a finished run. */
  public static boolean isDone(Path folder) throws IOException {
    return isThere(folder) && read(folder).isDone();
  }

  public RunManifest manifest() {
    return manifest;
  }

  /** Returns whether the run is finished. */
  public boolean isDone() {
    return manifest.isDone();
  }

  /** Returns whether the run is finished and all its files are unchanged. */
  public boolean isIntact() throws IOException {
    return isDone() && faults().isEmpty();
  }

  /** Returns files of a finished run that have changed since it wrote them, in order. */
  public List<RunOutputs.Fault> faults() throws IOException {
    return manifest.outputs() == null
        ? RunOutputs.faultsOfEarlier(folder, manifest)
        : RunOutputs.faults(folder, manifest.outputs());
  }

  public Path folder() {
    return folder;
  }

  /** Returns the path of a file or folder of the run. */
  public Path path(String name) {
    return folder.resolve(name);
  }

  /** Writes a text file of the run, completely or not at all. */
  public void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    written.add(name);
    Files.createDirectories(file.getParent());
    ReplacedFile.write(file, temporary -> Files.writeString(temporary, text));
  }

  /**
   * Records the inputs of a run that makes them itself; does nothing if they are recorded already.
   */
  public void describe(Map<String, String> inputs) throws IOException {
    if (manifest.inputs().isEmpty()) {
      reopen(manifest.with(inputs));
    }
  }

  /** Continues a finished run because something that it depends on has changed. */
  public void reopen(RunManifest running) throws IOException {
    manifest = running;
    ManifestFile.write(folder, running);
  }

  /**
   * Deletes figures of an earlier form of the page, where nobody has changed them.
   *
   * @param all whether those go that only the run itself draws
   */
  public void deleteStaleFigures(boolean all) throws IOException {
    if (manifest.outputs() != null) {
      RunOutputs.deleteStale(folder, manifest.outputs(), written, all);
    }
  }

  /** Marks the run as complete and records its files; a run does this last. */
  public void finish(RunManifest finished) throws IOException {
    manifest = finished.writing(RunOutputs.of(folder, finished.kind().depth()));
    ManifestFile.write(folder, manifest);
  }

  /**
   * Records hashes of a finished run's files after some were written again. A file that was wrong
   * before and has not changed since keeps its old record.
   *
   * @param before files that were wrong, with their state at that time
   */
  void seal(Map<String, OutputFile> before) throws IOException {
    Map<String, OutputFile> now = new TreeMap<>(RunOutputs.of(folder, manifest.kind().depth()));
    manifest
        .outputs()
        .forEach(
            (name, written) -> {
              // what was deleted on purpose since is no longer a file of the run
              boolean missing = !now.containsKey(name) && !before.containsKey(name);
              boolean untouched = now.containsKey(name) && now.get(name).equals(before.get(name));
              if (untouched || missing) {
                now.put(name, written);
              }
            });
    manifest = manifest.writing(now);
    ManifestFile.write(folder, manifest);
  }

  /** Deletes chunks that another call has left. */
  private void deleteUnfinished() throws IOException {
    delete(RunLayout.CHUNKS);
    delete(KeptExplanations.FOLDER);
  }

  /**
   * Deletes a folder of the run with its content, if it exists. The folder is renamed first, so a
   * killed call leaves nothing that looks complete.
   */
  public void delete(String name) throws IOException {
    Path start = folder.resolve(name);
    // left by a version that had no lock
    FileUtils.deleteDirectory(folder.resolve(name + ".tmp").toFile());
    if (Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
      Path going = TemporaryName.beside(start);
      Files.move(start, going, StandardCopyOption.ATOMIC_MOVE);
      FileUtils.deleteDirectory(going.toFile());
    }
  }
}
