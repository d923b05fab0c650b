package org.segmentattribution.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.table.SegmentAggregate;
import org.segmentattribution.api.table.SegmentTables;
import org.segmentattribution.cli.Sat;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;
import org.segmentattribution.dataset.source.ImageSources;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.write.OnnxWriter;
import org.segmentattribution.model.training.CnnArchitecture;

/** An embedded explainer beside {@code sat explain}, on drawn scenes of 40 x 40. */
class SegmentExplainerTest {
  private static final int SIDE = 40;
  private static final int BATCH = 4;

  @TempDir static Path folder;
  private static Path images;
  private static Path model;
  private static Path run;

  @BeforeAll
  static void drawAndRun() throws IOException {
    SceneWriter.write(folder, new SceneGenerator(SIDE, 1), 5, 0, () -> {});
    images = folder.resolve("images");
    Files.writeString(images.resolve("train/zebra/0003.png"), "no picture");
    model = folder.resolve("model.onnx");
    try (OnnxNetwork network =
        new CnnArchitecture(List.of(4, 8), 2).create(SIDE, SIDE, 2, 1, "cpu")) {
      OnnxWriter.write(
          network,
          new ModelDeclaration(List.of("horse", "zebra"), Preprocessing.simple(SIDE, SIDE)),
          model);
    }
    run = folder.resolve("run");
    assertEquals(3, explain(images, run), "one image cannot be read");
  }

  private static int explain(Path pictures, Path out) {
    return Sat.run(
        "explain",
        "--images",
        pictures.toString(),
        "--model",
        model.toString(),
        "--segmenter",
        "masks:" + folder.resolve("masks") + "+grid:2x2",
        "--method",
        "lrp-z,smoothgrad",
        "--param",
        "samples=3",
        "--batch",
        String.valueOf(BATCH),
        "--out",
        out.toString());
  }

  private static SegmentExplainer.Builder builder() {
    return SegmentExplainer.builder()
        .model(model)
        .segmenter("masks:" + folder.resolve("masks") + "+grid:2x2")
        .method("lrp-z")
        .method("smoothgrad", "samples=3")
        .batch(BATCH);
  }

  private static List<ImageRecord> records() throws IOException {
    return ImageSources.open(images).records();
  }

  private static List<SegmentAttribution> rows(List<ExplainedTables> tables) {
    return tables.stream().flatMap(image -> image.rows().stream()).toList();
  }

  @Test
  void rowsAreThoseOfTheCommandToTheLastBit() throws IOException {
    List<SegmentAttribution> expected = SegmentTables.read(run.resolve("sat.csv"));
    assertEquals(9 * 2, expected.stream().filter(r -> r.segment().equals("r1c1")).count());
    try (SegmentExplainer explainer = builder().build()) {
      List<ExplainedTables> tables = explainer.explain(ImageSources.open(images)).toList();
      assertEquals(expected, rows(tables));
      assertEquals(expected, rows(explainer.explain(records().stream()).toList()));
      assertEquals(List.of("horse", "zebra"), explainer.classes());
      assertEquals(List.of("lrp-z", "smoothgrad"), explainer.methods());
      ExplainedTables first = tables.get(0);
      assertEquals(first.rows("lrp-z").get(0).image().predicted(), first.predicted());
      assertEquals(first.rows("lrp-z").get(0).image().confidence(), first.confidence());
    }
  }

  @Test
  void filesHaveTheBytesOfTheCommand() throws IOException {
    Path csv = folder.resolve("rows.csv");
    Path parquet = folder.resolve("rows.parquet");
    Path aggregates = folder.resolve("aggregates.csv");
    try (SegmentExplainer explainer = builder().build();
        Stream<ExplainedTables> tables = explainer.explain(records().stream())) {
      SegmentTables.write(csv, tables.flatMap(image -> image.rows().stream()));
    }
    List<SegmentAttribution> rows = SegmentTables.read(csv);
    SegmentTables.write(parquet, rows.stream());
    SegmentTables.writeAggregates(aggregates, rows, 1);
    assertSameBytes("sat.csv", csv);
    assertSameBytes("sat.parquet", parquet);
    assertSameBytes("aggregate.csv", aggregates);
  }

