package org.segmentattribution.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.SettingText;

class RunManifestTest {
  private static Map<String, Object> flags(Object... pairs) {
    Map<String, Object> flags = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      flags.put((String) pairs[i], pairs[i + 1]);
    }
    return flags;
  }

  private static Optional<String> difference(RunManifest before, RunManifest now) {
    return before.difference(now).map(SettingText::toString);
  }

  private static RunManifest of(RunKind kind, Map<String, String> inputs) {
    return RunManifest.begin(kind, Map.of(), inputs, "cpu", 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"out", "threads", "self-check", "model-seconds", "model-memory", "image-seconds"})
  void howARunIsMadeDoesNotCount(String flag) {
    RunManifest before = TestRuns.running(flags(flag, 1));
    assertTrue(before.difference(TestRuns.running(flags(flag, 2))).isEmpty());
    assertTrue(before.difference(TestRuns.running(flags())).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "pad", "seed", "images", "highlight", "shard"})
  void whatComesOutCounts(String flag) {
    RunManifest before = TestRuns.running(flags(flag, 1));
    assertEquals(
        Optional.of(flag + " was 1, is now 2"),
        difference(before, TestRuns.running(flags(flag, 2))));
    assertEquals(
        Optional.of(flag + " was 1, is now null"), difference(before, TestRuns.running(flags())));
    assertTrue(before.difference(TestRuns.running(flags(flag, 1L))).isEmpty(), "as JSON reads it");
  }

  /**
   * Runs of earlier versions have no row for what lies outside every segment, and no key for it.
   */
  @Test
  void whatWasDoneBeforeThereWasAKeyIsNoDifference() {
    RunManifest before = TestRuns.running(flags("pad", 2));
    assertTrue(before.difference(TestRuns.running(flags("pad", 2, "elsewhere", false))).isEmpty());
    assertEquals(
        Optional.of("elsewhere was false, is now true"),
        difference(before, TestRuns.running(flags("pad", 2, "elsewhere", true))));
  }

  @Test
  void theFirstByNameIsSaid() {
    RunManifest before = TestRuns.running(flags("seed", 1, "batch", 16, "pad", 2));
    RunManifest now = TestRuns.running(flags("pad", 3, "seed", 2, "batch", 16));
    assertEquals(Optional.of("pad was 2, is now 3"), difference(before, now));
    assertEquals(Optional.of("pad was 3, is now 2"), difference(now, before));
  }

  /** Of runs that know what each image is made of, images and maps may change. */
  @ParameterizedTest
  @CsvSource({
    "explain, images, true",
    "explain, maps:lime, true",
    "explain, model, false",
    "explain, declaration, false",
    "segment, images, true",
    "experiment imagenet, images, true",
    "experiment bar, images, false",
    "experiment watermark, images, false",
    "demo, maps:lime, false"
  })
  void contentMayChangeWhereImagesHaveKeys(String command, String input, boolean may) {
    RunKind kind = RunKind.of(command);
    Optional<String> difference =
        difference(of(kind, Map.of(input, "a")), of(kind, Map.of(input, "b")));
    Optional<String> said = Optional.of("content of " + input + " was a, is now b");
    assertEquals(may ? Optional.empty() : said, difference);
  }

  /** An input that this version no longer looks at is none of its business. */
  @Test
  void inputsOfBeforeThatAreNotReadNowDoNotCount() {
    RunManifest before = of(RunKind.EXPLAIN, Map.of("model", "a", "gone", "b"));
    assertEquals(Optional.empty(), difference(before, of(RunKind.EXPLAIN, Map.of("model", "a"))));
    assertEquals(
        Optional.of("content of gone was null, is now b"),
        difference(of(RunKind.EXPLAIN, Map.of("model", "a")), before));
  }

  @Test
  void aRunGoesThroughItsStates() {
    RunManifest running = TestRuns.running();
    assertFalse(running.isDone());
    assertEquals(Map.of(), running.summary());
    RunManifest checked = running.checked(Map.of("verdict", "agrees"));
    RunManifest done = checked.done(Map.of("rows", 2), Map.of("total", 1.5));
    assertTrue(done.isDone());
    assertEquals(Map.of("verdict", "agrees"), done.selfCheck());
    assertEquals(Map.of("rows", 2), done.summary());
    assertEquals(running.configuration(), done.configuration());
    Map<String, OutputFile> files = Map.of("a", new OutputFile("h", 1L));
    assertEquals(files, done.writing(files).outputs());
    assertEquals(Map.of("model", "other"), done.with(Map.of("model", "other")).inputs());
    assertEquals(Optional.empty(), difference(running, done), "states are no settings");
  }

  @Test
  void aResumedRunIsComputedByTheLaterCall() {
    RunManifest before = RunManifest.begin(RunKind.EXPLAIN, Map.of("pad", 2), Map.of(), "cpu", 1);
    RunManifest now =
        RunManifest.begin(RunKind.EXPLAIN, new HashMap<>(Map.of("pad", 2)), Map.of(), "cuda:0", 1);
    assertEquals("cuda:0", before.resumed(now).device());
    assertEquals(List.copyOf(now.versions().keySet()).get(0), "sat");
  }
}
