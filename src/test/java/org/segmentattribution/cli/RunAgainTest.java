package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.image.ChannelOrder;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.DeclarationFile;
import org.segmentattribution.model.DeclarationJson;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.write.OnnxWriter;
import org.segmentattribution.model.torchscript.JavaProcess;
import org.segmentattribution.model.training.CnnArchitecture;

/** {@code sat explain} called again after what it depends on has changed, or it was killed. */
class RunAgainTest {
  @TempDir Path folder;
  private Path images;
  private Path model;
  private Path out;

  @BeforeEach
  void makeDataAndModel() throws IOException {
    SceneWriter.write(folder, new SceneGenerator(48, 1), 3, 1, () -> {});
    images = folder.resolve("images/train");
    model = folder.resolve("model.onnx");
    out = folder.resolve("run");
    try (OnnxNetwork network = new CnnArchitecture(List.of(4, 8), 2).create(48, 48, 2, 1, "cpu")) {
      OnnxWriter.write(
          network,
          new ModelDeclaration(List.of("horse", "zebra"), Preprocessing.simple(48, 48)),
          model);
    }
  }

  private String explain(int code, String... more) {
    return call(more).ended(code).err();
  }

  private Called call(String... more) {
    return Called.sat(arguments(more).toArray());
  }

  private List<String> arguments(String... more) {
    List<String> args = new ArrayList<>(List.of("explain", "--images", images.toString()));
    args.addAll(List.of("--model", model.toString(), "--segmenter", "grid:2x2", "--batch", "2"));
    args.addAll(List.of("--out", out.toString()));
    args.addAll(List.of(more));
    return args;
  }

  private long rowsOf(String id) throws IOException {
    return Files.readAllLines(out.resolve("sat.csv")).stream()
        .filter(row -> row.startsWith(id + ","))
        .count();
  }

  @Test
  void anotherPreprocessingIsAnotherRun() throws IOException {
    explain(0);
    Path json = ModelDeclaration.fileOf(model);
    ModelDeclaration before = DeclarationFile.beside(model);
    Files.writeString(json, Files.readString(json) + "\n");
    explain(0);
    float[] mean = {0.4f, 0.4f, 0.4f};
    Preprocessing darker =
        new Preprocessing(48, 48, 0, 0, 1, mean, before.input().scaling().std(), ChannelOrder.RGB);
    Files.writeString(json, DeclarationJson.write(new ModelDeclaration(before.classes(), darker)));
    String message = explain(2);
    assertTrue(message.contains("another configuration: content of declaration was "), message);
  }

  @Test
  void anotherBaselineIsAnotherRun() throws IOException {
    Path baseline = folder.resolve("baseline.npy");
    float[] zeros = new float[3 * 48 * 48];
    new NpyFile(new int[] {3, 48, 48}, zeros).write(baseline);
    String[] call = {
      "--method", "integrated-gradients", "--param", "steps=2", "--param", "baseline=" + baseline
    };
    explain(0, call);
    zeros[0] = 1;
    new NpyFile(new int[] {3, 48, 48}, zeros).write(baseline);
    String message = explain(2, call);
    assertTrue(message.contains("content of " + baseline), message);
  }

  @Test
  void aNeighbourThatChangesAnIdLosesNoRow() throws IOException {
    explain(0);
    assertEquals(4, rowsOf("horse/0001"));
    Path png = images.resolve("horse/0001.png");
    Path jpg = images.resolve("horse/0001.jpg");
    Files.copy(png, jpg);
    explain(0);
    assertEquals(4, rowsOf("horse/0001.png"));
    assertEquals(4, rowsOf("horse/0001.jpg"));
    Files.delete(jpg);
    explain(0);
    assertEquals(4, rowsOf("horse/0001"));
  }

  /** Alone in a pass, networks round otherwise: in the dense layer already. */
  @Test
  void rowsHaveTheSameBytesWhateverIsExplainedBesideThem() throws IOException {
    String[] methods = {"--method", "lrp-z,gradient,smoothgrad"};
    explain(0, methods);
    Files.copy(
        images.resolve("horse/0002.png"),
        images.resolve("zebra/0001.png"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(images.resolve("horse/0001.png"), "no picture");
    explain(3, methods);
    List<String> changed = Files.readAllLines(out.resolve("sat.csv"));
    out = folder.resolve("fresh");
    explain(3, methods);
    List<String> fresh = Files.readAllLines(out.resolve("sat.csv"));
    assertEquals(fresh, changed);
    Set<String> rows = new HashSet<>(fresh);
    for (int part = 1; part <= 5; part++) {
      out = folder.resolve("part-" + part);
      call("--method", methods[1], "--shard", part + "/5");
      rows.removeAll(Files.readAllLines(out.resolve("sat.csv")));
    }
    assertEquals(Set.of(), rows);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @Timeout(300)
  void aRunThatIsKilledAtAnyPointEndsWithTheSameBytes() throws Exception {
    SceneWriter.write(folder, new SceneGenerator(48, 1), 12, 1, () -> {});
    explain(0);
    Path whole = out;
    out = folder.resolve("killed");
    for (int chunks = 3; chunks <= 9; chunks += 3) {
      killAfter(chunks);
      Path table = out.resolve("sat.csv");
      assertTrue(!Files.exists(table) || Files.mismatch(whole.resolve("sat.csv"), table) == -1);
    }
    explain(0);
    assertEquals(RunFiles.hashes(whole), RunFiles.hashes(out));
  }

  /** Ends a process, as by {@code kill -9}, when so many of its chunks are there. */
  private void killAfter(int chunks) throws Exception {
    Process process =
        JavaProcess.of(Sat.class, List.of(), arguments())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (process.isAlive() && chunks() < chunks) {
      Thread.sleep(1);
    }
    process.destroyForcibly();
    assertEquals(128 + 9, process.waitFor(), "killed before it ended");
  }

  private long chunks() throws IOException {
    Path parts = out.resolve("parts");
    if (!Files.isDirectory(parts)) {
      return 0;
    }
    try (Stream<Path> chunks = Files.list(parts)) {
      return chunks.count();
    }
  }

  @Test
  void whatAKilledCallHasLeftDoesNoHarm() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("run.json.tmp"), "{");
    explain(0);
    Files.createDirectories(out.resolve("parts/0"));
    Files.createDirectories(out.resolve("parts.tmp/1"));
    explain(0);
    assertFalse(Files.exists(out.resolve("parts")) || Files.exists(out.resolve("parts.tmp")));
  }
}
