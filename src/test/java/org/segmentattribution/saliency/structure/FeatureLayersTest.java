package org.segmentattribution.saliency.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.saliency.Networks;

/**
 * The planes of all networks among the fixtures, as they were found by running each network with
 * the place of every value beside it: in {@code feature-layers.txt} a network a line, with the
 * number of its layers that make planes, the number of those cut off, and a hash of all.
 */
class FeatureLayersTest {
  @TestFactory
  Stream<DynamicTest> planesAreThoseOfAFullRun() throws IOException {
    List<String> lines = Files.readAllLines(Fixtures.resource("feature-layers.txt"));
    return lines.stream()
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line.split(" ")[0], () -> assertEquals(line, of(line.split(" ")[0]))));
  }

  private static String of(String model) throws IOException {
    Path file = Fixtures.resource(model + ".onnx");
    String input = file.getFileName().toString().replaceFirst("@.*", ".input.npy");
    int[] shape = NpyFile.read(file.resolveSibling(input)).shape();
    try (LoadedClassifier classifier = Networks.classifier(model + ".onnx", shape[2], shape[3])) {
      FeatureLayers found = new ExaminedNetwork(classifier).features();
      return model + " " + text(found.layers(), found.cutOff());
    }
  }

  private static String text(List<FeaturePlanes> layers, List<String> cutOff) throws IOException {
    String all =
        layers.stream()
            .map(
                planes ->
                    planes.step()
                        + Arrays.toString(planes.axes())
                        + planes.height()
                        + "x"
                        + planes.width()
                        + " "
                        + planes.along()
                        + Arrays.toString(planes.order()))
            .collect(Collectors.joining("\n"));
    String hash = new Sha256().add(all + "\n" + String.join("\n", cutOff)).hex();
    return layers.size() + " " + cutOff.size() + " " + hash.substring(0, 16);
  }
}
