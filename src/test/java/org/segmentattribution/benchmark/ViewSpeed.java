package org.segmentattribution.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.io.FileUtils;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.OpenedExplainer;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.command.view.ViewServer;
import org.segmentattribution.command.view.ViewSettings;
import org.segmentattribution.command.view.ViewedRun;
import org.segmentattribution.dataset.decode.PngFile;
import org.segmentattribution.dataset.scene.SceneClass;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.model.DeclarationJson;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.run.ImageKeys;
import org.segmentattribution.run.KeyedImage;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunManifest;
import org.segmentattribution.run.RunTarget;
import org.segmentattribution.run.Versions;
import org.segmentattribution.run.images.ImageChoice;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.segmentation.SegmenterChoice;
import org.segmentattribution.segmentation.SegmenterSpec;
import org.segmentattribution.table.Column;
import org.segmentattribution.table.TableOptions;
import org.segmentattribution.table.store.SatParquet;

/**
 * {@code scripts/bench view FOLDER [COUNT]}: seconds by the clock, and of all processors, until
 * {@code sat view} shows the first tiles of a run of many photographs (100,000 with five segments
 * each), their pictures, and filters. The run is made in an empty or new folder: drawn scenes under
 * many names, random tables.
 */
final class ViewSpeed {
  private static final Path MODEL = Path.of("models/scene-classifier/model.onnx");
  private static final String GRID = "grid:5x1";
  private static final int CLASSES = 100;
  private static final int SCENES = 200;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Random random = new Random(1);
  private final Path folder;
  private final int count;

  private ViewSpeed(Path folder, int count) {
    this.folder = folder;
    this.count = count;
  }

