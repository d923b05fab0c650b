package org.segmentattribution.command.ablate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.analysis.Rule;
import org.segmentattribution.analysis.RuleCheck;
import org.segmentattribution.analysis.RuleResult;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.RebuildReport;
import org.segmentattribution.command.StoppedAfter;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.ExplainWithReport;
import org.segmentattribution.dataset.scene.SceneClass;
import org.segmentattribution.effect.CofTable;
import org.segmentattribution.effect.Counterfactual;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.effect.SegmentEffect;
import org.segmentattribution.effect.SwapCsv;
import org.segmentattribution.effect.SwapSummaries;
import org.segmentattribution.effect.SwapSummary;
import org.segmentattribution.effect.SwappedImage;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.report.svg.PageColours;
import org.segmentattribution.run.RunDirectory;

class AblateRunTest {
  @TempDir Path folder;
  private Path images;

  private static final RemovalSettings SETTINGS =
      new RemovalSettings(List.of("mean", "blur"), "mirrored", 2, "drop", "logit", 3, 1);

  @BeforeEach
  void draw() throws IOException {
    images = TestCalls.draw(folder.resolve("images"), "test", 3);
  }

  private ExplainSettings explained(String out, int threads) throws IOException {
    ExplainSettings settings = TestCalls.explain(images, folder.resolve(out), "label", threads);
    ExplainWithReport.run(settings, Progress.NONE);
    return settings;
  }

  private List<EffectSummary> ablate(
      ExplainSettings of, RemovalSettings settings, Progress progress) throws IOException {
    return new AblateRun(of.out(), of, settings).measure(progress);
  }

  @Test
  void everyRegionIsFilledHereAndElsewhere() throws IOException {
    ExplainSettings run = explained("run", 1);
    List<EffectSummary> summaries = ablate(run, SETTINGS, Progress.NONE);
    List<SegmentEffect> rows = new ArrayList<>();
    EffectCsv.read(run.out().resolve(EffectCsv.FILE), rows::add);
    // padded cells overlap by a twelfth of their pixels left to right, and so both ways
    assertEquals(6 * 4, rows.stream().filter(r -> r.removal().placebo() == 0).count() / 2);
    assertTrue(rows.stream().anyMatch(r -> r.removal().placebo() == 3));
    for (SegmentEffect row : rows) {
      assertEquals(row.before().logit() - row.after().logit(), row.effect(false));
      assertTrue(row.removal().overlap() <= 0.1);
    }
    assertEquals(3 * 4, summaries.size(), "two classes and all images");
    assertTrue(RunDirectory.read(run.out()).isIntact(), "run.json knows the new files");
    assertTrue(Files.exists(run.out().resolve("counterfactuals.csv")));
    assertFalse(Files.exists(run.out().resolve("effect-parts")));
  }

  /** A set of one segment where one is enough, and then that which lowers the answer most. */
  @Test
  void counterfactualsAreFoundBestFirst() throws IOException {
    ExplainSettings run = explained("run", 1);
    ablate(run, SETTINGS, Progress.NONE);
    List<SegmentEffect> rows = new ArrayList<>();
    EffectCsv.read(run.out().resolve(EffectCsv.FILE), rows::add);
    rows.removeIf(row -> row.removal().placebo() > 0);
    List<Counterfactual> sets =
        Counterfactual.readImages(run.out().resolve(Counterfactual.BY_IMAGE));
    assertEquals(6, sets.size());
    for (Counterfactual set : sets) {
      List<SegmentEffect> of =
          rows.stream().filter(row -> row.imageId().equals(set.imageId())).toList();
      List<String> alone =
          of.stream()
              .map(row -> row.removal().segment())
              .distinct()
              .filter(
                  name ->
                      of.stream()
                          .filter(row -> row.removal().segment().equals(name))
                          .allMatch(SegmentEffect::flips))
              .sorted()
              .toList();
      assertEquals(alone, set.alone());
      assertTrue(alone.isEmpty() ? set.segments().size() != 1 : set.segments().size() == 1);
      assertTrue(set.passes() >= 1 + of.size());
      assertEquals(alone.isEmpty(), set.passes() > 1 + of.size(), "then pairs are tried");
    }
    CofTable table = CofTable.read(run.out().resolve(CofTable.FILE));
    assertEquals(6, table.classes().get("(all)").images());
    assertTrue(
        Files.readString(run.out().resolve("report.html"))
            .contains("Which segments change the answer?"));
  }

  @Test
  void killedAndRepeatedCallsGiveTheSameBytes() throws IOException {
    ExplainSettings one = explained("one", 1);
    ExplainSettings two = explained("two", 2);
    ablate(one, SETTINGS, Progress.NONE);
    assertThrows(
        IllegalStateException.class,
        () -> ablate(two, SETTINGS, new StoppedAfter("removing segments", 2)));
    assertFalse(Files.exists(two.out().resolve(EffectCsv.FILE)));
    ablate(two, SETTINGS, Progress.NONE);
    assertEquals(TestCalls.files(one.out()), TestCalls.files(two.out()));
    Map<String, String> files = TestCalls.files(two.out());
    String json = Files.readString(two.out().resolve("run.json"));
    ablate(two, SETTINGS, Progress.NONE);
    assertEquals(files, TestCalls.files(two.out()));
    assertEquals(json, Files.readString(two.out().resolve("run.json")), "nothing was to do");
  }

