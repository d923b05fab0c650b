package org.segmentattribution.command.track;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A server on this machine that answers the calls of MLflow's REST API that are used, and can fail.
 */
final class FakeMlflow implements AutoCloseable {
  /** A run as the server holds it. */
  static final class Held {
    final Map<String, String> params = new TreeMap<>();
    final Map<String, Double> metrics = new TreeMap<>();
    final Map<String, String> tags = new TreeMap<>();
    final Map<String, String> files = new TreeMap<>();
    String experiment;
    String status = "RUNNING";
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  final Map<String, String> experiments = new LinkedHashMap<>();
  final Map<String, Held> runs = new LinkedHashMap<>();
  final List<String> calls = new ArrayList<>();
  final List<String> authorizations = new ArrayList<>();

  /** Status codes with which the next calls fail; 0 = answered. */
  final ConcurrentLinkedQueue<Integer> failures = new ConcurrentLinkedQueue<>();

  String artifacts = "mlflow-artifacts:/";
  private final HttpServer server;

  FakeMlflow() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void handle(HttpExchange call) throws IOException {
    String path = call.getRequestURI().getPath().replaceFirst("^/api/2.0/", "");
    byte[] body = call.getRequestBody().readAllBytes();
    calls.add(path);
    authorizations.add(String.valueOf(call.getRequestHeaders().getFirst("Authorization")));
    Integer failure = failures.poll();
    if (failure != null && failure != 0) {
      answer(call, failure, "{\"error_code\": \"BUSY\", \"message\": \"later\\nplease\"}");
      return;
    }
    if (path.startsWith("mlflow-artifacts/artifacts/")) {
      String[] place = path.split("/", 6);
      runs.get(place[3]).files.put(place[5], new String(body, StandardCharsets.UTF_8));
      answer(call, 200, "{}");
      return;
    }
    JsonNode asked = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
    ObjectNode said = JSON.createObjectNode();
    switch (path.substring("mlflow/".length())) {
      case "experiments/get-by-name" -> {
        String name = call.getRequestURI().getQuery().substring("experiment_name=".length());
        if (!experiments.containsKey(name)) {
          answer(call, 404, "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"no\"}");
          return;
        }
        said.putObject("experiment").put("experiment_id", experiments.get(name));
      }
      case "experiments/create" -> {
        String id = String.valueOf(experiments.size() + 1);
        experiments.put(asked.get("name").asText(), id);
        said.put("experiment_id", id);
      }
      case "runs/search" -> {
        String[] filter = asked.get("filter").asText().split("[`']");
        var found = said.putArray("runs");
        runs.forEach(
            (id, run) -> {
              if (filter[3].equals(run.tags.get(filter[1]))
                  && run.experiment.equals(asked.at("/experiment_ids/0").asText())) {
                describe(found.addObject(), id);
              }
            });
      }
      case "runs/create" -> {
        String id = "run" + (runs.size() + 1);
        runs.put(id, new Held());
        runs.get(id).experiment = asked.get("experiment_id").asText();
        keep(asked, runs.get(id));
        describe(said.putObject("run"), id);
      }
      case "runs/log-batch" -> keep(asked, runs.get(asked.get("run_id").asText()));
      case "runs/update" ->
          runs.get(asked.get("run_id").asText()).status = asked.get("status").asText();
      default -> {
        answer(call, 404, "nothing");
        return;
      }
    }
    answer(call, 200, JSON.writeValueAsString(said));
  }

  private void describe(ObjectNode to, String id) {
    Held run = runs.get(id);
    to.putObject("info")
        .put("run_id", id)
        .put("status", run.status)
        .put("artifact_uri", artifacts + run.experiment + "/" + id + "/artifacts");
    var tags = to.putObject("data").putArray("tags");
    run.tags.forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
  }

  private static void keep(JsonNode asked, Held run) {
    asked.path("tags").forEach(t -> run.tags.put(t.get("key").asText(), t.get("value").asText()));
    asked
        .path("params")
        .forEach(p -> run.params.put(p.get("key").asText(), p.get("value").asText()));
    asked
        .path("metrics")
        .forEach(m -> run.metrics.put(m.get("key").asText(), m.get("value").asDouble()));
  }

  private static void answer(HttpExchange call, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    call.sendResponseHeaders(status, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }
}
