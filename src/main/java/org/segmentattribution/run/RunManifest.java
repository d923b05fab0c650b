package org.segmentattribution.run;

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
 * @param configuration all flags with their values
 * @param inputs SHA-256 of the model file, the data listing, …
 * @param versions versions of the program, Java and the engines in the last call that computed
 * @param device device in the last call that computed
 * @param seed seed of all random choices
 * @param summary counts of the finished run
 * @param seconds seconds that the parts of the last call took
 * @param selfCheck result of comparing the classifier with ONNX Runtime; null where this was not
 *     done
 * @param outputs files of the run; null before it is finished, and in earlier versions
 * @param sha256 hash of all the other parts, see {@link ManifestFile}; null in earlier versions
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
    Map<String, Object> configuration,
    Map<String, String> inputs,
    Map<String, String> versions,
    String device,
    long seed,
    Map<String, Object> summary,
    Map<String, Double> seconds,
    @JsonProperty("self_check") Map<String, Object> selfCheck,
    Map<String, OutputFile> outputs,
    String sha256) {

  /** Flags that change how a run is computed, but not its result. */
  private static final Set<String> INDIFFERENT =
      Set.of("out", "threads", "self-check", "model-seconds", "model-memory", "image-seconds");

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
        configuration,
        inputs,
        Versions.all(),
        device,
        seed,
        Map.of(),
        Map.of(),
        null,
        null,
        null);
  }

  /** Returns this manifest with other inputs. */
  RunManifest with(Map<String, String> inputs) {
    return copy(status, inputs, versions, device, summary, seconds, outputs, sha256);
  }

  /** Returns this manifest with the files that the run wrote. */
  RunManifest writing(Map<String, OutputFile> files) {
    return copy(status, inputs, versions, device, summary, seconds, files, sha256);
  }

  /** Returns this manifest with another hash of itself. */
  RunManifest sealed(String hash) {
    return copy(status, inputs, versions, device, summary, seconds, outputs, hash);
  }

  private RunManifest copy(
      String now,
      Map<String, String> of,
      Map<String, String> with,
      String on,
      Map<String, Object> counts,
      Map<String, Double> times,
      Map<String, OutputFile> files,
      String hash) {
    return new RunManifest(
        kind, now, configuration, of, with, on, seed, counts, times, selfCheck, files, hash);
  }

  /**
   * Returns this manifest for another call that continues the run; versions and device may differ.
   */
  RunManifest resumed(RunManifest now) {
    return copy(status, inputs, now.versions, now.device, summary, seconds, outputs, sha256);
  }

  /** Returns this manifest with the status {@code done}. */
  public RunManifest done(Map<String, Object> counts, Map<String, Double> times) {
    return copy("done", inputs, versions, device, counts, times, outputs, sha256);
  }

  /** Returns this manifest with the result of comparing the classifier with ONNX Runtime. */
  public RunManifest checked(Map<String, Object> found) {
    return new RunManifest(
        kind,
        status,
        configuration,
        inputs,
        versions,
        device,
        seed,
        summary,
        seconds,
        found,
        outputs,
        sha256);
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
    Set<String> keys = new TreeSet<>(configuration.keySet());
    keys.addAll(now.configuration.keySet());
    keys.removeAll(INDIFFERENT);
    return keys.stream()
        .map(key -> difference("{" + key + "}", configuration.get(key), now.configuration.get(key)))
        .flatMap(Optional::stream)
        .findFirst()
        .or(
            () ->
                now.inputs.keySet().stream()
                    .filter(input -> !(kind.isKeyed() && isKeyed(input)))
                    .map(k -> difference("content of " + k, inputs.get(k), now.inputs.get(k)))
                    .flatMap(Optional::stream)
                    .findFirst());
  }

  private static Optional<SettingText> difference(String what, Object before, Object now) {
    // compared as text: JSON reads 1 as an Integer where the flag gave a Long
    return Objects.equals(String.valueOf(before), String.valueOf(now))
        ? Optional.empty()
        : Optional.of(SettingText.of(what + " was %s, is now %s", before, now));
  }
}