  @Test
  void thePageShowsTheEffectsAndIsMadeAgainWithTheSameBytes() throws IOException {
    ExplainSettings run = explained("run", 1);
    Path page = run.out().resolve("report.html");
    String title = "Does removing it change the answer?";
    assertFalse(Files.readString(page).contains(title));
    ablate(run, SETTINGS, Progress.NONE);
    assertTrue(Files.readString(page).contains(title));
    Path figure = run.out().resolve("figures/01-removal.svg");
    String drawn = PageColours.of(Files.readString(figure).strip());
    assertTrue(
        Files.readString(page).contains(drawn.replaceFirst("<svg ", "<svg class=\"fig-wide\" ")));
    Map<String, String> files = TestCalls.files(run.out());
    RebuildReport.rebuild(run.out(), List.of(), List.of(), 72, note -> {});
    assertEquals(files, TestCalls.files(run.out()));
  }

  @Test
  void aPageShowsNoEffectsThatSomebodyChanged() throws IOException {
    ExplainSettings run = explained("run", 1);
    ablate(run, SETTINGS, Progress.NONE);
    Path summary = run.out().resolve("effects-summary.csv");
    Files.writeString(summary, Files.readString(summary).replace("false", "true"));
    WrongInput refused =
        assertThrows(
            WrongInput.class,
            () -> RebuildReport.rebuild(run.out(), List.of(), List.of(), 72, note -> {}));
    assertTrue(refused.getMessage().contains("start ablate again"), refused.getMessage());
    Files.delete(summary);
    RebuildReport.rebuild(run.out(), List.of(), List.of(), 72, note -> {});
    assertFalse(Files.exists(run.out().resolve("figures/01-removal.svg")));
    assertFalse(Files.readString(run.out().resolve("report.html")).contains("Does removing it"));
  }

  @Test
  void otherSettingsReplaceTheEffects() throws IOException {
    ExplainSettings run = explained("run", 1);
    ablate(run, SETTINGS, Progress.NONE);
    RemovalSettings other = new RemovalSettings(List.of("mean"), "none", 2, "drop", "margin", 1, 1);
    ablate(run, other, Progress.NONE);
    List<SegmentEffect> rows = new ArrayList<>();
    EffectCsv.read(run.out().resolve(EffectCsv.FILE), rows::add);
    assertEquals(6 * 4, rows.size());
    assertTrue(RunDirectory.read(run.out()).isIntact());
  }

  @Test
  void aRunWhoseImagesChangedIsRefusedAndExplainDropsItsEffects() throws IOException {
    ExplainSettings run = explained("run", 1);
    ablate(run, SETTINGS, Progress.NONE);
    TestCalls.draw(images.resolve("test/zebra/1.png"), SceneClass.values()[0], 9);
    WrongInput refused = assertThrows(WrongInput.class, () -> ablate(run, SETTINGS, Progress.NONE));
    assertTrue(refused.getMessage().contains("start explain again"), refused.getMessage());
    ExplainWithReport.run(run, Progress.NONE);
    assertFalse(Files.exists(run.out().resolve(EffectCsv.FILE)));
    ablate(run, SETTINGS, Progress.NONE);
    ExplainSettings fresh = explained("fresh", 1);
    ablate(fresh, SETTINGS, Progress.NONE);
    assertEquals(TestCalls.files(fresh.out()), TestCalls.files(run.out()));
  }

  @Test
  void onlyImagesThatChangedAreMeasuredAgain() throws IOException {
    ExplainSettings run = explained("run", 1);
    ablate(run, SETTINGS, Progress.NONE);
    TestCalls.draw(images.resolve("test/zebra/1.png"), SceneClass.values()[0], 9);
    ExplainWithReport.run(run, Progress.NONE);
    Path kept = run.out().resolve("effect-parts");
    List<String> marked = new ArrayList<>();
    try (Stream<Path> folders = Files.list(kept)) {
      for (Path folder : folders.toList()) {
        Path rows = folder.resolve(EffectCsv.FILE);
        String text = Files.readString(rows);
        marked.add(folder.getFileName().toString());
        // a number that no removal gives
        Files.writeString(
            rows, text.replaceAll("(?m)^(test/horse/2,.*?),0.0,0.0$", "$1,0.0,0.125"));
      }
    }
    assertEquals(1, marked.size(), marked.toString());
    ablate(run, SETTINGS, Progress.NONE);
    List<SegmentEffect> rows = new ArrayList<>();
    EffectCsv.read(run.out().resolve(EffectCsv.FILE), rows::add);
    assertTrue(
        rows.stream()
            .filter(row -> row.removal().placebo() == 0)
            .allMatch(
                row ->
                    row.removal().onSegments()
                        == (row.imageId().equals("test/horse/2") ? 0.125 : 0)));
  }

