package org.segmentattribution.command.mend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.command.ablate.AblateRun;
import org.segmentattribution.command.ablate.RemovalSettings;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.ExplainWithReport;
import org.segmentattribution.command.suspects.SuspectsSettings;
import org.segmentattribution.command.train.AvoidWay;
import org.segmentattribution.dataset.decode.PngFile;
import org.segmentattribution.effect.MeasuredWith;
import org.segmentattribution.model.reweight.FeatureSource;
import org.segmentattribution.model.training.NetworkPlan;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.images.ImageChoice;
import org.segmentattribution.segmentation.SegmenterChoice;

/** Zebras have a segment over the upper part of the picture; horses lack it. */
class MendRunTest {
  private static final RemovalSettings REMOVAL =
      new RemovalSettings(List.of("mean"), "mirrored", 2, "drop", "logit", 1, 1);

  @TempDir Path folder;
  private Path images;
  private ExplainSettings explained;

  @BeforeEach
  void explain() throws IOException {
    images = TestCalls.draw(folder.resolve("images"), "train", 3);
    TestCalls.draw(images, "test", 3);
    RgbImage mask = RgbImage.black(64, 64);
    Arrays.fill(mask.rgb(), 0, 3 * 64 * 30, (byte) 255);
    for (String split : List.of("train", "test")) {
      for (int i = 1; i <= 3; i++) {
        // horses have no segment at all, so no table
        Files.createDirectories(folder.resolve("masks/" + split + "/horse/" + i));
        PngFile.write(folder.resolve("masks/" + split + "/zebra/" + i + "/upper.png"), mask);
      }
    }
    ExplainSettings grid = TestCalls.explain(images, folder.resolve("run"), "label", 1);
    explained =
        new ExplainSettings(
            new ImageChoice(images, List.of(), "test", 0),
            grid.explainer(),
            new SegmenterChoice("masks:" + folder.resolve("masks"), SegmenterOptions.of(List.of())),
            2,
            1,
            grid.run());
    ExplainWithReport.run(explained, Progress.NONE);
  }

  private MendResult mend(String segment, AvoidWay... ways) throws IOException {
    return round(segment, ways).run(Progress.NONE);
  }

  private MendRun round(String segment, AvoidWay... ways) throws IOException {
    return round(segment, folder.resolve("mended"), ways);
  }

  private MendRun round(String segment, Path out, AvoidWay... ways) throws IOException {
    return new MendRun(settings(segment, out, ways));
  }

  private MendSettings settings(String segment, Path out, AvoidWay... ways) throws IOException {
    NetworkPlan plan = TestCalls.train(images, List.of(), folder.resolve("x.onnx")).network();
    return new MendSettings(
        explained,
        REMOVAL,
        segment,
        new MendSettings.Suspects(
            SuspectsWhen.AUTO, new SuspectsSettings(List.of(), "", 8, 8, false, 1)),
        new MendSettings.Training(null, null, List.of(ways), FeatureSource.LAST, plan),
        out);
  }

  @Test
  void theFolderOfAnotherRoundIsRefusedBeforeAnyPass() throws IOException {
    Path out = Files.createDirectories(folder.resolve("mended"));
    MendRecord.begun(new NewClassifier(settings("lower", out, AvoidWay.FILL)).asked()).write(out);
    WrongInput other = assertThrows(WrongInput.class, () -> mend("upper", AvoidWay.FILL));
    assertTrue(other.getMessage().contains("a round with another "), other.getMessage());
    assertFalse(Files.exists(folder.resolve("run/effects.csv")), "nothing was measured");
  }

  @Test
  void aCallThatIsRefusedLeavesTheFolderToTheNextOne() throws IOException {
    WrongInput wrong = assertThrows(WrongInput.class, () -> mend("uper", AvoidWay.FILL));
    assertTrue(
        wrong.getMessage().endsWith("the segments are upper; did you mean \"upper\"?"),
        wrong.getMessage());
    assertFalse(Files.exists(folder.resolve("mended")), "the folder was made for this call");
    assertEquals(3, mend("upper", AvoidWay.FILL).made().having());
  }

  @Test
  void aRoundOfAnotherVersionIsRefusedAndSoIsADamagedOne() throws IOException {
    Path record = Files.createDirectories(folder.resolve("mended")).resolve("mended.json");
    Files.writeString(record, "{\"made\": {}, \"pictures\": 1, \"having\": 1}");
    WrongInput older = assertThrows(WrongInput.class, () -> mend("upper", AvoidWay.FILL));
    assertEquals(
        "out %s holds a round of another version of the program; name another folder"
            .formatted(record.getParent()),
        older.getMessage());
    for (String damaged :
        List.of("{", "[]", "{\"asked\": 1, \"chosen\": {}, \"pictures\": 0, \"having\": 0}")) {
      Files.writeString(record, damaged);
      WrongInput wrong = assertThrows(WrongInput.class, () -> mend("upper", AvoidWay.FILL));
      assertTrue(wrong.getMessage().startsWith(record + " is damaged"), wrong.getMessage());
      assertEquals(damaged, Files.readString(record));
    }
  }

