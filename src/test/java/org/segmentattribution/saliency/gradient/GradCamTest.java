package org.segmentattribution.saliency.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.saliency.Attribution;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.NamedMethod;
import org.segmentattribution.saliency.Networks;
import org.segmentattribution.saliency.SaliencyMethods;

/** Grad-CAM reads layers whatever the order of their axes. */
class GradCamTest {
  private static final String FOLDER = "saliency/layouts/";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "channels-last",
        "vit",
        "patches-averaged",
        "class-token",
        "class-token-fused",
        "two-tokens",
        "token-last",
        "windows",
        "windows-merged",
        "mixer",
        "flat-patches"
      })
  void agreesWithTheReference(String name) throws IOException {
    // slopes by finite differences of ONNX Runtime on the network cut at the layer to be chosen
    NpyFile expected = NpyFile.read(Fixtures.resource(FOLDER + name + ".map.npy"));
    Attribution map = explain(FOLDER + name + ".onnx", FOLDER + name + ".input.npy", "raw=true");
    assertEquals(expected.shape()[1], map.shape()[0]);
    assertEquals(expected.shape()[2], map.shape()[1]);
    double deviation = Fixtures.deviation(expected.values(), map.values(0));
    assertTrue(deviation < 2e-3, name + " differs by " + deviation);
  }

  @Test
  void channelsLastAndChannelsFirstAreOneMap() throws IOException {
    String input = "onnx/blocks/keras.input.npy";
    Attribution first = explain("onnx/blocks/keras@nchw.onnx", input, "raw=true");
    Attribution last = explain("onnx/blocks/keras@nhwc.onnx", input, "raw=true");
    assertEquals("[6, 6]", Arrays.toString(last.shape()));
    for (int image = 0; image < 3; image++) {
      double deviation = Fixtures.deviation(first.values(image), last.values(image));
      assertTrue(deviation < 1e-5, "image " + image + " differs by " + deviation);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "vit@11, 2, 2",
    "vit@13, 2, 2",
    "vit@14, 2, 2",
    "vit@17-raw, 2, 2",
    "attention@17, 4, 4",
    "attention@13-one, 4, 4",
    "convnext@13, 2, 2",
    "last-axis@13, 4, 4",
    "resnet@9, 6, 6",
    "vgg@13, 8, 8",
    "inception@11, 4, 4",
    "densenet@13, 4, 4"
  })
  void mapsHaveTheSizeOfThePlanes(String model, long height, long width) throws IOException {
    String stem = model.substring(0, model.indexOf('@'));
    String input = "onnx/blocks/" + stem + ".input.npy";
    Attribution map = explain("onnx/blocks/" + model + ".onnx", input, "raw=true");
    assertEquals(List.of(height, width), List.of(map.shape()[0], map.shape()[1]));
    double sum = 0;
    for (int image = 0; image < 3; image++) {
      for (float value : map.values(image)) {
        assertTrue(value >= 0 && Float.isFinite(value), "value " + value);
        sum += value;
      }
    }
    assertTrue(sum > 0, "nothing but zeros");
  }

  @Test
  void anyLayerOfPatchesCanBeChosen() throws IOException {
    String input = FOLDER + "vit.input.npy";
    for (String layer : List.of("/conv_proj/Conv", "/encoder/Add")) {
      Attribution map = explain(FOLDER + "vit.onnx", input, "raw=true", "layer=" + layer);
      assertEquals("[4, 4]", Arrays.toString(map.shape()), layer);
    }
    Attribution whole = explain(FOLDER + "vit.onnx", input);
    assertEquals("[16, 16]", Arrays.toString(whole.shape()));
  }

  @ParameterizedTest
  @CsvSource({
    "/encoder/ln/Add_1, comes after the last attention: its patches do not reach the logits",
    "/heads/head/Gemm, makes no planes over the image that can be read",
    "nosuch, is not a layer of test"
  })
  void whatCannotBeReadIsRefusedWithAChoice(String layer, String why) {
    String refusal =
        assertThrows(
                IllegalArgumentException.class,
                () -> explain(FOLDER + "vit.onnx", FOLDER + "vit.input.npy", "layer=" + layer))
            .getMessage();
    assertTrue(refusal.startsWith("grad-cam: layer=" + layer + " " + why), refusal);
    String choice =
        "; choose with param layer=NAME: /conv_proj/Conv, /Concat_2, /encoder/Add,"
            + " /encoder/layers/encoder_layer_0/ln_1/Add_1 or one of ";
    assertTrue(refusal.contains(choice), refusal);
  }

  private static Attribution explain(String model, String input, String... parameters)
      throws IOException {
    NpyFile images = NpyFile.read(Fixtures.resource(input));
    int[] shape = images.shape();
    int[] targets = new int[shape[0]];
    Arrays.fill(targets, Explainer.PREDICTED);
    try (LoadedClassifier classifier = Networks.classifier(model, shape[2], shape[3])) {
      List<NamedMethod> method =
          new ArrayList<>(
              SaliencyMethods.select(
                  List.of("grad-cam"), List.of(parameters), 1, ChannelReduction.SUM));
      return new Explainer(classifier, method, ChannelReduction.SUM)
          .attribute(images.values(), shape[0], targets, shape[0], false);
    }
  }
}
