package org.segmentattribution.command.track;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.RunCheck;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunManifest;

/**
 * Gives a finished run to an MLflow server: flags as parameters, numbers as metrics, files as
 * artifacts. A run with the same flags and inputs that the experiment already has is brought up to
 * date; one that has not changed since is left alone.
 *
 * @param access the server
 * @param experiment name of the experiment, which is made where it is missing
 * @param allFiles whether large tables and drawings of single images are sent, too
 * @param firstPause pause before a call is repeated; each next one is twice as long
 */
public record MlflowLog(
    MlflowAccess access, String experiment, boolean allFiles, Duration firstPause) {
  /** Tag with a hash of flags and inputs, by which a run is found again. */
  static final String KEY = "sat.key";

  /** Tag with the hash of {@code run.json}. */
  static final String STATE = "sat.run";

  /** Tag that says which files were sent. */
  static final String FILES = "sat.files";

  private static final int LONGEST_NOTE = 4_000;

  /** Gives a run to a server with the usual pauses. */
  public MlflowLog(MlflowAccess access, String experiment, boolean allFiles) {
    this(access, experiment, allFiles, Duration.ofSeconds(1));
  }

  /** What happened to the run on the server. */
  public enum Done {
    LOGGED,
    UPDATED,
    UNCHANGED
  }

  /**
   * What was sent.
   *
   * @param page address of the run's page
   * @param files number of files
   */
  public record Logged(Done done, String page, int parameters, int metrics, int files) {}

  /**
   * Sends a run.
   *
   * @throws WrongInput where the run is not finished or has changed since it was written, or the
   *     server refuses
   * @throws IOException in one line, where the server does not answer or answers with an error
   */
  public Logged log(Path run, Progress progress) throws IOException {
    RunDirectory directory = RunDirectory.read(run);
    RunCheck.tables(run, progress::note);
    LoggedValues values = LoggedValues.of(directory);
    List<String> files = LoggedFiles.of(directory, allFiles);
    MlflowApi api = new MlflowApi(access, firstPause);
    String id = api.experiment(experiment);
    String key = key(directory.manifest());
    Map<String, String> tags = tags(directory, key, values);
    Optional<MlflowApi.ServerRun> before = api.find(id, KEY, key);
    if (before.isPresent() && isSame(before.get(), tags)) {
      return new Logged(Done.UNCHANGED, api.page(id, before.get().id()), 0, 0, 0);
    }
    long now = System.currentTimeMillis();
    MlflowApi.ServerRun on =
        before.isPresent() ? before.get() : api.create(id, name(run), Map.of(KEY, key), now);
    api.update(on.id(), "RUNNING", now);
    api.parameters(on.id(), values.parameters());
    api.metrics(on.id(), values.metrics(), now);
    int sent = send(api, on, directory, files, progress);
    // a call that is killed before this is repeated as a whole
    api.tags(on.id(), tags);
    api.update(on.id(), "FINISHED", System.currentTimeMillis());
    return new Logged(
        before.isPresent() ? Done.UPDATED : Done.LOGGED,
        api.page(id, on.id()),
        values.parameters().size(),
        values.metrics().size(),
        sent);
  }

  private static int send(
      MlflowApi api,
      MlflowApi.ServerRun on,
      RunDirectory directory,
      List<String> files,
      Progress progress)
      throws IOException {
    if (!MlflowApi.takesFiles(on)) {
      progress.note(
          "note: the server keeps files at "
              + on.artifacts()
              + " and takes none itself, so none were sent");
      return 0;
    }
    progress.start("sending files", files.size());
    for (String name : files) {
      api.upload(on, name, LoggedFiles.file(directory, name), LoggedFiles.type(name));
      progress.step(1, name);
    }
    progress.finish();
    return files.size();
  }

  private static String name(Path run) throws IOException {
    return run.toRealPath().getFileName().toString();
  }

  private static boolean isSame(MlflowApi.ServerRun before, Map<String, String> now) {
    return before.status().equals("FINISHED")
        && now.get(STATE).equals(before.tags().get(STATE))
        && now.get(FILES).equals(before.tags().get(FILES));
  }

  /** Hashes what was asked for; where it lies and how it was computed make no other run. */
  private static String key(RunManifest run) {
    Map<String, Object> asked = new TreeMap<>(run.configuration());
    List.of("out", "threads", "device").forEach(asked::remove);
    String text = run.kind() + "\n" + asked + "\n" + new TreeMap<>(run.inputs()) + run.seed();
    return new Sha256().add(text).hex();
  }

  private Map<String, String> tags(RunDirectory run, String key, LoggedValues values)
      throws IOException {
    RunManifest manifest = run.manifest();
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(KEY, key);
    tags.put(STATE, new Sha256().add(run.path("run.json")).hex());
    tags.put(FILES, allFiles ? "all" : "small");
    tags.put("sat.version", String.valueOf(manifest.versions().get("sat")));
    tags.put("sat.command", manifest.kind().text());
    tags.put("sat.device", manifest.device());
    manifest.inputs().forEach((name, hash) -> tags.put("sat.sha256." + name, hash));
    if (!values.found().isEmpty()) {
      // the text that MLflow's page shows as the description
      String note = values.found();
      tags.put(
          "mlflow.note.content",
          note.length() > LONGEST_NOTE ? note.substring(0, LONGEST_NOTE) + "…" : note);
    }
    return tags;
  }
}