  /** Prints the seconds. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    ViewSpeed speed = new ViewSpeed(folder, args.length > 1 ? Integer.parseInt(args[1]) : 100_000);
    ExplainSettings settings = speed.settings();
    if (!Files.isDirectory(settings.out())) {
      speed.draw(settings.images().images());
      speed.tables(settings);
    }
    speed.measure(settings);
  }

  private ExplainSettings settings() {
    return new ExplainSettings(
        new ImageChoice(folder.resolve("images"), List.of(), "", 0),
        new OpenedExplainer.Settings(
            new ModelFile(MODEL, null, "cpu"),
            List.of("lrp-z"),
            List.of(),
            "label",
            ChannelReduction.SUM,
            TableOptions.defaults(),
            1),
        new SegmenterChoice(GRID, SegmenterOptions.of(List.of())),
        8,
        1,
        new RunTarget(folder.resolve("run"), Map.of()));
  }

  private void draw(Path images) throws IOException {
    SceneGenerator scenes = new SceneGenerator(96, 3);
    List<Path> drawn = new ArrayList<>();
    for (int i = 0; i < SCENES; i++) {
      SceneClass scene = SceneClass.values()[i % SceneClass.values().length];
      Path file = folder.resolve("scenes").resolve(i + ".png");
      PngFile.write(file, scenes.scene(scene, "test", i).image());
      drawn.add(file);
    }
    for (int i = 0; i < count; i++) {
      Path of = images.resolve(String.format(Locale.ROOT, "class %03d", i % CLASSES));
      Files.createDirectories(of);
      String name = String.format(Locale.ROOT, "photo-%06d.png", i);
      Files.createLink(of.resolve(name), drawn.get(i % SCENES));
    }
  }

  private void tables(ExplainSettings settings) throws IOException {
    String declaration = DeclarationJson.write(ModelOpener.declaration(settings.model()));
    String model = ModelOpener.sha256(settings.model());
    Map<String, String> inputs =
        Map.of("model", model, "declaration", new Sha256().add(declaration).hex(), "images", "");
    RunManifest begun = RunManifest.begin(RunKind.EXPLAIN, Map.of(), inputs, "cpu", 1);
    RunDirectory run = RunDirectory.open(settings.out(), begun);
    List<ImageRecord> images = settings.images().open().records();
    List<KeyedImage> keys = new ArrayList<>();
    try (Segmenter grid = SegmenterSpec.parse(GRID).open(settings.segmenter().options());
        PrintWriter csv = new PrintWriter(Files.newBufferedWriter(run.path("sat.csv")))) {
      ImageKeys of =
          new ImageKeys(String.join("\n", Versions.product(), model, declaration), grid, List.of());
      List<String> names =
          grid.segment("", RgbImage.black(96, 96)).stream().map(Detection::name).toList();
      csv.println(String.join(",", Column.texts()));
      for (ImageRecord image : images) {
        keys.add(new KeyedImage(image.id(), image.path(), of.of(image)));
        rows(image, names, csv);
      }
    }
    KeyedImage.write(run.folder(), keys);
    SatParquet.write(run.path("sat.csv"), run.path("sat.parquet"));
    run.finish(run.manifest().done(Map.of(), Map.of()));
  }

  private void rows(ImageRecord image, List<String> names, PrintWriter csv) {
    String other = String.format(Locale.ROOT, "class %03d", random.nextInt(CLASSES));
    String predicted = random.nextInt(5) > 0 ? image.label() : other;
    double sure = random.nextDouble();
    List<Double> means = new ArrayList<>();
    names.forEach(name -> means.add(random.nextGaussian()));
    List<Double> order = new ArrayList<>(means);
    order.sort(Comparator.comparingDouble(mean -> -Math.abs(mean)));
    for (int k = 0; k < names.size(); k++) {
      double mean = means.get(k);
      csv.println(
          String.join(
              ",",
              image.id(),
              image.path(),
              image.label(),
              predicted,
              image.label(),
              "" + sure,
              "scenes",
              "lrp-z",
              "" + k,
              names.get(k),
              "1.0,800,700,0.2,centre-centre",
              "" + mean,
              "" + Math.abs(mean),
              "" + 800 * mean,
              (1.0 + order.indexOf(mean)) + ",0.5,1.0,0",
              "" + sure,
              image.label(),
              "" + predicted.equals(image.label())));
    }
  }

  private void measure(ExplainSettings settings) throws Exception {
    FileUtils.deleteDirectory(folder.resolve("cache").toFile());
    Since start = Since.now();
    ViewedRun run = ViewedRun.of(settings.out(), of -> settings, System.err::println);
    print("checked the run's files", start);
    Since opened = Since.now();
    try (ViewServer server =
        ViewServer.open(new ViewSettings(List.of(run), 0, folder.resolve("cache")))) {
      print("read the tables, and listens", opened);
      Since page = Since.now();
      get(server, "/", "");
      get(server, "/view.css", "");
      get(server, "/view.js", "");
      get(server, "/runs", "");
      JsonNode tiles = JSON.readTree(get(server, "/tiles", "count=60"));
      print("first 60 tiles of " + tiles.path("total"), page);
      Since open = Since.now();
      Since early = Since.now();
      while (get(server, "/runs", "").contains("\"early\":false")) {
        Thread.sleep(20);
      }
      pictures(server, tiles, "/early/0/%s.jpg");
      print("their pictures, before the folder is listed", early);
      while (get(server, "/runs", "").contains("\"ready\":false")) {
        Thread.sleep(20);
      }
      print("images and masks are open", open);
      for (String kind : List.of("/thumb/0/%s.jpg", "/outline/0/0/%s.svg")) {
        Since drawn = Since.now();
        pictures(server, tiles, kind);
        print("60 times " + kind, drawn);
      }
      for (String filter :
          List.of(
              "label=class%20007",
              "right=wrong",
              "first=" + tiles.at("/tiles/0/a/first/name").asText().replace(" ", "%20"),
              "speaks=against&right=wrong&sort=strength&down=1",
              "low=0.4&high=0.6&sort=confidence",
              "text=4242",
              "sort=share&from=90000",
              "")) {
        Since asked = Since.now();
        JsonNode page60 = JSON.readTree(get(server, "/tiles", "count=60&" + filter));
        print("'" + filter + "': " + page60.path("found").asInt(), asked);
      }
      Since card = Since.now();
      get(server, "/photo", "no=50000&sort=confidence");
      print("a card, with its neighbours by confidence", card);
    }
  }

  /** Six at once, as a browser does. */
  private static void pictures(ViewServer server, JsonNode tiles, String kind) throws Exception {
    List<CompletableFuture<HttpResponse<String>>> six = new ArrayList<>();
    for (JsonNode tile : tiles.path("tiles")) {
      six.add(send(server, String.format(Locale.ROOT, kind, tile.path("no").asInt()), ""));
      if (six.size() == 6) {
        for (CompletableFuture<HttpResponse<String>> one : six) {
          body(one);
        }
        six.clear();
      }
    }
  }

  private static CompletableFuture<HttpResponse<String>> send(
      ViewServer server, String path, String query) {
    URI address = server.address().resolve(path + "?" + server.address().getQuery() + "&" + query);
    return CLIENT.sendAsync(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String get(ViewServer server, String path, String query) throws Exception {
    return body(send(server, path, query));
  }

  private static String body(CompletableFuture<HttpResponse<String>> answer) throws Exception {
    HttpResponse<String> got = answer.get();
    if (got.statusCode() >= 400) {
      throw new IOException(got.uri().getPath() + ": " + got.body());
    }
    return got.body();
  }

  /** A point in time, on the clock and in processor time of this process. */
  private record Since(long clock, long processor) {
    static Since now() {
      return new Since(System.nanoTime(), PROCESS.getProcessCpuTime());
    }
  }

  private static void print(String what, Since since) {
    Since now = Since.now();
    System.out.printf(
        Locale.ROOT,
        "%7.3f s, of processors %7.3f s  %s%n",
        (now.clock - since.clock) / 1e9,
        (now.processor - since.processor) / 1e9,
        what);
  }
}
