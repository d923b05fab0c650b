package org.segmentattribution.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.SegmentScores;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.Explanation;
import org.segmentattribution.table.SegmentAttributionTable;

class TabulatorTest {
  private static final int PIXELS = TestBatches.SIDE * TestBatches.SIDE;

  @TempDir Path folder;
  private LoadedClassifier softmax;
  private LoadedClassifier sigmoid;

  @BeforeEach
  void open() {
    softmax = TestBatches.classifier(Head.SOFTMAX);
    sigmoid = TestBatches.classifier(Head.SIGMOID);
  }

  @AfterEach
  void close() {
    softmax.close();
    sigmoid.close();
  }

  private static Targets targets(String target, LoadedClassifier classifier) {
    return Targets.of(target, classifier.declaration(), Set.of());
  }

  private static Tabulator of(LoadedClassifier classifier, String target, int least) {
    Explainer explainer = TestBatches.explainer(classifier, "lrp-z", "gradient");
    return new Tabulator(classifier, explainer, targets(target, classifier), List.of(), least);
  }

  private static List<SegmentAttribution> rows(Tabulator.Result result) {
    return result.tables().stream().flatMap(table -> table.rows().stream()).toList();
  }

  /** Filled up to the same number of images, an image's rows do not know their neighbours. */
  @Test
  void rowsOfABatchAreThoseOfItsImagesOneByOne() throws ImageFailure {
    List<PreparedImage> images = TestBatches.several(4, "dog");
    Tabulator tabulator = of(softmax, "predicted", 4);
    List<SegmentAttribution> alone = new ArrayList<>();
    for (PreparedImage image : images) {
      alone.addAll(rows(tabulator.tabulate(List.of(image))));
    }
    assertEquals(alone, rows(tabulator.tabulate(images)));
    assertEquals(4 * 2 * 4, alone.size(), "images, methods, segments");
    assertTrue(tabulator.secondsExplaining() > 0);
  }

  @Test
  void tablesAreImageByImageAndMethodByMethod() throws ImageFailure {
    Tabulator tabulator = of(softmax, "label", 1);
    List<String> order =
        tabulator.tabulate(TestBatches.several(2, "cow")).tables().stream()
            .map(table -> table.image().imageId() + " " + table.method())
            .toList();
    assertEquals(List.of("lrp-z", "gradient"), tabulator.methods());
    assertEquals(
        List.of("image0 lrp-z", "image0 gradient", "image1 lrp-z", "image1 gradient"), order);
  }

  /** A mean over a segment times its pixels, added up over the grid, is the sum of the map. */
  @Test
  void segmentsThatTileTheImageShareTheWholeMap() throws ImageFailure {
    List<PreparedImage> images = TestBatches.several(1, "");
    Tabulator.Result result = of(softmax, "0", 1).tabulate(images);
    float[] map = result.explanation().maps().get("gradient")[0];
    double[] sums = new double[4];
    for (int i = 0; i < PIXELS; i++) {
      int x = i % TestBatches.SIDE / 8;
      int y = i / TestBatches.SIDE / 8;
      // padded by two pixels of the grid
      for (int s = 0; s < 4; s++) {
        int left = s % 2 * 8 - 2;
        int top = s / 2 * 8 - 2;
        int px = i % TestBatches.SIDE;
        int py = i / TestBatches.SIDE;
        boolean inside = px >= left && px < left + 12 && py >= top && py < top + 12;
        sums[s] += inside ? map[i] : 0;
        assertTrue(inside || s != y * 2 + x, "a segment holds its own pixels");
      }
    }
    List<SegmentAttribution> rows =
        rows(result).stream().filter(row -> row.method().equals("gradient")).toList();
    for (int s = 0; s < 4; s++) {
      assertEquals(100, rows.get(s).facts().maskSize(), "8 + 2 pixels within the grid, squared");
      assertEquals(sums[s] / 100, rows.get(s).meanSigned(), 1e-6 * Math.abs(sums[s]) + 1e-9);
    }
  }

  @Test
  void whatIsExplainedIsWhatWasAskedFor() throws ImageFailure {
    List<PreparedImage> images = TestBatches.several(3, "Katze");
    Tabulator.Result predicted = of(softmax, "predicted", 3).tabulate(images);
    for (int i = 0; i < 3; i++) {
      float[] logits = predicted.explanation().logits()[i];
      int largest = 0;
      for (int k = 1; k < logits.length; k++) {
        largest = logits[k] > logits[largest] ? k : largest;
      }
      var image = predicted.tables().get(2 * i).image();
      assertEquals(largest, image.reading().explainedIndex());
      assertEquals(TestBatches.CLASSES.get(largest), image.predicted());
      assertEquals(image.confidence(), image.reading().explainedConfidence());
      assertEquals("cat", image.label(), "an alias is shown as its class");
      assertEquals(largest == 0, image.reading().correct());
    }
    Tabulator.Result label = of(softmax, "label", 3).tabulate(images);
    assertArrayEquals(new int[] {0, 0, 0}, label.explanation().targets());
    Tabulator.Result cow = of(softmax, "cow", 3).tabulate(images);
    assertArrayEquals(new int[] {2, 2, 2}, cow.explanation().targets());
    double sum = 0;
    for (String target : TestBatches.CLASSES) {
      var reading = of(softmax, target, 1).tabulate(images).tables().get(0).image().reading();
      sum += reading.explainedConfidence();
    }
    assertEquals(1, sum, 1e-6, "probabilities of the classes");
  }

