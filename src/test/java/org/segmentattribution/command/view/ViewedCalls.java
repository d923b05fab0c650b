package org.segmentattribution.command.view;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.ExplainWithReport;
import org.segmentattribution.pipeline.Progress;

/** Runs on drawn scenes, servers that show them, and what a browser would ask. */
final class ViewedCalls {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private ViewedCalls() {}

  /** Explains the images as {@link TestCalls#explain} does. */
  static ViewedRun explained(Path images, Path out) throws IOException {
    ExplainSettings settings = TestCalls.explain(images, out, "label", 1);
    ExplainWithReport.run(settings, Progress.NONE);
    return viewed(settings);
  }

  static ViewedRun viewed(ExplainSettings settings) throws IOException {
    return ViewedRun.of(settings.out(), run -> settings, note -> {});
  }

  static ViewServer serve(Path cache, ViewedRun... runs) throws IOException {
    return ViewServer.open(new ViewSettings(List.of(runs), 0, cache));
  }

  /** The cookie that the server gives for its token. */
  static String cookie(ViewServer server) throws IOException {
    HttpResponse<byte[]> first = send("GET", server.address(), Map.of());
    return first.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
  }

  static HttpResponse<byte[]> get(ViewServer server, String cookie, String path)
      throws IOException {
    return send("GET", at(server, path), Map.of("Cookie", cookie));
  }

  static URI at(ViewServer server, String path) {
    return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
  }

  static HttpResponse<byte[]> send(String method, URI address, Map<String, String> headers)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.noBody());
    headers.forEach(request::header);
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
