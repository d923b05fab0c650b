package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.model.Fixtures;

/** {@code --self-check}, and networks that take grey pictures, from the command line. */
class SelfCheckCommandsTest {
  private static final String INPUTS = "onnx/inputs/";

  @TempDir static Path folder;
  private static Path images;
  private static Path grey;

  @BeforeAll
  static void makeData() throws IOException {
    SceneWriter.write(folder.resolve("scenes"), new SceneGenerator(48, 1), 2, 1, () -> {});
    images = folder.resolve("scenes/images");
    grey = folder.resolve("grey.onnx");
    Files.copy(Fixtures.resource(INPUTS + "grey.onnx"), grey);
    Files.writeString(
        folder.resolve("grey.onnx.json"),
        "{\"classes\": [\"horse\", \"zebra\", \"cow\"], \"input\": {\"size\": [24, 24],"
            + " \"channels\": \"grey\", \"mean\": [0.5], \"std\": [0.25]}}");
  }

  private static Called explain(Path model, String out, Object... more) {
    Object[] args = {
      "explain",
      "--images",
      images,
      "--model",
      model,
      "--segmenter",
      "grid:2x2",
      "--out",
      folder.resolve(out),
      "--method",
      "gradient,lrp-z,deep-taylor-bounded,occlusion",
      "--config",
      config(more)
    };
    return Called.sat(args);
  }

  /** Flags as a file of settings, whose keys are the flags' names. */
  private static Path config(Object... flags) {
    try {
      Path file = Files.createTempFile(folder, "flags", ".conf");
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < flags.length; i += 2) {
        text.append(flags[i]).append(" = ").append(flags[i + 1]).append('\n');
      }
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode manifest(String run) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(run).resolve("run.json").toFile());
  }

  /** A reading of the file that another program does not have: of another version. */
  private static Path unreadable(String name) throws IOException {
    Path file = folder.resolve(name);
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(grey));
    Files.write(file, model.toBuilder().setIrVersion(99).build().toByteArray());
    Files.copy(folder.resolve("grey.onnx.json"), folder.resolve(name + ".json"));
    return file;
  }

  @Test
  void aRunSaysHowItsClassifierCompared() throws IOException {
    explain(grey, "run").ended(0);
    JsonNode check = manifest("run").path("self_check");
    assertTrue(check.path("checked").booleanValue());
    assertEquals(3, check.path("images").intValue());
    assertTrue(check.path("of_peak").doubleValue() < 1e-5);
    assertTrue(check.path("peak").doubleValue() > 0);
    assertTrue(check.path("onnxruntime").textValue().startsWith("1."));
    String before = Files.readString(folder.resolve("run/run.json"));
    // a finished run needs nothing: neither a check, nor to say that there was none
    explain(grey, "run", "self-check", "off").ended(0);
    assertEquals(before, Files.readString(folder.resolve("run/run.json")));
    // two methods that need the model's range, and one that needs its baseline, have all rows
    assertEquals(1 + 6 * 4 * 4, Files.readAllLines(folder.resolve("run/sat.csv")).size());
  }

  @Test
  void itCanBeSwitchedOff() throws IOException {
    explain(grey, "off", "self-check", "off").ended(0);
    JsonNode check = manifest("off").path("self_check");
    assertFalse(check.path("checked").booleanValue());
    assertEquals("self-check off", check.path("reason").textValue());
    String said = explain(grey, "none", "self-check", "maybe").ended(2).err();
    assertTrue(said.contains("--self-check maybe: on or off"), said);
  }

  @Test
  void aFileThatOnnxRuntimeCannotRunIsSaidAndExplained() throws IOException {
    explain(unreadable("new.onnx"), "new").ended(0);
    JsonNode check = manifest("new").path("self_check");
    assertFalse(check.path("checked").booleanValue());
    assertTrue(check.path("reason").textValue().contains("Unsupported model IR version"));
  }

  @Test
  void theDoctorShowsIt() throws IOException {
    String out = Called.sat("doctor", "--model", grey).ended(0).out();
    assertTrue(out.contains("1 x 24 x 24, grey"), out);
    assertTrue(out.contains("3: horse, zebra, cow"), out);
    assertTrue(out.contains("3 inputs: logits differ from those of ONNX Runtime 1."), out);
    Path bare = Fixtures.resource(INPUTS + "bytes-last.onnx");
    out = Called.sat("doctor", "--model", bare).ended(0).out();
    assertTrue(out.contains("3 x 24 x 24, preprocessing not declared"), out);
    out =
        Called.sat(
                "doctor",
                "--model",
                bare,
                "--input",
                Fixtures.resource(INPUTS + "bytes-last.input.npy"))
            .ended(0)
            .out();
    assertTrue(out.contains("2 inputs: logits differ"), out);
    out = Called.sat("doctor", "--model", unreadable("doctor.onnx")).ended(0).out();
    assertTrue(out.contains("not made: ONNX Runtime cannot run the file"), out);
    Path open = Fixtures.resource(INPUTS + "open-last.onnx");
    String err = Called.sat("doctor", "--model", open).ended(2).err();
    assertTrue(err.contains("does not say which size its input has"), err);
  }

  @Test
  void aGreyPictureIsTakenByANetworkOfOneChannel() throws IOException {
    Path out = folder.resolve("map.npy");
    Called called =
        Called.sat(
            "saliency",
            "--model",
            Fixtures.resource(INPUTS + "one-channel.onnx"),
            "--input",
            Fixtures.resource(INPUTS + "one-channel.png"),
            "--classes",
            "a,b,c,d,e",
            "--input-size",
            "16x16",
            "--method",
            "gradient",
            "--out",
            out);
    assertTrue(called.ended(0).out().startsWith("gradient of c (2), logit 0.939 "), called.out());
    float[] expected =
        NpyFile.read(Fixtures.resource(INPUTS + "one-channel.gradient.npy")).values();
    float[] found = NpyFile.read(out).values();
    assertTrue(Fixtures.deviation(expected, found) < 1e-5);
  }

  @Test
  void flagsDeclareTheInput() throws IOException {
    Path model = folder.resolve("flags.onnx");
    Files.copy(Fixtures.resource(INPUTS + "grey.onnx"), model);
    Path picture = Fixtures.resource(INPUTS + "picture.png");
    String common = "saliency --method gradient --classes a,b,c --input-size 24x24 --mean 0.4";
    Called called =
        Called.sat(
            (Object[])
                (common
                        + " --std 0.2 --interpolation bicubic --crop-fraction 0.888"
                        + " --channel-order grey --input-layout NCHW --input-type float --model "
                        + model
                        + " --input "
                        + picture
                        + " --out "
                        + folder.resolve("flags.png"))
                    .split(" "));
    float[] logits = NpyFile.read(Fixtures.resource(INPUTS + "grey.picture.npy")).values();
    float largest = Math.max(logits[0], Math.max(logits[1], logits[2]));
    String shown = called.ended(0).out().replaceAll("(?s).*logit (\\S+) .*", "$1");
    assertEquals(largest, Float.parseFloat(shown.replace('−', '-')), 0.005 * Math.abs(largest));
  }

  @Test
  void bytesAreWholeNumbers() {
    String err =
        Called.sat(
                "saliency",
                "--model",
                Fixtures.resource(INPUTS + "bytes-last.onnx"),
                "--input",
                Fixtures.resource(INPUTS + "open-last.input.npy"),
                "--out",
                folder.resolve("none.npy"))
            .ended(2)
            .err();
    assertTrue(err.contains("the model takes uint8, whole numbers from 0 to 255"), err);
  }
}
