package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.write.OnnxWriter;
import org.segmentattribution.model.training.CnnArchitecture;
import org.segmentattribution.segmentation.PromptFile;

/** Everything that {@code --images} names is used, failed or listed in {@code inputs.csv}. */
class InputAccountTest {
  private static final String HEADER = "kind,path,used,reason";

  @TempDir Path folder;
  private Path images;
  private Path model;

  @BeforeEach
  void makeDataAndModel() throws IOException {
    SceneWriter.write(folder.resolve("scenes"), new SceneGenerator(48, 1), 3, 2, () -> {});
    images = folder.resolve("scenes/images");
    model = folder.resolve("model.onnx");
    try (OnnxNetwork network = new CnnArchitecture(List.of(4, 8), 2).create(48, 48, 2, 1, "cpu")) {
      ModelDeclaration declared =
          new ModelDeclaration(List.of("horse", "zebra"), Preprocessing.simple(48, 48));
      OnnxWriter.write(network, declared, model);
    }
  }

  private Called explain(String out, Object... more) {
    return explainBy("grid:2x2", out, more);
  }

  private Called explainBy(String segmenter, String out, Object... more) {
    Path run = folder.resolve(out);
    Stream<Object> basic =
        Stream.of("explain", "--images", images, "--model", model, "--segmenter", segmenter);
    Stream<Object> rest = Stream.of("--method", "gradient", "--out", run);
    return Called.sat(Stream.of(basic, rest, Stream.of(more)).flatMap(part -> part).toArray());
  }

  private JsonNode counts(String out) throws IOException {
    JsonNode inputs =
        new ObjectMapper()
            .readTree(folder.resolve(out).resolve("run.json").toFile())
            .path("summary")
            .path("inputs");
    assertEquals(
        inputs.path("files").asInt(),
        inputs.path("images").asInt()
            + inputs.path("failed").asInt()
            + inputs.path("unused").asInt());
    int reasons = 0;
    for (JsonNode count : inputs.path("reasons")) {
      reasons += count.asInt();
    }
    assertEquals(inputs.path("unused").asInt(), reasons);
    return inputs;
  }

  private List<String> lines(String out) throws IOException {
    return Files.readAllLines(folder.resolve(out).resolve("inputs.csv"));
  }

  @Test
  void nothingNoteworthyIsAHeaderAlone() throws IOException {
    Called called = explain("plain").ended(0);
    assertTrue(
        called.out().contains("10 files below " + images + ": 10 photographs\n"), called.out());
    assertEquals(List.of(HEADER), lines("plain"));
    assertEquals(10, counts("plain").path("images").asInt());
  }

  @Test
  void everyFileIsCountedOnceAndTheSameAgain() throws IOException {
    Files.writeString(images.resolve("train/zebra/notes.txt"), "x");
    Files.writeString(images.resolve("train/zebra/0000-cut.png"), "x");
    Files.writeString(images.resolve("Thumbs.db"), "x");
    Files.writeString(folder.resolve("exclude.txt"), "\uFEFFtest/horse/0001\nnope.png\n");
    Object[] flags = {
      "--split", "train", "--limit", "2", "--exclude", folder.resolve("exclude.txt")
    };
    Called called = explain("run", flags).ended(3);
    String counted =
        "13 files below "
            + images
            + ": 3 photographs, 1 could not be used (failures.csv), 9 no photographs or left out"
            + " (inputs.csv): 3 left out by --limit, 3 left out by --split, 2 no picture, 1 left out"
            + " by --exclude\n"
            + "inputs.csv also has what was assumed or did not fit: 1 lines of --exclude\n";
    assertTrue(called.out().contains(counted), called.out());
    assertEquals(13, counts("run").path("files").asInt());
    List<String> lines = lines("run");
    assertEquals(11, lines.size());
    assertTrue(lines.contains("file,train/zebra/notes.txt,false,no picture: .txt"), lines + "");
    assertTrue(lines.contains("file,test/horse/0001.png,false,left out by exclude"), lines + "");
    assertTrue(
        lines.contains("exclude,exclude.txt:2,false,no image is called 'nope.png' (exclude)"));
    byte[] before = Files.readAllBytes(folder.resolve("run/inputs.csv"));
    assertTrue(explain("run", flags).ended(3).out().contains(counted));
    assertArrayEquals(before, Files.readAllBytes(folder.resolve("run/inputs.csv")));
  }

  /** A finished run has no file that it did not see. */
  @Test
  void aFinishedRunTakesUpWhatIsNew() throws IOException {
    explain("again").ended(0);
    Files.writeString(images.resolve("train/zebra/notes.txt"), "x");
    assertTrue(explain("again").ended(0).out().contains("11 files below"));
    assertEquals(
        List.of(HEADER, "file,train/zebra/notes.txt,false,no picture: .txt"), lines("again"));
    assertEquals(11, counts("again").path("files").asInt());
  }

  @Test
  void listsAreCountedByLines() throws IOException {
    Path list = images.resolve("list.csv");
    Files.writeString(
        list, "file_name,label\ntrain/zebra/0001.png,zebra\n./train/zebra/0001.png,zebra\n");
    images = list;
    Called called = explain("listed").ended(0);
    assertTrue(called.out().contains("2 lines in " + list + ": 1 photograph, 1 no"), called.out());
    assertEquals("line", counts("listed").path("unit").asText());
    assertEquals(
        List.of(
            HEADER,
            "line,list.csv:1,true,the column 'file_name' is taken for path",
            "line,list.csv:3,false,\"listed twice: ./train/zebra/0001.png is the file of line 2,"
                + " train/zebra/0001.png\""),
        lines("listed"));
  }

