package org.segmentattribution.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.segmentattribution.api.SettingText;
import org.segmentattribution.pipeline.MapFolder;

/**
 * The content of {@code run.json}: enough to repeat the run, and to find whether another call would
 * give an equal result.
 *
 * @param kind kind of the run; {@code command} in the file
 * @param status {@code running} or {@code done}
 * @param call what was asked for
 * @param machine what computed it
 * @param result counts and times
 * @param outputs what the run wrote; null before it is finished, and of an earlier version
 * @param sha256 of all of this, see {@link ManifestFile}; null of an earlier version
 */
@JsonPropertyOrder({
  "command",
  "status",
  "configuration",
  "inputs",
  "versions",
  "device",
  "seed",
  "summary",
  "seconds",
  "self_check",
  "outputs",
  "sha256"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunManifest(
    @JsonProperty("command") RunKind kind,
    String status,
    @JsonIgnore Call call,
    @JsonIgnore Machine machine,
    @JsonIgnore Result result,
    Map<String, OutputFile> outputs,
    String sha256) {

  /**
   * What was asked for; another call that differs is another run.
   *
   * @param configuration every flag with the value that was used
   * @param inputs SHA-256 of the model file, the data listing, …
   * @param seed of every random choice
   */
  public record Call(Map<String, Object> configuration, Map<String, String> inputs, long seed) {}

  /**
   * What computed the run, in the last call that did.
   *
   * @param versions of the program, Java and the engines
   * @param device that computed
   */
  public record Machine(Map<String, String> versions, String device) {}

  /**
   * What is known of a run when it is finished.
   *
   * @param summary counts of the finished run
   * @param seconds how long the parts of the last call took
   * @param selfCheck how the classifier compared with ONNX Runtime; null where a run has none
   */
  public record Result(
      Map<String, Object> summary, Map<String, Double> seconds, Map<String, Object> selfCheck) {}

  /** Reads the keys of {@code run.json}, which has no groups. */
  @JsonCreator
  RunManifest(
      @JsonProperty("command") RunKind kind,
      @JsonProperty("status") String status,
      @JsonProperty("configuration") Map<String, Object> configuration,
      @JsonProperty("inputs") Map<String, String> inputs,
      @JsonProperty("versions") Map<String, String> versions,
      @JsonProperty("device") String device,
      @JsonProperty("seed") long seed,
      @JsonProperty("summary") Map<String, Object> summary,
      @JsonProperty("seconds") Map<String, Double> seconds,
      @JsonProperty("self_check") Map<String, Object> selfCheck,
      @JsonProperty("outputs") Map<String, OutputFile> outputs,
      @JsonProperty("sha256") String sha256) {
    this(
        kind,
        status,
        new Call(configuration, inputs, seed),
        new Machine(versions, device),
        new Result(summary, seconds, selfCheck),
        outputs,
        sha256);
  }

  /** Returns every flag with the value that was used. */
  @JsonProperty
  public Map<String, Object> configuration() {
    return call.configuration();
  }

  /** Returns the SHA-256 of each input. */
  @JsonProperty
  public Map<String, String> inputs() {
    return call.inputs();
  }

  /** Returns the versions of the program, Java and the engines. */
  @JsonProperty
  public Map<String, String> versions() {
    return machine.versions();
  }

  /** Returns the device that computed. */
  @JsonProperty
  public String device() {
    return machine.device();
  }

  /** Returns the seed of every random choice. */
  @JsonProperty
  public long seed() {
    return call.seed();
  }

  /** Returns the counts of the finished run. */
  @JsonProperty
  public Map<String, Object> summary() {
    return result.summary();
  }

  /** Returns how many seconds the parts of the last call took. */
  @JsonProperty
  public Map<String, Double> seconds() {
    return result.seconds();
  }

  /** Returns how the classifier compared with ONNX Runtime; null where a run has none. */
  @JsonProperty("self_check")
  public Map<String, Object> selfCheck() {
    return result.selfCheck();
  }

  /**
   * Key of the configuration that says which method was chosen where none was named, and why. Its
   * parameters are in the configuration, too, so another choice is another run.
   */
  public static final String CHOSEN_METHOD = "chosen-method";

  /** Key of the configuration that says how many classes the classifier has. */
  public static final String MODEL_CLASSES = "model-classes";

  /** Key of the configuration that says whether what lies outside every segment has a row. */
  public static final String ELSEWHERE = "elsewhere";

  /** Keys that change how a run is made or what is said of it, not what comes out. */
  private static final Set<String> INDIFFERENT =
      Set.of(
          "out",
          "threads",
          "self-check",
          "model-seconds",
          "model-memory",
          "image-seconds",
          "stability",
          "against",
          "quality-limits",
          "ablate",
          CHOSEN_METHOD,
          MODEL_CLASSES);

  /** What runs did before there was a key, by its name. */
  private static final Map<String, String> BEFORE_THE_KEY = Map.of(ELSEWHERE, "false");

  /** Returns whether the keys of images depend on an input. */
  private static boolean isKeyed(String input) {
    return input.equals("images") || MapFolder.names(input);
  }

  /** Begins a run. */
  public static RunManifest begin(
      RunKind kind,
      Map<String, Object> configuration,
      Map<String, String> inputs,
      String device,
      long seed) {
    return new RunManifest(
        kind,
        "running",
        new Call(configuration, inputs, seed),
        new Machine(Versions.all(), device),
        new Result(Map.of(), Map.of(), null),
        null,
        null);
  }

  /** Returns this manifest with other inputs. */
  RunManifest with(Map<String, String> inputs) {
    Call now = new Call(configuration(), inputs, seed());
    return new RunManifest(kind, status, now, machine, result, outputs, sha256);
  }

  /** Returns this manifest with the files that the run wrote. */
  RunManifest writing(Map<String, OutputFile> files) {
    return new RunManifest(kind, status, call, machine, result, files, sha256);
  }

  /** Returns this manifest with another hash of itself. */
  RunManifest sealed(String hash) {
    return new RunManifest(kind, status, call, machine, result, outputs, hash);
  }

  /** Returns this run, continued by another call: versions and device may be others. */
  RunManifest resumed(RunManifest now) {
    return new RunManifest(kind, status, call, now.machine, result, outputs, sha256);
  }

  /** Returns this manifest with the status {@code done}. */
  public RunManifest done(Map<String, Object> counts, Map<String, Double> times) {
    Result found = new Result(counts, times, selfCheck());
    return new RunManifest(kind, "done", call, machine, found, outputs, sha256);
  }

  /** Returns this manifest with the result of comparing the classifier with ONNX Runtime. */
  public RunManifest checked(Map<String, Object> found) {
    Result compared = new Result(summary(), seconds(), found);
    return new RunManifest(kind, status, call, machine, compared, outputs, sha256);
  }

  /** Returns whether the run is finished. */
  boolean isDone() {
    return status.equals("done");
  }

  /** Returns the first difference to another call, as {@code key was A, is now B}. */
  Optional<SettingText> difference(RunManifest now) {
    if (kind != now.kind) {
      return Optional.of(SettingText.of("command was %s, is now %s", kind, now.kind));
    }
    Set<String> keys = new TreeSet<>(configuration().keySet());
    keys.addAll(now.configuration().keySet());
    keys.removeAll(INDIFFERENT);
    return keys.stream()
        .map(
            key ->
                difference(
                    "{" + key + "}", value(configuration(), key), value(now.configuration(), key)))
        .flatMap(Optional::stream)
        .findFirst()
        .or(
            () ->
                now.inputs().keySet().stream()
                    .filter(input -> !(kind.isKeyed() && isKeyed(input)))
                    .map(k -> difference("content of " + k, inputs().get(k), now.inputs().get(k)))
                    .flatMap(Optional::stream)
                    .findFirst());
  }

  private static Object value(Map<String, Object> configuration, String key) {
    return configuration.getOrDefault(key, BEFORE_THE_KEY.get(key));
  }

  private static Optional<SettingText> difference(String what, Object before, Object now) {
    // compared as text: JSON reads 1 as an Integer where the flag gave a Long
    return Objects.equals(String.valueOf(before), String.valueOf(now))
        ? Optional.empty()
        : Optional.of(SettingText.of(what + " was %s, is now %s", before, now));
  }
}
