package org.segmentattribution.segmentation.onnx.ground;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.RgbImage;

class PictureSidesTest {
  /** A picture of 500 by 375, whose shorter side becomes 512, so that the longer one is 682. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "size_divisor; MaskFormer; 704",
        "size_divisibility; MaskFormer; 704",
        "size_divisibility; ''; 672",
        "size_divisibility; Image; 672",
        "nothing; ''; 682"
      })
  void roundsAsTheProcessorDoes(String key, String type, int width) throws IOException {
    var typed =
        new ObjectMapper()
            .readTree(
                "{'image_processor_type': 'TYPEImageProcessor', 'size': {'shortest_edge': 512}, 'KEY': 32}"
                    .replace("KEY", key)
                    .replace("TYPE", type)
                    .replace('\'', '"'));
    PictureSides sides = PictureSides.of(ProcessorConfig.of(typed, "").keys(), -1, -1, 320);
    assertArrayEquals(new int[] {width, 512}, sides.of(RgbImage.black(500, 375)));
  }

  /** What processors of transformers 5.24 make of a picture of 256 by 384, in pixels. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Segformer; 'size': 80; 80; 80",
        "Detr; 'size': 80; 80; 120",
        "Detr; 'size': 80, 'max_size': 100; 67; 100",
        "Detr; 'size': {'max_height': 100, 'max_width': 150}; 66; 100",
        "Detr; 'do_pad': true; 800; 1200",
        "OneFormer; 'size': 80, 'max_size': 100; 80; 120",
        "OneFormer; 'size': {'shortest_edge': 96, 'longest_edge': 120}, 'size_divisor': 16; 80;"
            + " 120",
        "MaskFormer; 'size': {'height': 96, 'width': 144}; 160; 96",
        "MaskFormer; 'max_size': 300; 224; 320",
        "Mask2Former; 'size': {'shortest_edge': 96, 'longest_edge': 120}, 'size_divisor': 0; 80;"
            + " 120",
        "DPT; 'size': 96, 'keep_aspect_ratio': true, 'ensure_multiple_of': 32; 96; 128",
        "DPT; 'size': 100, 'ensure_multiple_of': 32; 96; 96",
        "Segformer; 'size': 96, 'keep_aspect_ratio': true, 'ensure_multiple_of': 32; 96; 96",
        "Segformer; 'size': 96, 'do_resize': null; 256; 384",
        "MobileNetV2; 'size': 80, 'do_center_crop': false; 80; 120",
        "Eomt; 'do_pad': false; 427; 640"
      })
  void readsWhatTheProcessorReads(String type, String keys, int width, int height)
      throws IOException {
    String named = "{'image_processor_type': '" + type + "ImageProcessor', " + keys + "}";
    var config = new ObjectMapper().readTree(named.replace('\'', '"'));
    PictureSides sides = PictureSides.of(ProcessorConfig.of(config, "").keys(), -1, -1, 320);
    assertArrayEquals(new int[] {width, height}, sides.of(RgbImage.black(256, 384)));
  }

  /** A file without the processor's name, and no file at all: the kind of the model says it. */
  @ParameterizedTest
  @CsvSource({"beit, 224, 224", "detr, 800, 1200", "oneformer, 800, 1200", "unknown, 320, 320"})
  void theModelSaysWhichProcessorItHas(String model, int width, int height) {
    ProcessorConfig read = ProcessorConfig.of(MissingNode.getInstance(), model);
    PictureSides sides = PictureSides.of(read.keys(), -1, -1, 320);
    assertArrayEquals(new int[] {width, height}, sides.of(RgbImage.black(256, 384)));
  }
}
