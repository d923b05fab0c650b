package org.segmentattribution.howto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.ImageSourceProvider;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.SegmenterProvider;
import org.segmentattribution.api.tensor.ClassifierProvider;
import org.segmentattribution.cli.Sat;
import org.segmentattribution.dataset.source.ImageSources;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.DeclarationJson;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.write.OnnxWriter;
import org.segmentattribution.model.training.CnnArchitecture;
import org.segmentattribution.saliency.AttributionMethodProvider;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.Explanation;
import org.segmentattribution.saliency.SaliencyMethods;
import org.segmentattribution.table.SatCsv;

/** The examples of {@code docs/how-to}, added as a user adds them: by a class path entry. */
class ExtensionsTest {
  private static final int SIDE = 12;
  private static final int VALUES = 3 * SIDE * SIDE;

  @TempDir Path folder;
  private ClassLoader before;
  private URLClassLoader jar;

  @BeforeEach
  void addToTheClassPath() throws IOException {
    before = Thread.currentThread().getContextClassLoader();
    Path services = Files.createDirectories(folder.resolve("jar/META-INF/services"));
    service(services, AttributionMethodProvider.class, MagnitudeRule.Provider.class);
    service(
        services,
        org.segmentattribution.api.tensor.SaliencyMethodProvider.class,
        Contrast.Provider.class);
    service(services, SegmenterProvider.class, ColourSegmenter.Provider.class);
    service(services, ImageSourceProvider.class, CubLayout.class);
    service(services, ClassifierProvider.class, LinearModel.Provider.class);
    jar = new URLClassLoader(new URL[] {folder.resolve("jar").toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(jar);
  }

  private static void service(Path services, Class<?> provider, Class<?> implementation)
      throws IOException {
    Files.writeString(services.resolve(provider.getName()), implementation.getName());
  }

  @AfterEach
  void takeAway() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    jar.close();
  }

  private Path birds() throws IOException {
    Path birds = folder.resolve("birds");
    Random random = new Random(1);
    StringBuilder images = new StringBuilder();
    StringBuilder labels = new StringBuilder();
    StringBuilder split = new StringBuilder();
    for (int i = 1; i <= 6; i++) {
      String name = "00" + (i % 2 + 1) + ".Bird/" + i + ".png";
      Path file = birds.resolve("images").resolve(name);
      Files.createDirectories(file.getParent());
      BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
      for (int p = 0; p < SIDE * SIDE; p++) {
        // the left half red, the right half blue, a little noise
        int colour = p % SIDE < SIDE / 2 ? 0xc00000 : 0x0000c0;
        image.setRGB(p % SIDE, p / SIDE, colour + random.nextInt(32) * 0x010101);
      }
      ImageIO.write(image, "png", file.toFile());
      images.append(i).append(' ').append(name).append('\n');
      labels.append(i).append(' ').append(i % 2 + 1).append('\n');
      split.append(i).append(' ').append(i <= 2 ? 1 : 0).append('\n');
    }
    Files.writeString(birds.resolve("images.txt"), images);
    Files.writeString(birds.resolve("image_class_labels.txt"), labels);
    Files.writeString(birds.resolve("train_test_split.txt"), split);
    Files.writeString(birds.resolve("classes.txt"), "1 001.Auk\n2 002.Tern\n");
    return birds;
  }

  /** Two classes; the weights of the second grow to the right. */
  private Path linear() throws IOException {
    float[] weights = new float[2 * VALUES];
    for (int i = 0; i < VALUES; i++) {
      weights[i] = 0.001f * (i % 7);
      weights[VALUES + i] = 0.01f * (i % SIDE);
    }
    Path model = folder.resolve("birds.linear.npy");
    new NpyFile(new int[] {2, VALUES}, weights).write(model);
    Files.writeString(
        ModelDeclaration.fileOf(model),
        DeclarationJson.write(
            new ModelDeclaration(
                List.of("001.Auk", "002.Tern"), Preprocessing.simple(SIDE, SIDE))));
    return model;
  }

  private static float[] noise(int images) {
    Random random = new Random(7);
    float[] input = new float[images * VALUES];
    for (int i = 0; i < input.length; i++) {
      input[i] = (float) random.nextGaussian();
    }
    return input;
  }

  @Test
  void allOfThemInOneRun() throws IOException {
    Path out = folder.resolve("run");
    int code =
        Sat.run(
            "explain",
            "--images",
            birds().toString(),
            "--split",
            "test",
            "--model",
            linear().toString(),
            "--segmenter",
            "colour:0.2+grid:3x3",
            "--segments",
            "red,blue",
            "--method",
            "contrast",
            "--param",
            "contrast:times-input=false",
            "--pad",
            "0",
            "--out",
            out.toString());
    assertEquals(0, code);
    List<SegmentAttribution> rows = SatCsv.read(out.resolve("sat.csv"));
    Set<String> labels = new TreeSet<>(rows.stream().map(SegmentAttribution::label).toList());
    assertEquals(Set.of("001.Auk", "002.Tern"), labels);
    assertEquals(4, rows.stream().filter(row -> row.segment().equals("red")).count());
    for (SegmentAttribution row : rows) {
      // each colour is one half of the picture, where w₂ - w₁ has this mean over channels' sums
      if (row.segment().equals("red") || row.segment().equals("blue")) {
        double mean = row.segment().equals("red") ? halfMean(0) : halfMean(SIDE / 2);
        double sign = row.label().equals("002.Tern") ? 1 : -1;
        assertEquals(sign * mean, row.meanSigned(), 1e-6, row.toString());
        assertEquals(SIDE * SIDE / 2, row.facts().maskSize());
      }
    }
  }

  /** Mean over half of the pixels of Σ over channels of w₂ - w₁. */
  private static double halfMean(int from) {
    double sum = 0;
    for (int i = 0; i < VALUES; i++) {
      boolean inside = i % SIDE >= from && i % SIDE < from + SIDE / 2;
      sum += inside ? 0.01f * (i % SIDE) - 0.001f * (i % 7) : 0;
    }
    return sum / (SIDE * SIDE / 2);
  }

  @Test
  void contrastIsTheDifferenceOfTwoGradients() throws IOException {
    try (LoadedClassifier classifier = network()) {
      float[] input = noise(4);
      int[] predicted = {-1, -1, -1, -1};
      Explanation contrast = explain(classifier, "contrast", input, predicted);
      int[] best = contrast.targets();
      int[] second = new int[best.length];
      for (int i = 0; i < best.length; i++) {
        float[] logits = contrast.logits()[i];
        second[i] = best[i] == 0 ? 1 : 0;
        for (int k = 0; k < logits.length; k++) {
          second[i] = k != best[i] && logits[k] > logits[second[i]] ? k : second[i];
        }
      }
      float[][] first =
          explain(classifier, "input-x-gradient", input, best).maps().get("input-x-gradient");
      float[][] other =
          explain(classifier, "input-x-gradient", input, second).maps().get("input-x-gradient");
      float[][] found = contrast.maps().get("contrast");
      for (int i = 0; i < found.length; i++) {
        float[] expected = new float[found[i].length];
        for (int p = 0; p < expected.length; p++) {
          expected[p] = first[i][p] - other[i][p];
        }
        assertArrayEquals(expected, found[i], 1e-5f);
      }
    }
  }

  @Test
  void magnitudesConserveRelevanceAndKeepTheSignOfTheLogit() throws IOException {
    try (LoadedClassifier classifier = network()) {
      Explanation found = explain(classifier, "lrp-magnitude", noise(4), new int[] {0, 1, 2, 0});
      for (int i = 0; i < 4; i++) {
        double logit = found.logits()[i][found.targets()[i]];
        double sum = 0;
        for (float value : found.maps().get("lrp-magnitude")[i]) {
          assertTrue(value * logit >= 0, value + " of " + logit);
          sum += value;
        }
        assertEquals(logit, sum, 1e-4 * Math.abs(logit));
      }
    }
  }

  private LoadedClassifier network() throws IOException {
    Path file = folder.resolve("network.onnx");
    try (OnnxNetwork network =
        new CnnArchitecture(List.of(4, 8), 1).create(SIDE, SIDE, 3, 1, "cpu")) {
      OnnxWriter.write(
          network,
          new ModelDeclaration(List.of("a", "b", "c"), Preprocessing.simple(SIDE, SIDE)),
          file);
    }
    return Classifiers.load(file, "cpu");
  }

  private static Explanation explain(
      LoadedClassifier classifier, String method, float[] input, int[] targets) {
    return new Explainer(
            classifier,
            SaliencyMethods.select(List.of(method), List.of(), 1, ChannelReduction.SUM),
            ChannelReduction.SUM)
        .explain(input, targets.length, targets);
  }

  @Test
  void otherLayoutsAreLeftToTheProgram() throws IOException {
    Path plain = Files.createDirectories(folder.resolve("plain/zebra"));
    ImageIO.write(
        new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB),
        "png",
        plain.resolve("1.png").toFile());
    assertEquals("zebra/1", ImageSources.open(plain.getParent()).records().get(0).id());
  }