  private static void assertSameBytes(String name, Path file) throws IOException {
    assertArrayEquals(Files.readAllBytes(run.resolve(name)), Files.readAllBytes(file), name);
  }

  @Test
  void aggregatesAreThoseOfTheCommand() throws IOException {
    List<SegmentAggregate> found =
        SegmentTables.aggregate(SegmentTables.read(run.resolve("sat.csv")));
    AtomicInteger at = new AtomicInteger();
    CsvFile.read(
        run.resolve("aggregate.csv"),
        List.of("method", "class", "segment"),
        row -> {
          SegmentAggregate a = found.get(at.getAndIncrement());
          assertEquals(row.text("method"), a.method());
          assertEquals(row.text("class"), a.className());
          assertEquals(row.text("segment"), a.segment());
          assertEquals(row.integer("images"), a.counts().images());
          assertEquals(row.integer("tables"), a.counts().tables());
          double[][] pairs = {
            {row.number("relative_mean_attribution"), a.relative().attribution()},
            {row.number("absolute_mean_attribution"), a.absolute().attribution()},
            {row.number("relative_mean_rank"), a.relative().rank()},
            {row.number("absolute_mean_rank"), a.absolute().rank()},
            {row.number("rank_low"), a.spread().rankLow()},
            {row.number("rank_high"), a.spread().rankHigh()},
            {row.number("for_share"), a.spread().forShare()}
          };
          for (double[] pair : pairs) {
            double small = Double.isNaN(pair[0]) || pair[0] == 0 ? 1e-300 : Math.abs(pair[0]);
            assertEquals(pair[0], pair[1], 1e-12 * small);
          }
          assertEquals(row.text("direction"), a.spread().direction());
        });
    assertEquals(found.size(), at.get());
  }

  @Test
  void badImagesAreFailuresAndEndNothing() throws IOException {
    List<ImageRecord> mixed = new ArrayList<>(records());
    mixed.add(1, new ImageRecord("stranger", "stranger.png", mixed.get(0).file(), "okapi", ""));
    try (SegmentExplainer explainer = builder().build()) {
      List<ExplainedTables> tables = explainer.explain(mixed.stream()).toList();
      assertEquals(mixed, tables.stream().map(ExplainedTables::image).toList());
      List<ExplainedTables> failed = tables.stream().filter(ExplainedTables::failed).toList();
      assertEquals(
          List.of("target", "decode"),
          failed.stream().map(t -> t.failures().get(0).stage()).toList());
      assertTrue(failed.get(0).failures().get(0).reason().contains("no class 'okapi'"));
      assertThrows(IllegalStateException.class, failed.get(1)::predicted);
      assertEquals(9, tables.stream().filter(t -> !t.rows().isEmpty()).count());
      Path damaged = images.resolve("train/zebra/0003.png");
      IOException refused = assertThrows(IOException.class, () -> explainer.explain(damaged));
      assertTrue(refused.getMessage().startsWith("0003.png: "), refused.getMessage());
    }
  }

  @Test
  void onePictureIsOneImageOfTheCommand() throws IOException {
    Path one = Files.createDirectories(folder.resolve("one"));
    Path picture = one.resolve("zebra_1.png");
    Files.copy(images.resolve("train/zebra/0001.png"), picture);
    Path out = folder.resolve("run-of-one");
    assertEquals(
        0,
        Sat.run(
            "explain",
            "--images",
            one.toString(),
            "--model",
            model.toString(),
            "--segmenter",
            "grid:3x3",
            "--method",
            "lrp-z",
            "--out",
            out.toString()));
    List<SegmentAttribution> expected = SegmentTables.read(out.resolve("sat.csv"));
    try (SegmentExplainer explainer =
        SegmentExplainer.builder().model(model).segmenter("grid:3x3").target("zebra").build()) {
      List<SegmentAttribution> file = explainer.explain(picture).rows();
      RgbImage pixels = new ImageDecoder().decode(picture);
      assertEquals(file, explainer.explain(pixels, "zebra_1.png").rows());
      assertEquals(9, file.size());
      for (int i = 0; i < 9; i++) {
        assertEquals("", file.get(i).label());
        assertEquals(expected.get(i).meanSigned(), file.get(i).meanSigned());
        assertEquals(expected.get(i).rank(), file.get(i).rank());
      }
    }
  }