  @Test
  void aDamagedTableOfEffectsIsMeasuredAgain() throws IOException {
    ExplainSettings run = explained("run", 1);
    ablate(run, SETTINGS, Progress.NONE);
    Map<String, String> files = TestCalls.files(run.out());
    Files.writeString(run.out().resolve(EffectCsv.FILE), "image_id\n");
    ablate(run, SETTINGS, Progress.NONE);
    assertEquals(files, TestCalls.files(run.out()));
  }

  @Test
  void rulesCheckEffects() throws IOException {
    ExplainSettings run = explained("run", 1);
    WrongInput none = assertThrows(WrongInput.class, () -> check(run, "x.effect > 0"));
    assertTrue(none.getMessage().contains("measure them first with ablate"), none.getMessage());
    EffectSummary one = ablate(run, SETTINGS, Progress.NONE).get(0);
    String about = " in " + one.className();
    RuleResult effect = check(run, one.segment() + ".effect > -1000" + about);
    assertEquals(one.effect().value(), effect.mean(), 1e-12);
    assertEquals(one.images(), effect.found());
    assertTrue(effect.passed());
    RuleResult excess = check(run, one.segment() + ".excess < -1000" + about);
    assertEquals(one.excess().mean().value(), excess.mean(), 1e-12);
    assertFalse(excess.passed());
    assertFalse(check(run, "nothing.effect < 1").passed(), "it occurs nowhere");
    assertThrows(WrongInput.class, () -> check(run, "x.effect > 0 by lrp-z"));
    assertThrows(WrongInput.class, () -> check(run, "x.effect > 0 in unicorn"));
  }

  @Test
  void withoutPlacebosNothingSaysThatNoneFits() throws IOException {
    ExplainSettings run = explained("run", 1);
    RemovalSettings none = new RemovalSettings(List.of("mean"), "none", 1, "drop", "logit", 1, 1);
    EffectSummary one = ablate(run, none, Progress.NONE).get(0);
    assertEquals("no other place was filled", one.doubt());
    String said = check(run, one.segment() + ".excess < 1 in " + one.className()).inWords();
    assertTrue(said.endsWith("no other place was filled; measure again with placebos"), said);
    assertFalse(Files.readString(run.out().resolve("report.html")).contains("no placebo fits"));
  }

  private static RuleResult check(ExplainSettings run, String rule) throws IOException {
    return new RuleCheck(false, false, 1).of(run.out(), List.of(Rule.parse(rule))).get(0);
  }

  @Test
  void swapsAreKeptBesideTheEffectsThatTheyBelongTo() throws IOException {
    ExplainSettings run = explained("run", 1);
    String segment = ablate(run, SETTINGS, Progress.NONE).get(0).segment();
    String effects = Files.readString(run.out().resolve(EffectCsv.FILE));
    AblateRun again = new AblateRun(run.out(), run, SETTINGS);
    List<SwapSummary> found = again.measure(List.of(segment), Progress.NONE).swaps();
    assertEquals(effects, Files.readString(run.out().resolve(EffectCsv.FILE)));
    assertTrue(RunDirectory.read(run.out()).isIntact(), "run.json knows the new files");
    List<SwappedImage> rows = new ArrayList<>();
    SwapCsv.read(run.out().resolve(SwapCsv.FILE), rows::add);
    // a grid's cell is in every image: nothing can be pasted
    assertEquals(6 * 2, rows.size(), "two fills");
    assertTrue(rows.stream().allMatch(row -> row.kind() == SwappedImage.Kind.FILLED));
    assertEquals(6, SwapSummaries.total(found, segment).images());
    Map<String, String> files = TestCalls.files(run.out());
    assertEquals(found, again.measure(List.of(segment), Progress.NONE).swaps());
    assertEquals(files, TestCalls.files(run.out()), "nothing was to do");
    RemovalSettings other = new RemovalSettings(List.of("mean"), "none", 2, "drop", "margin", 1, 1);
    ablate(run, other, Progress.NONE);
    assertFalse(Files.exists(run.out().resolve(SwapCsv.FILE)), "they were of other effects");
  }

  @Test
  void settingsAreChecked() {
    assertThrows(
        WrongInput.class,
        () -> new RemovalSettings(List.of("mean"), "beside", 1, "drop", "logit", 1, 1));
    assertThrows(
        WrongInput.class,
        () -> new RemovalSettings(List.of("mean"), "moved", 1, "drop", "logit", 5, 1));
    assertThrows(
        WrongInput.class, () -> new RemovalSettings(List.of(), "moved", 1, "drop", "logit", 1, 1));
  }
}
