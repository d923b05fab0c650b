package org.segmentattribution.command.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.dataset.scene.SceneClass;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.segmentation.SegmenterChoice;

/** Who may come in, and what the server shows. */
class ViewServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir static Path folder;
  private static Path images;
  private static ViewedRun run;
  private static ViewServer server;
  private static String cookie;

  @BeforeAll
  static void serve() throws IOException {
    images = TestCalls.draw(folder.resolve("images"), "test", 3);
    run = ViewedCalls.explained(images, folder.resolve("run"));
    server = ViewedCalls.serve(folder.resolve("cache"), run);
    cookie = ViewedCalls.cookie(server);
  }

  @AfterAll
  static void end() throws IOException {
    server.close();
  }

  private static HttpResponse<byte[]> get(String path) throws IOException {
    return ViewedCalls.get(server, cookie, path);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }

  private static JsonNode json(String path) throws IOException {
    HttpResponse<byte[]> answer = get(path);
    assertEquals(200, answer.statusCode(), text(answer));
    return JSON.readTree(answer.body());
  }

  @Test
  void theTokenOpensOnceAndThenTheCookieDoes() throws IOException {
    assertEquals("127.0.0.1", server.address().getHost());
    HttpResponse<byte[]> first = ViewedCalls.send("GET", server.address(), Map.of());
    assertEquals(303, first.statusCode());
    assertEquals("/", first.headers().firstValue("Location").orElseThrow());
    String set = first.headers().firstValue("Set-Cookie").orElseThrow();
    assertTrue(set.endsWith("; Path=/; HttpOnly; SameSite=Strict"), set);
    assertEquals(200, get("/").statusCode());
    for (String wrong : new String[] {"", "sat-view=x", cookie + "x", "x" + cookie}) {
      Map<String, String> with = wrong.isEmpty() ? Map.of() : Map.of("Cookie", wrong);
      for (String path : new String[] {"/", "/runs", "/thumb/0/0.jpg", "/view.js", "/none"}) {
        assertEquals(
            403, ViewedCalls.send("GET", ViewedCalls.at(server, path), with).statusCode(), path);
      }
    }
    String token = server.address().getQuery();
    assertEquals(
        200,
        ViewedCalls.send("GET", ViewedCalls.at(server, "/runs?" + token), Map.of()).statusCode());
    assertEquals(
        403,
        ViewedCalls.send("GET", ViewedCalls.at(server, "/runs?" + token + "A"), Map.of())
            .statusCode());
  }

  /** Sends a head as it stands, which no client of the JDK would. */
  private static String raw(String head) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.address().getPort());
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream()) {
      out.write((head + "Connection: close\r\n\r\n").getBytes(UTF_8));
      out.flush();
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:PORT, 200",
    "localhost:PORT, 200",
    "[::1]:PORT, 200",
    "evil.example:PORT, 403",
    "127.0.0.1, 403",
    "127.0.0.1:1, 403",
    "127.0.0.1.evil.example:PORT, 403",
    "localhost:PORT.evil.example, 403"
  })
  void onlyNamesOfThisMachineComeIn(String host, String status) throws IOException {
    String named = host.replace("PORT", "" + server.address().getPort());
    String answer = raw("GET /runs HTTP/1.1\r\nHost: " + named + "\r\nCookie: " + cookie + "\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void nothingIsWritten(String method) throws IOException {
    HttpResponse<byte[]> answer =
        ViewedCalls.send(method, ViewedCalls.at(server, "/runs"), Map.of("Cookie", cookie));
    assertEquals(405, answer.statusCode());
    assertEquals("GET, HEAD", answer.headers().firstValue("Allow").orElseThrow());
  }

  @Test
  void aHeadHasTheHeadersAlone() throws IOException {
    HttpResponse<byte[]> whole = get("/view.css");
    HttpResponse<byte[]> head =
        ViewedCalls.send("HEAD", ViewedCalls.at(server, "/view.css"), Map.of("Cookie", cookie));
    assertEquals(200, head.statusCode());
    assertEquals(0, head.body().length);
    assertEquals(
        "" + whole.body().length, head.headers().firstValue("Content-Length").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../run.json",
        "/run.json",
        "/sat.csv",
        "/thumb/0/../../run.json",
        "/thumb/0/..%2f..%2frun.json",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/thumb/0/1.jpg/../../../run.json",
        "/thumb/0/1.png",
        "/thumb/0/-1.jpg",
        "/thumb/1/0.jpg",
        "/thumb/0/99999999999.jpg",
        "/thumb/0/6.jpg",
        "/outline/0/2/0.svg",
        "/map/0/2/0.jpg",
        "/map/0/0/..%2frun.jpg",
        "/outline/0/0/horse%2f1.svg",
        "/view.html",
        "/package-info.class",
        "/ViewServer.class",
        "/photo?no=6",
        "/photo?no=../run.json"
      })
  void noPathLeadsOutOfTheTables(String path) throws IOException {
    String answer =
        raw(
            "GET "
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + server.address().getPort()
                + "\r\nCookie: "
                + cookie
                + "\r\n");
    assertTrue(answer.matches("(?s)HTTP/1.1 40[04] .*"), answer);
    assertFalse(answer.contains("configuration"), answer);
    assertFalse(answer.contains("Exception"), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/view.css", "/view.js", "/runs", "/tiles", "/thumb/0/0.jpg", "/none"})
  void everyAnswerForbidsWhatThePageDoesNotNeed(String path) throws IOException {
    HttpResponse<byte[]> answer = get(path);
    String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
    assertTrue(
        policy.startsWith(
            "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self';"
                + " connect-src 'self'"),
        policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElseThrow());
    assertEquals("no-referrer", answer.headers().firstValue("Referrer-Policy").orElseThrow());
    boolean picture = path.startsWith("/thumb");
    assertEquals(
        picture ? "private, max-age=600" : "no-store",
        answer.headers().firstValue("Cache-Control").orElseThrow());
  }

  @Test
  void tilesAreThoseOfTheRowsAndWrongQuestionsAreRefused() throws IOException {
    JsonNode all = json("/tiles?ma=1");
    assertEquals(6, all.path("total").asInt());
    assertEquals(6, all.path("tiles").size());
    assertEquals("test/horse/1.png", all.at("/tiles/0/name").asText());
    JsonNode zebras = json("/tiles?label=zebra&count=2");
    assertEquals(3, zebras.path("found").asInt());
    assertEquals(2, zebras.path("tiles").size());
    assertEquals(2, zebras.at("/facets/label").size());
    JsonNode photo = json("/photo?no=4&label=zebra");
    assertEquals("test/zebra/2.png", photo.at("/tile/name").asText());
    assertEquals(4, photo.at("/segments/0").size());
    assertEquals("{\"place\":2,\"previous\":3,\"next\":5}", photo.path("neighbours").toString());
    for (String wrong :
        new String[] {"sort=x", "low=2", "low=x", "from=-1", "count=9999", "ma=2", "ma=x"}) {
      HttpResponse<byte[]> answer = get("/tiles?" + wrong);
      assertEquals(400, answer.statusCode(), wrong);
      assertEquals(1, text(answer).lines().count());
    }
  }

  @Test
  void picturesAreThoseThatTheModelSeesWithTheirSegmentsOver() throws IOException {
    HttpResponse<byte[]> small = get("/thumb/0/0.jpg");
    assertEquals(200, small.statusCode(), text(small));
    assertEquals("image/jpeg", small.headers().firstValue("Content-Type").orElseThrow());
    assertEquals(64, ImageIO.read(new ByteArrayInputStream(small.body())).getWidth());
    HttpResponse<byte[]> early = get("/early/0/0.jpg");
    assertArrayEquals(small.body(), early.body(), "the same, before the folder is listed");
    assertEquals("no-store", early.headers().firstValue("Cache-Control").orElseThrow());
    String line = text(get("/outline/0/0/0.svg"));
    assertTrue(line.startsWith("<svg xmlns"), line);
    String over = text(get("/overlay/0/0/0.svg"));
    assertEquals(4, over.split("<text ", -1).length - 1, over);
    assertTrue(over.lastIndexOf("<path") < over.indexOf("<text"), "names are above outlines");
    try (ViewServer later = ViewedCalls.serve(folder.resolve("cache"), run)) {
      byte[] kept = ViewedCalls.get(later, ViewedCalls.cookie(later), "/thumb/0/0.jpg").body();
      assertArrayEquals(small.body(), kept);
    }
  }

  @Test
  void theMapOfPixelsIsComputedWhenItIsAskedFor() throws IOException {
    HttpResponse<byte[]> map = get("/map/0/0/0.jpg");
    assertEquals(200, map.statusCode(), text(map));
    assertEquals("image/jpeg", map.headers().firstValue("Content-Type").orElseThrow());
    assertEquals(64, ImageIO.read(new ByteArrayInputStream(map.body())).getWidth());
    assertArrayEquals(map.body(), get("/map/0/0/0.jpg").body());
    assertFalse(Arrays.equals(map.body(), get("/map/0/1/0.jpg").body()), "another method");
    assertEquals(400, get("/map/0/2/0.jpg").statusCode(), "there are two methods");
    assertEquals(400, get("/map/0/0/6.jpg").statusCode());
  }

  @Test
  void withoutTheModelOfTheRunThereIsNoMap() throws IOException {
    ExplainSettings all = run.explained();
    Path other = Files.writeString(folder.resolve("other.onnx"), "no model");
    ExplainSettings changed =
        new ExplainSettings(
            all.images(),
            all.explainer().with(new ModelFile(other, null, "cpu")),
            all.segmenter(),
            2,
            1,
            all.run());
    try (ViewServer shown = ViewedCalls.serve(null, ViewedCalls.viewed(changed))) {
      HttpResponse<byte[]> map =
          ViewedCalls.get(shown, ViewedCalls.cookie(shown), "/map/0/0/0.jpg");
      assertEquals(404, map.statusCode());
      assertTrue(text(map).startsWith("The map of pixels needs the model, which"), text(map));
    }
  }

  @Test
  void anExperimentNamesTheRunsInside() throws IOException {
    Path experiment = Files.createDirectories(folder.resolve("experiment"));
    Path inside = experiment.resolve("dog");
    ViewedCalls.explained(images, inside);
    String named = RunsInside.refusal(experiment, RunKind.IMAGENET).getMessage();
    assertEquals(
        experiment
            + " was made by 'experiment imagenet'; show one or two of its runs of explain: "
            + inside,
        named);
    Path model = Files.createDirectories(folder.resolve("demo/models")).resolve("trial-1.onnx");
    Files.writeString(model, "");
    Path trial = Files.createDirectories(folder.resolve("demo/runs/trial-1"));
    for (Path of : List.of(folder.resolve("demo"), trial)) {
      String refused = RunsInside.refusal(of, RunKind.DEMO).getMessage();
      assertTrue(refused.endsWith(" " + model), refused);
    }
  }

  @Test
  void earlyPicturesLieInTheFolder() throws IOException {
    EarlyPictures pictures =
        new EarlyPictures(images.resolve("test/horse").toRealPath(), Preprocessing.simple(64, 64));
    assertEquals(64, pictures.picture("1.png").width());
    Path inside = images.resolve("test/horse/link.png");
    Files.createSymbolicLink(inside, images.resolve("test/zebra/1.png").toAbsolutePath());
    for (String path : List.of("../zebra/1.png", "link.png", "", "9.png", "\0")) {
      assertThrows(OpenedImages.NotShown.class, () -> pictures.picture(path), path);
    }
    Files.delete(inside);
  }

  @Test
  void aChangedOrMissingPhotographIsASentence() throws IOException {
    Path others = TestCalls.draw(folder.resolve("others"), "test", 2);
    ViewedRun changed = ViewedCalls.explained(others, folder.resolve("changed"));
    Path horses = others.resolve("test/horse");
    TestCalls.draw(horses.resolve("1.png"), SceneClass.ZEBRA, 9);
    try (ViewServer shown = ViewedCalls.serve(null, changed)) {
      String with = ViewedCalls.cookie(shown);
      HttpResponse<byte[]> first = ViewedCalls.get(shown, with, "/thumb/0/0.jpg");
      assertEquals(404, first.statusCode());
      assertEquals("This photograph, or its masks, have changed since the run.\n", text(first));
      Files.delete(horses.resolve("2.png"));
      HttpResponse<byte[]> second = ViewedCalls.get(shown, with, "/thumb/0/1.jpg");
      assertEquals(404, second.statusCode());
      assertEquals("This photograph, or its masks, cannot be read any more.\n", text(second));
      assertEquals(200, ViewedCalls.get(shown, with, "/thumb/0/2.jpg").statusCode());
      assertEquals(200, ViewedCalls.get(shown, with, "/tiles").statusCode());
    }
    Files.move(others, folder.resolve("moved"));
    try (ViewServer shown = ViewedCalls.serve(null, changed)) {
      String with = ViewedCalls.cookie(shown);
      String why = text(ViewedCalls.get(shown, with, "/thumb/0/2.jpg"));
      assertTrue(why.startsWith("The photographs cannot be opened: "), why);
      JsonNode runs = JSON.readTree(ViewedCalls.get(shown, with, "/runs").body());
      assertEquals(why.strip(), runs.at("/runs/0/notes/0").asText());
      assertEquals(200, ViewedCalls.get(shown, with, "/tiles").statusCode());
    }
  }

  @Test
  void withoutItsSegmenterARunHasPicturesAlone() throws IOException {
    ExplainSettings all = run.explained();
    SegmenterChoice gone =
        new SegmenterChoice("masks:" + folder.resolve("gone"), all.segmenter().options());
    ExplainSettings without =
        new ExplainSettings(all.images(), all.explainer(), gone, 2, 1, all.run());
    try (ViewServer shown = ViewedCalls.serve(null, ViewedCalls.viewed(without))) {
      String with = ViewedCalls.cookie(shown);
      assertEquals(200, ViewedCalls.get(shown, with, "/thumb/0/2.jpg").statusCode());
      HttpResponse<byte[]> outline = ViewedCalls.get(shown, with, "/outline/0/0/2.svg");
      assertEquals(404, outline.statusCode());
      JsonNode runs = JSON.readTree(ViewedCalls.get(shown, with, "/runs").body());
      String note = runs.at("/runs/0/notes/0").asText();
      assertTrue(note.startsWith("There are no outlines, since the segmenter cannot be"), note);
      assertEquals("Outlines are missing: " + note + "\n", text(outline));
    }
  }

  @Test
  void whatIsNoFinishedRunOfExplainIsRefused() throws IOException {
    assertThrows(WrongInput.class, () -> ViewedRun.of(images, run.settings(), note -> {}));
    assertThrows(WrongInput.class, () -> ViewedCalls.serve(null, run, run));
    int taken = server.address().getPort();
    WrongInput refused =
        assertThrows(
            WrongInput.class,
            () -> ViewServer.open(new ViewSettings(List.of(run), taken, null)).close());
    assertTrue(refused.getMessage().contains("cannot be used"), refused.getMessage());
  }
}
