package org.segmentattribution.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.segmentattribution.image.ReplacedFile;

/** A folder with the results of one run; {@code run.json} says of which. */
public final class RunDirectory {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Path folder;
  private RunManifest manifest;

  private RunDirectory(Path folder, RunManifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /**
   * A new run, or one that was interrupted or finished with the same configuration.
   *
   * @throws UsageError where the folder holds something else, or a run with another configuration
   */
  public static RunDirectory open(Path folder, RunManifest manifest) throws IOException {
    Path file = folder.resolve("run.json");
    if (Files.exists(file)) {
      RunManifest before = read(folder).manifest;
      if (!before.isDone() && holdsNothingElse(folder)) {
        return begin(folder, manifest);
      }
      before
          .difference(manifest)
          .ifPresent(
              difference -> {
                throw new UsageError(
                    "--out "
                        + folder
                        + " holds a run with another configuration: "
                        + difference
                        + "; take another --out, or delete it");
              });
      return new RunDirectory(folder, before.isDone() ? before : before.resumed(manifest));
    }
    requireEmpty(folder);
    return begin(folder, manifest);
  }

  private static RunDirectory begin(Path folder, RunManifest manifest) throws IOException {
    Files.createDirectories(folder);
    RunDirectory run = new RunDirectory(folder, manifest);
    run.write("run.json", JSON.writeValueAsString(manifest));
    return run;
  }

  private static boolean holdsNothingElse(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.filter(RunDirectory::isWhole).count() == 1;
    }
  }

  /** Not what a call that was killed was about to rename. */
  private static boolean isWhole(Path file) {
    return !file.getFileName().toString().equals("run.json.tmp");
  }

  /**
   * A run that was made before.
   *
   * @throws UsageError where the folder holds none
   */
  public static RunDirectory read(Path folder) throws IOException {
    Path file = folder.resolve("run.json");
    if (!Files.isRegularFile(file)) {
      throw new UsageError(folder + " is not a run: it holds no run.json");
    }
    try {
      return new RunDirectory(folder, JSON.readValue(file.toFile(), RunManifest.class));
    } catch (JsonProcessingException e) {
      throw new UsageError(file + ": " + e.getOriginalMessage());
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new UsageError("--out " + folder + " is a file; name a folder");
    }
    try (Stream<Path> content = Files.list(folder)) {
      if (content.anyMatch(RunDirectory::isWhole)) {
        throw new UsageError(
            "--out " + folder + " is not empty and holds no run; take another --out");
      }
    }
  }

  /** Whether a folder holds a finished run. */
  static boolean isDone(Path folder) throws IOException {
    return Files.isRegularFile(folder.resolve("run.json")) && read(folder).isDone();
  }

  public RunManifest manifest() {
    return manifest;
  }

  /** Whether everything was written. */
  public boolean isDone() {
    return manifest.isDone();
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
  void reopen(RunManifest running) throws IOException {
    manifest = running;
    write("run.json", JSON.writeValueAsString(running));
  }

  /** Marks the run as complete; the last thing that a run does. */
  public void finish(RunManifest finished) throws IOException {
    manifest = finished;
    write("run.json", JSON.writeValueAsString(finished));
  }

  /**
   * Deletes a folder of the run with what is in it; no harm where it is not there. It loses its
   * name first, so that whoever is killed meanwhile leaves nothing that looks whole.
   */
  public void delete(String name) throws IOException {
    Path start = folder.resolve(name);
    Path going = folder.resolve(name + ".tmp");
    FileUtils.deleteDirectory(going.toFile());
    if (Files.exists(start)) {
      Files.move(start, going, StandardCopyOption.ATOMIC_MOVE);
      FileUtils.deleteDirectory(going.toFile());
    }
  }
}
