package org.segmentattribution.cli.flag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.cli.Called;
import org.segmentattribution.cli.Sat;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.torchscript.ChangedScript;
import org.segmentattribution.model.torchscript.JavaProcess;

/** Models without a JSON beside them, and flags that win over one. */
class ModelFlagsTest {
  private static final List<String> DECLARED =
      List.of("--classes", "cat,dog,horse,zebra", "--input-size", "40x48");

  @TempDir static Path folder;
  private static Path model;

  @BeforeAll
  static void makeData() throws IOException {
    SceneWriter.write(folder.resolve("scenes"), new SceneGenerator(48, 1), 2, 1, () -> {});
    model = folder.resolve("script.pt");
    Files.copy(Fixtures.resource("weights/script.pt"), model);
  }

  private static String explain(int code, Path classifier, String out, List<String> more) {
    List<String> args =
        new ArrayList<>(
            List.of("explain", "--images", folder.resolve("scenes/images").toString(), "--model"));
    args.addAll(List.of(classifier.toString(), "--segmenter", "grid:2x2"));
    args.addAll(List.of("--out", folder.resolve(out).toString()));
    if (classifier.toString().endsWith(".pt")) {
      args.add("--trust-model");
    }
    args.addAll(more);
    return Called.sat(args.toArray()).ended(code).err();
  }

  private static String complaint(Path classifier, String... more) {
    String err = explain(2, classifier, "none", List.of(more));
    List<String> lines = err.lines().filter(line -> line.startsWith("sat: ")).toList();
    assertEquals(1, lines.size(), err);
    return lines.get(0);
  }

  private static List<String> with(String... more) {
    List<String> all = new ArrayList<>(DECLARED);
    all.addAll(Arrays.asList(more));
    return all;
  }

  @Test
  void flagsDeclareAModel() throws IOException {
    explain(0, model, "flags", with("--method", "gradient", "--mean", "0.5,0.5,0.5"));
    Path config = folder.resolve("model.conf");
    Path names = Files.writeString(folder.resolve("names.txt"), "cat\ndog\nhorse\nzebra\n");
    Files.writeString(
        config,
        "classes = \""
            + names
            + "\"\ninput-size = 40x48\nmean = [0.5, 0.5, 0.5]\nmethod = [gradient]\n");
    explain(0, model, "config", List.of("--config", config.toString()));
    assertEquals(
        Files.readString(folder.resolve("flags/sat.csv")),
        Files.readString(folder.resolve("config/sat.csv")));
  }

  @Test
  void aFlagWinsOverTheJson() throws IOException {
    Path beside = folder.resolve("beside.pt");
    Files.copy(model, beside);
    Files.writeString(
        folder.resolve("beside.pt.json"),
        "{\"classes\": [\"cat\", \"dog\", \"horse\", \"zebra\"],"
            + " \"input\": {\"size\": [40, 48], \"std\": [2, 2, 2]}}");
    explain(0, beside, "json", List.of("--method", "gradient"));
    explain(0, beside, "std", List.of("--method", "gradient", "--std", "1,1,1"));
    explain(0, model, "same", with("--method", "gradient"));
    String std = Files.readString(folder.resolve("std/sat.csv")).replace("beside", "script");
    String json = Files.readString(folder.resolve("json/sat.csv")).replace("beside", "script");
    assertEquals(Files.readString(folder.resolve("same/sat.csv")), std);
    assertTrue(!json.equals(std));
  }

  @Test
  void wrongFlagsAreNamed() {
    String[] declared = DECLARED.toArray(String[]::new);
    assertSays(complaint(model), "--model: ", "script.pt.json: no such file", "--classes");
    assertSays(complaint(model, with("--mean", "1,2").toArray(String[]::new)), "--mean takes 3");
    assertSays(complaint(model, with("--std", "1,x,2").toArray(String[]::new)), "--std");
    assertSays(complaint(model, with("--std", "1,0,2").toArray(String[]::new)), "input.std");
    assertSays(complaint(model, with("--resize", "8").toArray(String[]::new)), "input.resize 8");
    assertSays(complaint(model, "--classes", "a,b", "--input-size", "9"), "--input-size 9");
    assertSays(
        complaint(model, "--classes", "a,b", "--input-size", "40x48"), "2 names", "4 outputs");
    assertSays(complaint(model, "--classes", "none.txt", "--input-size", "40x48"), "none.txt");
    assertSays(
        complaint(model, with("--channel-order", "GRB").toArray(String[]::new)), "RGB, BGR, grey");
    assertSays(complaint(model, with("--arch", "vgg16").toArray(String[]::new)), "--arch goes");
    assertSays(
        complaint(model, with("--method", "lrp-z").toArray(String[]::new)),
        "--method",
        "torch.onnx.export(torch.jit.load(");
  }

  @Test
  void wrongFilesAreNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("text.safetensors"), "no tensors at all");
    assertSays(
        complaint(text, with("--arch", "vgg16").toArray(String[]::new)), "not a safetensors file");
    Path pickle = folder.resolve("net.pth");
    Files.copy(Fixtures.resource("weights/pickled.pt"), pickle);
    assertSays(complaint(pickle), "weights_only=True");
  }

  @Test
  void trustIsGivenOnTheCommandLineAlone() throws Exception {
    Path loop = folder.resolve("loop.pt");
    ChangedScript.write(loop, "_9 = True", "while _9:", "  input = torch.neg(input)");
    List<String> call =
        List.of(
            "explain",
            "--images",
            folder.resolve("scenes/images").toString(),
            "--model",
            loop.toString(),
            "--classes",
            "cat,dog,horse,zebra",
            "--input-size",
            "40x48",
            "--segmenter",
            "grid:2x2",
            "--method",
            "gradient",
            "--out",
            folder.resolve("loop").toString());
    Path config = Files.writeString(folder.resolve("trust.conf"), "trust-model = true\n");
    List<String> configured = new ArrayList<>(call);
    configured.addAll(List.of("--config", config.toString()));
    assertSays(Called.sat(configured.toArray()).ended(2).err(), "trust-model", "command line");
    assertSays(Called.sat(call.toArray()).ended(2).err(), "--trust-model", "run no code");
    List<String> trusting = new ArrayList<>(call);
    trusting.addAll(List.of("--model-seconds", "2", "--trust-model"));
    Process process =
        JavaProcess.of(Sat.class, List.of("-Xmx512m"), trusting)
            .redirectError(ProcessBuilder.Redirect.PIPE)
            .start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, process.waitFor(), err);
    assertSays(err, "sat: " + loop + ": a pass takes longer than 2.0 s", "--model-seconds");
  }

  private static void assertSays(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }
}