  @Test
  void companionsAreRefusedSkippedOrUsed() throws IOException {
    Path horse = images.resolve("train/horse");
    Files.copy(horse.resolve("0001.png"), horse.resolve("0001_mask.png"));
    String refused = explain("refused").ended(2).err();
    assertTrue(
        refused.contains(
            "--images: train/horse/0001_mask.png seems to be a mask or map of"
                + " train/horse/0001.png, no photograph; move such files elsewhere, or say"
                + " --companions skip (they are left out) or --companions use (they are"
                + " photographs)"),
        refused);
    explain("skipped", "--companions", "skip").ended(0);
    assertEquals(
        List.of(
            HEADER,
            "file,train/horse/0001_mask.png,false,seems to be a mask or map of another:"
                + " train/horse/0001.png"),
        lines("skipped"));
    explain("used", "--companions", "use").ended(0);
    assertEquals(11, counts("used").path("images").asInt());
    assertTrue(
        explain("never", "--companions", "x").ended(2).err().contains("refuse, skip or use"));
  }

  @Test
  void segmentAndClassRunsCountToo() throws IOException {
    Files.writeString(images.resolve("train/zebra/notes.txt"), "x");
    Called segmented =
        Called.sat(
                "segment",
                "--images",
                images,
                "--segmenter",
                "grid:1x1",
                "--class",
                "zebra",
                "--out",
                folder.resolve("masks"))
            .ended(0);
    String counted =
        "11 files below "
            + images
            + ": 5 photographs, 6 no photographs or left out (inputs.csv): 5 left out by --class, 1"
            + " no picture\n";
    assertTrue(segmented.out().contains(counted), segmented.out());
    assertEquals(5, counts("masks").path("images").asInt());
    Called classes =
        Called.sat(
                "experiment",
                "imagenet",
                "--images",
                images,
                "--model",
                model,
                "--class",
                "zebra",
                "--class",
                "horse",
                "--segmenter",
                "grid:2x2",
                "--method",
                "gradient",
                "--limit",
                "4",
                "--out",
                folder.resolve("classes"))
            .ended(0);
    assertTrue(classes.out().contains("8 photographs, 3 no photographs"), classes.out());
    assertEquals(2, counts("classes").path("reasons").path("left out by limit").asInt());
    assertEquals(4, lines("classes").size());
    assertEquals(1 + 1 + 5 + 1, lines("classes/zebra").size());
  }

  @Test
  void pagesAndFramesThatNobodySeesAreSaid() throws IOException {
    Path formats = Path.of("src/test/resources/formats");
    for (String name : List.of("frames.gif", "frames.webp", "pages.tif", "rgb.bmp")) {
      String apart = name.replace('.', '-') + name.substring(name.indexOf('.'));
      Files.copy(formats.resolve(name), images.resolve("train/zebra").resolve(apart));
    }
    Called called = explain("pages").ended(0);
    assertTrue(called.out().contains("3 pictures of several frames or pages"), called.out());
    assertTrue(
        lines("pages")
            .contains(
                "picture,train/zebra/frames-gif.gif,true,the first picture of several: an animated"
                    + " GIF"));
    assertEquals(14, counts("pages").path("images").asInt());
  }

  /** Notepad and PowerShell write one at the start of every file. */
  @Test
  void byteOrderMarksCostNothing() throws IOException {
    Files.writeString(
        ModelDeclaration.fileOf(model),
        "\uFEFF" + Files.readString(ModelDeclaration.fileOf(model)));
    explain("declared").ended(0);
    Path classes = folder.resolve("classes.txt");
    Files.write(classes, "\uFEFFhorse\r\nzebra\r\n".getBytes(StandardCharsets.UTF_16LE));
    explain("flags", "--classes", classes, "--input-size", "48x48").ended(0);
    Path prompts = folder.resolve("prompts.txt");
    Files.writeString(prompts, "\uFEFFr1c1\r\nr2c2\r\n");
    assertEquals("r1c1", PromptFile.read(prompts).prompts().get(0).name());
  }

  @Test
  void numbersAsLabelsAreNoIndices() throws IOException {
    Path list = images.resolve("list.csv");
    Files.writeString(list, "path,label\ntrain/zebra/0001.png,1\n");
    images = list;
    String refused = explain("numbers").ended(2).err();
    assertTrue(refused.contains("\"aliases\": {\"1\": INDEX}"), refused);
  }

  @Test
  void absolutePathsHaveNoPlaceBelowAnotherFolder() throws IOException {
    Path list = folder.resolve("lists/list.csv");
    Files.createDirectories(list.getParent());
    Path image = images.resolve("train/zebra/0001.png").toAbsolutePath();
    Files.writeString(list, "path,label\n" + image + ",zebra\n");
    images = list;
    Path masks = folder.resolve("scenes/masks");
    String refused = explainBy("masks:" + masks, "absolute").ended(2).err();
    assertTrue(refused.contains("goes by the images' relative paths, and the list has"), refused);
  }
}
