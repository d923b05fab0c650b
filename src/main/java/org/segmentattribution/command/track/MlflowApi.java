package org.segmentattribution.command.track;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.segmentattribution.api.WrongInput;

/** The calls of MLflow's REST API 2.0 that a run needs. */
final class MlflowApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String API = "/api/2.0/mlflow/";
  private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/";

  /** Scheme of artifacts that go through the server. */
  private static final String PROXIED = "mlflow-artifacts:/";

  /** Most parameters and tags in a call. */
  private static final int BATCH = 100;

  /** Most metrics in a call; 1000 are allowed, together with everything else. */
  private static final int METRICS = 500;

  private final MlflowAccess access;
  private final MlflowHttp http;

  MlflowApi(MlflowAccess access, Duration firstPause) {
    this.access = access;
    http = new MlflowHttp(access, firstPause);
  }

  /**
   * A run on the server.
   *
   * @param artifacts where its files are
   * @param tags by their names
   */
  record ServerRun(String id, String status, String artifacts, Map<String, String> tags) {
    private static ServerRun of(JsonNode run) throws IOException {
      String id = run.path("info").path("run_id").asText("");
      if (!id.matches("[A-Za-z0-9_-]{1,100}")) {
        throw new IOException("the server does not answer as MLflow does: a run has no id");
      }
      Map<String, String> tags = new LinkedHashMap<>();
      run.path("data")
          .path("tags")
          .forEach(tag -> tags.put(tag.path("key").asText(), tag.path("value").asText()));
      return new ServerRun(
          id,
          run.path("info").path("status").asText(""),
          run.path("info").path("artifact_uri").asText(""),
          tags);
    }
  }

  /**
   * Returns the id of an experiment, which is made where it is missing.
   *
   * @throws WrongInput where the server refuses the secret, is none of MLflow, or the experiment
   *     was deleted
   */
  String experiment(String name) throws IOException {
    try {
      Optional<String> known = find(name);
      if (known.isPresent()) {
        return known.get();
      }
      try {
        JsonNode made =
            http.post(API + "experiments/create", JSON.createObjectNode().put("name", name));
        return made.path("experiment_id").asText();
      } catch (MlflowError e) {
        if (e.is("RESOURCE_ALREADY_EXISTS")) {
          // another call has made it in between
          return find(name).orElseThrow(() -> e);
        }
        throw e;
      }
    } catch (MlflowError e) {
      throw refused(e);
    }
  }

  private RuntimeException refused(MlflowError e) throws MlflowError {
    if (e.status() == 401 || e.status() == 403) {
      return WrongInput.of(
          "{mlflow} %s; set %s, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD",
          e.getMessage(), MlflowAccess.TOKEN);
    }
    if (e.status() == 404 || e.status() == 405 || e.status() / 100 == 3) {
      return WrongInput.of("{mlflow} %s: no MLflow server is there", e.getMessage());
    }
    throw e;
  }

  private Optional<String> find(String name) throws IOException {
    try {
      JsonNode found =
          http.get(API + "experiments/get-by-name?experiment_name=" + MlflowHttp.encoded(name))
              .path("experiment");
      if (found.path("lifecycle_stage").asText("active").equals("deleted")) {
        throw WrongInput.of(
            "{experiment} '%s' was deleted on %s; take another name, or restore it",
            name, access.server());
      }
      String id = found.path("experiment_id").asText("");
      if (id.isEmpty()) {
        throw new MlflowError(404, "", access.server() + " does not answer as MLflow does");
      }
      return Optional.of(id);
    } catch (MlflowError e) {
      if (e.is("RESOURCE_DOES_NOT_EXIST")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Returns the newest run of an experiment whose tag has a value of plain letters. */
  Optional<ServerRun> find(String experiment, String tag, String value) throws IOException {
    ObjectNode search = JSON.createObjectNode();
    search.putArray("experiment_ids").add(experiment);
    search.put("filter", "tags.`" + tag + "` = '" + value + "'").put("max_results", 1);
    JsonNode runs = http.post(API + "runs/search", search).path("runs");
    return runs.isEmpty() ? Optional.empty() : Optional.of(ServerRun.of(runs.get(0)));
  }

  /** Makes a run with tags. */
  ServerRun create(String experiment, String name, Map<String, String> tags, long now)
      throws IOException {
    ObjectNode create = JSON.createObjectNode();
    create.put("experiment_id", experiment).put("run_name", name).put("start_time", now);
    add(create.putArray("tags"), tags);
    return ServerRun.of(http.post(API + "runs/create", create).path("run"));
  }

  private static void add(ArrayNode to, Map<String, String> values) {
    values.forEach((key, value) -> to.addObject().put("key", key).put("value", value));
  }

  /** Sets tags, which replace others of their names. */
  void tags(String run, Map<String, String> tags) throws IOException {
    for (Map<String, String> some : parts(tags, BATCH)) {
      ObjectNode batch = batch(run);
      add(batch.putArray("tags"), some);
      http.post(API + "runs/log-batch", batch);
    }
  }

  /** Sets parameters; on the server, those of a run never change. */
  void parameters(String run, Map<String, String> parameters) throws IOException {
    for (Map<String, String> some : parts(parameters, BATCH)) {
      ObjectNode batch = batch(run);
      add(batch.putArray("params"), some);
      http.post(API + "runs/log-batch", batch);
    }
  }

  /** Adds values of metrics; the newest is shown. */
  void metrics(String run, Map<String, Double> metrics, long now) throws IOException {
    for (Map<String, Double> some : parts(metrics, METRICS)) {
      ObjectNode batch = batch(run);
      ArrayNode list = batch.putArray("metrics");
      some.forEach(
          (key, value) ->
              list.addObject()
                  .put("key", key)
                  .put("value", value)
                  .put("timestamp", now)
                  .put("step", 0));
      http.post(API + "runs/log-batch", batch);
    }
  }

  private static ObjectNode batch(String run) {
    return JSON.createObjectNode().put("run_id", run);
  }

  private static <V> List<Map<String, V>> parts(Map<String, V> all, int size) {
    List<Map<String, V>> parts = new ArrayList<>();
    all.forEach(
        (key, value) -> {
          if (parts.isEmpty() || parts.get(parts.size() - 1).size() == size) {
            parts.add(new LinkedHashMap<>());
          }
          parts.get(parts.size() - 1).put(key, value);
        });
    return parts;
  }

  /** Sets a run's status. */
  void update(String run, String status, long now) throws IOException {
    ObjectNode update = JSON.createObjectNode().put("run_id", run).put("status", status);
    if (!status.equals("RUNNING")) {
      update.put("end_time", now);
    }
    http.post(API + "runs/update", update);
  }

  /** Returns whether files of a run can be sent to the server itself. */
  static boolean takesFiles(ServerRun run) {
    return run.artifacts().startsWith(PROXIED) && !run.artifacts().startsWith(PROXIED + "/");
  }

  /** Sends a file; one of the same name is replaced. */
  void upload(ServerRun run, String name, Path file, String type) throws IOException {
    String place = run.artifacts().substring(PROXIED.length()) + "/" + name;
    http.put(ARTIFACTS + MlflowHttp.encoded(place), file, type);
  }

  /** Returns the address of a run's page. */
  String page(String experiment, String run) {
    return access.server() + "/#/experiments/" + experiment + "/runs/" + run;
  }
}
