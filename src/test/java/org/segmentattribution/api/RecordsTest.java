package org.segmentattribution.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.table.RuleOptions;
import org.segmentattribution.api.table.RuleVerdict;

/** What the records of the ground floor check and copy. */
class RecordsTest {
  @Test
  void sharedStemsAreThoseOfTheWholeDataSet() {
    ExpectedImages images =
        new ExpectedImages(
            List.of("a/1.png"),
            List.of("a/1.png", "a/1.jpg", "a/2.png", "b/1.png", "a.b/c", "a.c"));
    assertEquals(Set.of("a/1"), images.sharedStems());
    assertEquals(Set.of(), new ExpectedImages(List.of(), List.of()).sharedStems());
  }

  @Test
  void listsAreCopied() {
    List<String> paths = new ArrayList<>(List.of("a.png"));
    ExpectedImages images = new ExpectedImages(paths, paths);
    List<String> methods = new ArrayList<>(List.of("lrp-z"));
    ExplainerRequest.Methods request = new ExplainerRequest.Methods(methods, methods, "sum");
    List<String> classes = new ArrayList<>(List.of("fur"));
    Prompt prompt = new Prompt("mane", classes, null, 0);
    List.of(paths, methods, classes).forEach(List::clear);
    assertEquals(List.of("a.png"), images.all());
    assertEquals(List.of("lrp-z"), request.names());
    assertEquals(List.of("mane", "fur"), prompt.names());
    assertThrows(UnsupportedOperationException.class, () -> images.chosen().add("b"));
    assertThrows(
        UnsupportedOperationException.class,
        () ->
            new ExplainerRequest.Model(Path.of("m"), Map.of(), true, null, null)
                .declared()
                .put("a", List.of()));
  }

  @Test
  void aPromptMayBeCalledByItsOwnNameOrByItsClasses() {
    assertEquals(List.of("mane"), Prompt.named("mane").names());
    Prompt prompt = new Prompt("mane", List.of("fur", "mane", "hair"), 0.5, 2);
    assertEquals(List.of("mane", "fur", "hair"), prompt.names());
    PromptList list = new PromptList(List.of(prompt, Prompt.named("hair"), Prompt.named("tail")));
    assertEquals(List.of("mane", "fur", "hair", "tail"), list.names());
  }

  /** By code point, a face comes after the private use area; by Java's chars, before it. */
  @Test
  void namesAreInTheOrderOfCodePoints() {
    String face = "\ud83e\udd93";
    String late = "\uff5e";
    assertTrue(face.compareTo(late) < 0);
    assertTrue(SegmentNames.BY_CODE_POINT.compare(face, late) > 0);
    SplittableRandom random = new SplittableRandom(4);
    List<Integer> some = List.of(0x41, 0x61, 0xe9, 0xfffd, 0xe000, 0x1f993, 0x10ffff, 0x10000);
    for (int trial = 0; trial < 500; trial++) {
      int[] a = random.ints(random.nextInt(4), 0, some.size()).map(some::get).toArray();
      int[] b = random.ints(random.nextInt(4), 0, some.size()).map(some::get).toArray();
      int said =
          SegmentNames.BY_CODE_POINT.compare(
              new String(a, 0, a.length), new String(b, 0, b.length));
      assertEquals(Integer.signum(Arrays.compare(a, b)), Integer.signum(said));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'  Left   Eye ', left eye",
    "'LEFT\tEYE', left eye",
    "'left\u00a0eye', left eye",
    "'Ma\u0308hne', m\u00e4hne",
    "'', ''"
  })
  void namesAreTidied(String written, String name) {
    assertEquals(name, SegmentNames.normalise(written));
    assertEquals(name, SegmentNames.normalise(name), "tidied twice is tidied");
  }

  /** The element's rows at a radius of 5, by the definitions of the three shapes. */
  @Test
  void paddingReachesAsFarAsItsShape() {
    for (int r = 0; r <= 6; r++) {
      for (int dy = -8; dy <= 8; dy++) {
        int[] most = {-1, -1, -1};
        for (int dx = 0; dx <= r; dx++) {
          int far = Math.max(dx, Math.abs(dy));
          most[0] = far <= r ? dx : most[0];
          most[1] = dx + Math.abs(dy) <= r ? dx : most[1];
          most[2] = dx * dx + dy * dy <= r * r ? dx : most[2];
        }
        for (PadShape shape : PadShape.values()) {
          assertEquals(most[shape.ordinal()], shape.reach(r, dy), shape + " " + r + " " + dy);
        }
      }
    }
  }

  @Test
  void aTextKeepsItsKeysWhereverItIsPutIn() {
    SettingText inner = SettingText.of("take another {out}");
    SettingText text = SettingText.of("{exclude} %s: %s, or {class}", "{x}.txt", inner);
    assertEquals("exclude {x}.txt: take another out, or class", text.toString());
    assertEquals(
        "<exclude> {x}.txt: take another <out>, or <class>", text.show(k -> "<" + k + ">"));
    assertEquals(Optional.of("exclude"), text.key());
    assertEquals("5 null", SettingText.of("%s %s", 5, null).toString());
    assertEquals("{Out} {} { out } 100%", SettingText.of("{Out} {} { out } 100%").toString());
  }

  /** An error may go to another process or log; its settings go with it. */
  @Test
  void anErrorCanBeWrittenAndRead() throws IOException, ClassNotFoundException {
    WrongInput error = WrongInput.of("{shard} %s: there are %s images", "1/9", 5);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(error);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      WrongInput read = (WrongInput) in.readObject();
      assertEquals("--shard 1/9: there are 5 images", read.show(key -> "--" + key));
    }
  }

  @Test
  void theLastCauseIsKept() {
    IOException cause = new IOException("disk");
    WrongInput error = WrongInput.of("{out} %s: %s", "a", cause);
    assertSame(cause, error.getCause());
    assertEquals("out a: disk", error.getMessage());
    assertEquals(null, WrongInput.of("{out} a").getCause());
  }

  @Test
  void anImageThatFailedHasNoReading() {
    ImageRecord image = new ImageRecord("a", "a.png", Path.of("a.png"), "", "");
    ExplainedTables failed =
        new ExplainedTables(
            image,
            List.of(),
            List.of(),
            List.of(new Failure("a.png", "decode", "no picture")),
            List.of());
    assertTrue(failed.failed());
    assertEquals(List.of(), failed.rows("lrp-z"));
    assertEquals(
        "a.png: no picture",
        assertThrows(IllegalStateException.class, failed::predicted).getMessage());
  }

  @Test
  void ruleOptionsChangeOneThing() {
    RuleOptions options = RuleOptions.withDefaults();
    assertEquals(new RuleOptions(false, false, 1), options);
    assertEquals(
        new RuleOptions(true, true, 9), options.withSeed(9).withMissing().withConfidence());
    assertFalse(options.confident(), "the first is as it was");
    RuleVerdict verdict =
        new RuleVerdict("mane.rank < 2", "lrp-z", false, 2.5, 2, 3, "its mean rank is 2.5");
    assertEquals("does not hold: mane.rank < 2 [lrp-z]: its mean rank is 2.5", verdict.toString());
  }
}