  @Test
  void aLabelThatTheModelDoesNotKnowIsNeitherRightNorWrong() throws ImageFailure {
    Tabulator.Result result =
        of(softmax, "predicted", 1).tabulate(List.of(TestBatches.prepared("a", "unicorn", 1)));
    assertEquals(null, result.tables().get(0).image().reading().correct());
    assertEquals("unicorn", result.tables().get(0).image().reading().className());
  }

  /** One table for each class above one half, each that of a call for this class alone. */
  @Test
  void positivesAreTheTablesOfTheirClasses() throws ImageFailure {
    List<PreparedImage> images = TestBatches.several(6, "dog");
    Tabulator.Result result = of(sigmoid, "positives", 6).tabulate(images);
    float[][] logits = of(sigmoid, "0", 6).tabulate(images).explanation().logits();
    int positive = 0;
    Set<String> none = new java.util.TreeSet<>();
    for (int i = 0; i < logits.length; i++) {
      int before = positive;
      for (float logit : logits[i]) {
        positive += logit > 0 ? 1 : 0;
      }
      if (before == positive) {
        none.add("image" + i + ".png");
      }
    }
    assertEquals(2 * positive, result.tables().size());
    assertEquals(
        none, new java.util.TreeSet<>(result.failures().stream().map(Failure::image).toList()));
    for (SegmentAttributionTable table : result.tables()) {
      String name = table.image().target();
      assertEquals(name, table.image().reading().className(), "rows are grouped by it");
      List<SegmentScores> alone =
          of(sigmoid, name, 6).tabulate(images).tables().stream()
              .filter(t -> t.image().imageId().equals(table.image().imageId()))
              .filter(t -> t.method().equals(table.method()))
              .flatMap(t -> t.rows().stream().map(SegmentAttribution::scores))
              .toList();
      assertEquals(alone, table.rows().stream().map(SegmentAttribution::scores).toList());
    }
  }

  @Test
  void whatWasSaidBeforeGivesTheSameTables() throws ImageFailure {
    List<PreparedImage> images = TestBatches.several(2, "dog");
    Tabulator tabulator = of(softmax, "label", 2);
    Tabulator.Result first = tabulator.tabulate(images);
    double seconds = tabulator.secondsExplaining();
    Tabulator.Result again = tabulator.tabulate(images, first.explanation());
    assertEquals(rows(first), rows(again));
    assertEquals(seconds, tabulator.secondsExplaining(), "nothing is computed");
  }

  @Test
  void anImageWhoseMapIsNoNumberFailsAlone() throws ImageFailure {
    List<PreparedImage> images = TestBatches.several(3, "dog");
    Tabulator tabulator = of(softmax, "label", 3);
    Explanation said = tabulator.tabulate(images).explanation();
    Map<String, float[][]> maps = new LinkedHashMap<>();
    said.maps().forEach((name, rows) -> maps.put(name, rows.clone()));
    maps.get("gradient")[1] = new float[PIXELS];
    maps.get("gradient")[1][7] = Float.NaN;
    Tabulator.Result result =
        tabulator.tabulate(images, new Explanation(said.logits(), said.targets(), maps));
    assertEquals(
        List.of(
            new Failure(
                "image1.png",
                "explain",
                "the map of gradient holds NaN or infinity; leave the method out")),
        result.failures());
    assertEquals(4, result.tables().size(), "both tables of the others");
  }

  @Test
  void mapsOfOthersStandBesideThoseOfTheMethods() throws IOException, ImageFailure {
    Path given = Files.createDirectory(folder.resolve("lime"));
    float[] map = new float[PIXELS];
    Arrays.fill(map, 0, PIXELS / 2, 3);
    new NpyFile(new int[] {TestBatches.SIDE, TestBatches.SIDE}, map)
        .write(given.resolve("image1.npy"));
    MapFolder lime = MapFolder.open("maps:" + given, ChannelReduction.SUM);
    Tabulator tabulator =
        new Tabulator(
            softmax,
            TestBatches.explainer(softmax, "lrp-z"),
            targets("label", softmax),
            List.of(lime),
            1);
    assertEquals(List.of("lrp-z", "maps:lime"), tabulator.methods());
    Tabulator.Result result = tabulator.tabulate(TestBatches.several(2, "dog"));
    assertEquals("maps", result.failures().get(0).stage());
    assertEquals("image0.png", result.failures().get(0).image());
    assertEquals(2, result.tables().size());
    List<SegmentAttribution> rows = result.tables().get(1).rows();
    assertEquals(List.of(2.4, 2.4, 0.6, 0.6), means(rows));
    assertEquals(0, tabulator.tabulate(TestBatches.several(1, "dog")).tables().size());
    ExplainedSample sample = ExplainedSample.of(result).get(1);
    assertSame(result.explanation().maps().get("maps:lime")[0], sample.map());
  }

  private static List<Double> means(List<SegmentAttribution> rows) {
    return rows.stream().map(row -> Math.round(row.meanSigned() * 1e9) / 1e9).toList();
  }

  /** An image with several classes has a sample for each, with the map of that class. */
  @Test
  void samplesAreOneForEachTable() throws ImageFailure {
    Tabulator.Result result = of(sigmoid, "positives", 6).tabulate(TestBatches.several(6, "dog"));
    List<ExplainedSample> samples = ExplainedSample.of(result);
    assertEquals(result.tables(), samples.stream().map(ExplainedSample::table).toList());
    for (ExplainedSample sample : samples) {
      SegmentAttribution row = sample.table().rows().get(0);
      double sum = sample.image().segments().items().get(0).padded().sum(sample.map());
      assertEquals(sum / 100, row.meanSigned(), 1e-6 * Math.abs(sum) + 1e-9);
    }
  }
}