  @Test
  void theFolderOfTheRunIsNoPlaceForTheRound() throws IOException {
    WrongInput wrong =
        assertThrows(
            WrongInput.class,
            () -> round("upper", folder.resolve("run"), AvoidWay.FILL).run(Progress.NONE));
    assertTrue(wrong.getMessage().contains("is the folder of the run"), wrong.getMessage());
  }

  @Test
  void effectsWithoutPlacebosAreMeasuredAgain() throws IOException {
    RemovalSettings none = new RemovalSettings(List.of("blur"), "none", 2, "drop", "logit", 1, 1);
    new AblateRun(explained.out(), explained, none).measure(List.of(), Progress.NONE);
    mend("upper", AvoidWay.FILL);
    MeasuredWith with = MeasuredWith.read(explained.out());
    assertEquals("mirrored", with.placebo());
    assertEquals(List.of("blur"), with.fills(), "the rest is as it was");
  }

  @Test
  void aTrainingThatWasInterruptedIsDoneAgain() throws IOException {
    Progress stops =
        new Progress() {
          @Override
          public void start(String task, long steps) {
            if (task.equals("training")) {
              throw new IllegalStateException("stopped");
            }
          }

          @Override
          public void step(long steps, String latest) {}

          @Override
          public void finish() {}
        };
    MendRun first = round("upper", AvoidWay.FILL, AvoidWay.PASTE);
    assertThrows(IllegalStateException.class, () -> first.run(stops));
    assertFalse(Files.exists(folder.resolve("mended/mended.onnx")));
    var effects = Files.getLastModifiedTime(folder.resolve("run/effects.csv"));
    MendResult result = mend("upper", AvoidWay.FILL, AvoidWay.PASTE);
    assertEquals(3, result.made().having());
    assertEquals(effects, Files.getLastModifiedTime(folder.resolve("run/effects.csv")));
  }

  @Test
  void aRoundEndsWithAPageAndIsNotDoneTwice() throws IOException {
    MendResult result = mend("upper", AvoidWay.FILL, AvoidWay.PASTE);
    assertEquals("zebra", result.proposal().className());
    assertEquals(6, result.made().pictures());
    assertEquals(3, result.made().having());
    assertEquals(0, result.seen());
    assertEquals(
        List.of("as they are", "without it", "swapped"),
        result.accuracies().stream().map(change -> change.name()).toList());
    assertEquals(
        List.of("zebra with it"), result.parts().stream().map(change -> change.name()).toList());
    assertEquals(3, result.accuracies().get(1).a().of(), "horses have no table");
    String page = Files.readString(folder.resolve("mended/mend.html"));
    assertTrue(page.contains("Does the classifier do without the upper now?"));
    assertTrue(page.contains("./../run/report.html"), "a link to the first run");
    assertTrue(page.contains("No, this round did not help."), "two epochs of a small network");
    assertTrue(page.contains("Next:"), "what to try");
    assertTrue(page.contains("What is the upper?"), "photographs with it lit");
    assertTrue(
        page.contains("of all attribution lies on it") || page.contains("one segment alone"));
    for (String file :
        List.of(
            "mended.onnx",
            "mended.onnx.json",
            "after/report.html",
            "after/slices.html",
            "../run/slices.html",
            "compare/compare.html")) {
      assertTrue(Files.exists(folder.resolve("mended").resolve(file)), file);
    }

    var written = Files.getLastModifiedTime(folder.resolve("mended/mended.onnx"));
    var tables = Files.getLastModifiedTime(folder.resolve("mended/after/sat.csv"));
    List<String> lines = MendWords.lines(result);
    assertEquals(lines, MendWords.lines(mend("upper", AvoidWay.FILL, AvoidWay.PASTE)));
    assertEquals(page, Files.readString(folder.resolve("mended/mend.html")));
    assertEquals(written, Files.getLastModifiedTime(folder.resolve("mended/mended.onnx")));
    assertEquals(tables, Files.getLastModifiedTime(folder.resolve("mended/after/sat.csv")));

    WrongInput other = assertThrows(WrongInput.class, () -> mend("upper", AvoidWay.PASTE));
    assertTrue(
        other.getMessage().contains("another how (fill,paste, not paste)"), other.getMessage());
  }
}
