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
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.file.TemporaryName;

/** A folder with the results of one run; {@code run.json} says of which. */
public final class RunDirectory {
  private final Path folder;
  private RunManifest manifest;

  private RunDirectory(Path folder, RunManifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /**
   * A new run, or one that was interrupted or finished with the same configuration.
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
        // its flags may be those of now, and its chunks of others
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

  /** Neither the lock nor what a call that was killed was about to rename. */
  private static boolean isWhole(Path file) {
    return !TemporaryName.is(file)
        && !Set.of("run.json.tmp", RunLayout.LOCK).contains(file.getFileName().toString());
  }

  /**
   * A run that was made before.
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

  /** Whether a folder holds a finished run. */
  public static boolean isDone(Path folder) throws IOException {
    return Files.isRegularFile(folder.resolve("run.json")) && read(folder).isDone();
  }

  public RunManifest manifest() {
    return manifest;
  }

  /** Whether everything was written. */
  public boolean isDone() {
    return manifest.isDone();
  }

  /** Whether everything was written and is still there, as it was. */
  public boolean isIntact() throws IOException {
    return isDone() && faults().isEmpty();
  }

  /** Files of a finished run that are not what it wrote, in order. */
  public List<RunOutputs.Fault> faults() throws IOException {
    return manifest.outputs() == null
        ? RunOutputs.faultsOfEarlier(folder, manifest)
        : RunOutputs.faults(folder, manifest.outputs());
  }

  public Path folder() {
    return folder;
  }

  /** A file or folder of the run. */
  public Path path(String name) {
    return folder.resolve(name);
  }

  /** Writes a text file of the run, whole or not at all. */
  public void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ReplacedFile.write(file, temporary -> Files.writeString(temporary, text));
  }

  /** Says of a run that makes its own inputs what they are; nothing where that was said before. */
  public void describe(Map<String, String> inputs) throws IOException {
    if (manifest.inputs().isEmpty()) {
      reopen(manifest.with(inputs));
    }
  }

  /** A finished run goes on: something that it depends on has changed. */
  public void reopen(RunManifest running) throws IOException {
    manifest = running;
    ManifestFile.write(folder, running);
  }

  /** Marks the run as complete, with what it wrote; the last thing that a run does. */
  public void finish(RunManifest finished) throws IOException {
    manifest = finished.writing(RunOutputs.of(folder, finished.kind().depth()));
    ManifestFile.write(folder, manifest);
  }

  /**
   * Writes down what a finished run's files are, after some were made again. A file that was at
   * fault before and is the same still keeps what was written down.
   *
   * @param before what was at fault then, with the files as they were
   */
  void seal(Map<String, OutputFile> before) throws IOException {
    Map<String, OutputFile> now = new TreeMap<>(RunOutputs.of(folder, manifest.kind().depth()));
    manifest
        .outputs()
        .forEach(
            (name, written) -> {
              boolean untouched = now.containsKey(name) && now.get(name).equals(before.get(name));
              if (untouched || !now.containsKey(name)) {
                now.put(name, written);
              }
            });
    manifest = manifest.writing(now);
    ManifestFile.write(folder, manifest);
  }

  /** Forgets chunks that another call has left. */
  private void deleteUnfinished() throws IOException {
    delete(RunLayout.CHUNKS);
    delete(KeptExplanations.FOLDER);
  }

  /**
   * Deletes a folder of the run with what is in it; no harm where it is not there. It loses its
   * name first, so that whoever is killed meanwhile leaves nothing that looks whole.
   */
  public void delete(String name) throws IOException {
    Path start = folder.resolve(name);
    // of a version that had no lock
    FileUtils.deleteDirectory(folder.resolve(name + ".tmp").toFile());
    if (Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
      Path going = TemporaryName.beside(start);
      Files.move(start, going, StandardCopyOption.ATOMIC_MOVE);
      FileUtils.deleteDirectory(going.toFile());
    }
  }
}