  @Test
  void threadsGetWhatTheyWouldGetAlone() throws Exception {
    List<SegmentAttribution> alone;
    try (SegmentExplainer explainer = builder().build()) {
      alone = rows(explainer.explain(records().stream()).toList());
    }
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (SegmentExplainer shared = builder().build();
        SegmentExplainer wide = builder().threads(3).build()) {
      List<Future<List<SegmentAttribution>>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(pool.submit(() -> rows(shared.explain(records().stream()).toList())));
      }
      for (Future<List<SegmentAttribution>> call : calls) {
        assertEquals(alone, call.get());
      }
      assertEquals(alone, rows(wide.explain(records().stream()).toList()));
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void streamsAreReadABatchAtATime() throws IOException {
    AtomicInteger read = new AtomicInteger();
    Stream<ImageRecord> endless =
        Stream.iterate(0, i -> i + 1)
            .peek(i -> read.incrementAndGet())
            .map(i -> new ImageRecord("i" + i, "i" + i, images.resolve("none"), "", ""));
    try (SegmentExplainer explainer = builder().build()) {
      assertEquals(5, explainer.explain(endless).limit(5).filter(ExplainedTables::failed).count());
    }
    assertEquals(2 * BATCH, read.get());
  }

  @Test
  void ownSegmentersStayOpenAndMayNameASegmentTwice() throws IOException {
    AtomicInteger closed = new AtomicInteger();
    Segmenter halves =
        new Segmenter() {
          @Override
          public List<Detection> segment(String stem, RgbImage image) {
            int middle = image.width() / 2;
            Mask left = Mask.of(image.width(), image.height(), (x, y) -> x < middle - 8);
            Mask strip = Mask.of(image.width(), image.height(), (x, y) -> x >= middle + 8);
            return List.of(new Detection("Side", left, 0.5), new Detection("side", strip, 0.7));
          }

          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    Path picture = images.resolve("train/horse/0001.png");
    try (SegmentExplainer explainer =
        SegmentExplainer.builder().model(model).segmenter(halves).padding(0).build()) {
      List<SegmentAttribution> rows = explainer.explain(picture).rows();
      assertEquals(
          List.of("side", "elsewhere"), rows.stream().map(SegmentAttribution::segment).toList());
      assertEquals((SIDE - 16) * SIDE, rows.get(0).facts().maskSize());
      assertEquals(0.7, rows.get(0).facts().score());
    }
    assertEquals(0, closed.get());
  }

  @Test
  void refusalsNameTheSetting() {
    assertRefused("model", SegmentExplainer.builder().segmenter("grid:2x2"));
    assertRefused("segmenter", SegmentExplainer.builder().model(model));
    assertRefused("segmenter", builder().segmenter("grid:two"));
    assertRefused("method", builder().method("lrp-zz"));
    assertRefused("resize", builder().declare("resize", "large"));
    assertRefused("colour: no part", builder().declare("colour", "RGB"));
    assertRefused("batch", builder().batch(0));
    assertRefused("okapi", builder().target("okapi"));
    assertRefused(
        "names, but the network has 2 outputs", builder().classes(List.of("a", "b", "c")));
  }

  private static void assertRefused(String part, SegmentExplainer.Builder builder) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> builder.build().close());
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }

  @Test
  void aClosedExplainerSaysSo() throws IOException {
    SegmentExplainer explainer = builder().build();
    explainer.close();
    explainer.close();
    assertThrows(IllegalStateException.class, () -> explainer.explain(records().stream()));
  }
}
