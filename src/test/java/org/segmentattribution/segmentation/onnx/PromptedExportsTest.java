package org.segmentattribution.segmentation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.segmentation.onnx.box.BoxModel;
import org.segmentattribution.segmentation.onnx.box.GroundingDino;
import org.segmentattribution.segmentation.onnx.box.OwlBoxes;
import org.segmentattribution.segmentation.onnx.ground.Box;
import org.segmentattribution.segmentation.onnx.ground.Instance;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;
import org.segmentattribution.segmentation.onnx.text.ClipSeg;

/**
 * Exports of prompted models by the public tools against what Python's processors and models find
 * ({@code scripts/segmenter_exports}). The property {@code sat.exports} adds a folder of exports,
 * {@code sat.exports.photographs} names their photographs.
 */
class PromptedExportsTest {
  private static final Path OWN = Path.of("src/test/resources/exports/prompted");

  static Stream<Path> exports() throws IOException {
    String more = System.getProperty("sat.exports");
    List<Path> all = new ArrayList<>();
    for (Path folder : more == null ? List.of(OWN) : List.of(Path.of(more))) {
      try (Stream<Path> folders = Files.list(folder)) {
        folders.filter(f -> Files.exists(f.resolve("expected.json"))).sorted().forEach(all::add);
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("exports")
  void findsWhatPythonFinds(Path folder) throws IOException {
    JsonNode expected = new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
    List<WantedSegment> wanted = new ArrayList<>();
    double threshold = expected.path("threshold").asDouble();
    expected.path("prompts").forEach(p -> wanted.add(new WantedSegment(p.asText(), -1, threshold)));
    Path photographs =
        Path.of(
            System.getProperty(
                "sat.exports.photographs", OWN.resolve("../photographs").toString()));
    Worst worst = new Worst();
    try (ModelFolder files = ModelFolder.of(folder, "cpu")) {
      OnnxGraph graph = files.named().get(0);
      OnnxContract contract = OnnxContract.of(graph);
      ClipSeg masks = contract == OnnxContract.CLIPSEG ? new ClipSeg(graph, files) : null;
      BoxModel boxes =
          switch (contract) {
            case OWL -> new OwlBoxes(graph, files);
            case GROUNDING_DINO -> new GroundingDino(graph, files);
            default -> null;
          };
      for (Map.Entry<String, JsonNode> one : expected.path("photographs").properties()) {
        RgbImage image = new ImageDecoder().decode(photographs.resolve(one.getKey()));
        if (masks != null) {
          worst.masks(one.getValue(), masks.find(image, wanted));
        } else {
          worst.boxes(one.getValue(), boxes.boxes(image, wanted), wanted);
        }
      }
    }
    System.out.println(folder.getFileName() + ": " + worst);
    worst.check(threshold);
  }

  /** The largest differences so far. */
  private static final class Worst {
    private double overlap = 1;
    private double score;
    private double pixels;
    private int found;
    private final List<Double> unmatched = new ArrayList<>();

    void masks(JsonNode expected, List<Instance> found) {
      assertEquals(expected.size(), found.size());
      for (int i = 0; i < found.size(); i++) {
        Mask own = found.get(i).mask();
        Mask wanted = mask(expected.path(i).path("runs"), own.width(), own.height());
        int all = own.union(wanted).area();
        double same = all == 0 ? 1 : (double) (own.area() + wanted.area() - all) / all;
        overlap = Math.min(overlap, same);
        score =
            Math.max(
                score, Math.abs(expected.path(i).path("score").asDouble() - found.get(i).score()));
        this.found++;
      }
    }

    void boxes(JsonNode expected, List<Box> found, List<WantedSegment> wanted) {
      List<Box> left = new ArrayList<>(found);
      for (JsonNode one : expected) {
        JsonNode at = one.path("box");
        Box near =
            left.stream()
                .filter(b -> wanted.get(b.wanted()).text().equals(one.path("name").asText()))
                .min(
                    Comparator.comparingDouble(
                        b -> apart(b, at) + Math.abs(b.score() - one.path("score").asDouble())))
                .orElse(null);
        if (near == null || apart(near, at) > 1) {
          unmatched.add(one.path("score").asDouble());
          continue;
        }
        left.remove(near);
        pixels = Math.max(pixels, apart(near, at));
        score = Math.max(score, Math.abs(near.score() - one.path("score").asDouble()));
        this.found++;
      }
      left.forEach(box -> unmatched.add(box.score()));
    }

    private static double apart(Box box, JsonNode at) {
      double[] own = {box.left(), box.top(), box.right(), box.bottom()};
      double most = 0;
      for (int i = 0; i < 4; i++) {
        most = Math.max(most, Math.abs(own[i] - at.path(i).asDouble()));
      }
      return most;
    }

    private static Mask mask(JsonNode runs, int width, int height) {
      Mask.Builder mask = new Mask.Builder(width, height);
      List<int[]> inside = new ArrayList<>();
      int at = 0;
      for (int i = 0; i < runs.size(); i++) {
        for (int k = 0; k < runs.path(i).asInt(); k++, at++) {
          if (i % 2 == 1) {
            inside.add(new int[] {at / height, at % height});
          }
        }
      }
      inside.sort(Comparator.<int[]>comparingInt(p -> p[1]).thenComparingInt(p -> p[0]));
      inside.forEach(p -> mask.add(p[0], p[1]));
      return mask.build();
    }

    void check(double threshold) {
      assertTrue(found > 0, "compares nothing");
      assertTrue(overlap >= 0.99, toString());
      assertTrue(score <= 1e-4, toString());
      // a score at the threshold may be on either side
      assertTrue(unmatched.stream().allMatch(s -> Math.abs(s - threshold) <= 1e-4), toString());
    }

    @Override
    public String toString() {
      return "%d finds, IoU %.5f, score %.2e, pixels %.3f, unmatched %s"
          .formatted(found, overlap, score, pixels, unmatched);
    }
  }
}