  @Test
  void listsWhatIsAddedAndRefusesInOneLine() throws IOException {
    assertTrue(SaliencyMethods.names().containsAll(List.of("contrast", "lrp-magnitude", "lrp-z")));
    String refused =
        complaint("--method", "contrast", "--segmenter", "colour:loud", "--out", "never");
    assertTrue(refused.contains("colour:loud is not a number from 0 to 1"), refused);
    String noLayers =
        complaint("--method", "lrp-magnitude", "--segmenter", "colour:0.5", "--out", "never");
    assertTrue(noLayers.contains("shows no layers"), noLayers);
  }

  @Test
  void aNameThatCannotBeLoadedIsOneLine() throws IOException {
    Files.writeString(
        folder.resolve("jar/META-INF/services").resolve(SegmenterProvider.class.getName()),
        "org.example.Missing");
    String refused = complaint("--segmenter", "grid:2x2", "--out", "never");
    assertTrue(refused.startsWith("sat: --segmenter: extension: "), refused);
  }

  private String complaint(String... more) throws IOException {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("explain", "--images", birds().toString(), "--model", linear().toString()));
    arguments.addAll(List.of(more));
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      assertEquals(2, Sat.run(arguments.toArray(String[]::new)));
    } finally {
      System.setErr(err);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().collect(Collectors.joining(" "));
  }

  @Test
  void quartilesAreNumPys() throws IOException {
    Path out = folder.resolve("grid");
    assertEquals(
        0,
        Sat.run(
            "explain",
            "--images",
            birds().toString(),
            "--model",
            linear().toString(),
            "--segmenter",
            "grid:1x2",
            "--method",
            "gradient",
            "--out",
            out.toString()));
    Path svg = folder.resolve("quartiles.svg");
    RankQuartiles.main(new String[] {out.toString(), "gradient", svg.toString()});
    assertTrue(Files.readString(svg).contains("r1c1 (6)"));
    List<SegmentAttribution> rows = SatCsv.read(out.resolve("sat.csv"));
    RankQuartiles first = RankQuartiles.of(rows).get(0);
    double[] ranks =
        rows.stream()
            .filter(row -> row.segment().equals(first.segment()))
            .mapToDouble(SegmentAttribution::rank)
            .sorted()
            .toArray();
    // six values: places 1.25, 2.5 and 3.75
    assertEquals(ranks[1] + 0.25 * (ranks[2] - ranks[1]), first.low(), 1e-12);
    assertEquals((ranks[2] + ranks[3]) / 2, first.median(), 1e-12);
  }
}
