package org.segmentattribution.rating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.ClassReading;
import org.segmentattribution.api.ExplainedImage;
import org.segmentattribution.api.Position;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.SegmentFacts;
import org.segmentattribution.api.SegmentScores;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.SegmentEffect;

/** 200 images of six segments whose effects are drawn by chance. */
class RatingTest {
  private static final int IMAGES = 200;
  private static final int SEGMENTS = 6;
  private static final ClassReading READING = new ClassReading("zebra", "zebra", 1, 0, 1, "", null);

  @TempDir Path folder;
  private final List<SegmentEffect> effects = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(5);

  @BeforeEach
  void draw() {
    for (int i = 0; i < IMAGES; i++) {
      for (int s = 0; s < SEGMENTS; s++) {
        int pixels = 10 + random.nextInt(1000);
        double effect = random.nextDouble(-1, 1);
        effects.add(effect(i, s, "mean", 0, pixels, effect));
        effects.add(effect(i, s, "mean", 1, pixels, random.nextDouble()));
        effects.add(effect(i, s, "blur", 0, pixels, effect + random.nextDouble(-0.1, 0.1)));
        effects.add(effect(i, s, "blur", 1, pixels, random.nextDouble()));
      }
    }
  }

  private static SegmentEffect effect(
      int image, int segment, String fill, int placebo, int pixels, double effect) {
    return new SegmentEffect(
        "i" + image,
        "zebra",
        "zebra",
        new SegmentEffect.Removal("s" + segment, fill, placebo, 0, 0, 0, pixels),
        new SegmentEffect.Answer(effect, effect, "zebra"),
        new SegmentEffect.Answer(0, 0, "zebra"));
  }

  private ScoreBook book() throws IOException {
    Path file = folder.resolve("effects.csv");
    new EffectCsv(false).write(file, effects);
    return new ScoreBook(ImageEffects.read(file, false, id -> true), 1);
  }

  /** A row whose columns are all a value, and its opposite in the rank. */
  private static SegmentAttribution row(String method, int image, int segment, double value) {
    return new SegmentAttribution(
        new ExplainedImage("i" + image, "i" + image + ".png", "", "model", READING),
        method,
        new SegmentFacts(segment, "s" + segment, 1, 10, 10, 0.1, Position.values()[0]),
        new SegmentScores(value, Math.abs(value), value, -value, 0.5, 1));
  }

  /** The mean over fills, with noise. */
  private void add(ScoreBook book, String method, double noise) {
    for (int i = 0; i < IMAGES; i++) {
      for (int s = 0; s < SEGMENTS; s++) {
        int at = (i * SEGMENTS + s) * 4;
        double mean = (effects.get(at).effect(false) + effects.get(at + 2).effect(false)) / 2;
        book.add(row(method, i, s, mean + random.nextDouble(-noise, noise + 1e-12)));
      }
    }
  }

  private static RatingRow row(List<RatingRow> rows, String method, String column) {
    return rows.stream()
        .filter(r -> r.candidate().method().equals(method) && r.candidate().column().equals(column))
        .findFirst()
        .orElseThrow();
  }

  private static double score(List<RatingRow> rows, String method, String column) {
    return row(rows, method, column).scores().get(Against.EFFECT).all().value();
  }

  @Test
  void theRulerIsAsLongAsItSays() throws IOException {
    ScoreBook book = book();
    add(book, "oracle", 0);
    add(book, "noise", 1000);
    book.close();
    List<RatingRow> rows = new Rating(book, Map.of(), 1).rows();
    for (Against against : Against.values()) {
      assertEquals(1, row(rows, Candidate.RULER, Ruler.ORACLE).scores().get(against).all().value());
      assertEquals(
          0.5, row(rows, Candidate.RULER, Ruler.RANDOM).scores().get(against).all().value(), 0.03);
    }
    assertEquals(1, score(rows, "oracle", "total_attribution"), "attribution := effect");
    assertEquals(1, score(rows, "oracle", "rank"), "rank 1 is the largest");
    assertEquals(1, score(rows, "oracle", "mean_attribution"), "absolute with absolute");
    assertEquals(Double.NaN, score(rows, "oracle", "shift_share"), "a constant column");
    assertEquals(0.5, score(rows, "noise", "total_attribution"), 0.05);
    assertEquals(0.5, score(rows, Candidate.RULER, Ruler.SIZE), 0.05);
    assertTrue(score(rows, Candidate.RULER, Ruler.OTHER_FILL) > 0.9);
    assertEquals(IMAGES, row(rows, "noise", "rank").scores().get(Against.EFFECT).images());
  }

  @Test
  void theBestIsChosenWhereItIsClearAndTheCheapestWhereNot() throws IOException {
    ScoreBook book = book();
    add(book, "good", 0.2);
    add(book, "poor", 2);
    add(book, "alike", 0.26);
    book.close();
    Map<String, MethodChecks> costs = Map.of("good", cost(50), "poor", cost(1), "alike", cost(2));
    RatingChoice choice = new Rating(book, costs, 1).choice(Against.EFFECT);
    assertEquals("alike", choice.candidate().method());
    assertTrue(choice.reason().startsWith("the cheapest of 2 methods"), choice.reason());
    assertTrue(choice.beatsSize());
    assertTrue(choice.sentence().startsWith("Use alike and "), choice.sentence());
    assertEquals(choice.chosen().value(), choice.confirmed().value(), 0.05);
  }

  private static MethodChecks cost(double forwards) {
    return new MethodChecks(Double.NaN, Double.NaN, Double.NaN, forwards);
  }

  @Test
  void saysThatNothingBeatsTheSize() throws IOException {
    ScoreBook book = book();
    add(book, "noise", 1000);
    book.close();
    RatingChoice choice = new Rating(book, Map.of(), 1).choice(Against.EFFECT);
    assertFalse(choice.beatsSize());
    assertTrue(choice.sentence().startsWith("Nothing is shown to beat"), choice.sentence());
  }

  @Test
  void halvesDoNotDependOnTheOrder() {
    List<String> ids = List.of("a", "b", "c", "d", "e");
    List<String> drawn = Halves.drawn(ids, 3, 1);
    assertEquals(drawn, Halves.drawn(List.of("e", "d", "c", "b", "a", "a"), 3, 1));
    assertEquals(3, drawn.size());
  }
}
