package org.segmentattribution.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectSummariesTest {
  private static SegmentEffect row(
      int image, String segment, String fill, int placebo, double removed, String predicted) {
    return new SegmentEffect(
        "image" + image,
        "zebra",
        "zebra",
        new SegmentEffect.Removal(segment, fill, placebo, 0, 0, 0, 10),
        new SegmentEffect.Answer(10, 4, "zebra"),
        new SegmentEffect.Answer(removed, removed - 6, predicted));
  }

  private static EffectSummaries sample() {
    EffectSummaries summaries = new EffectSummaries(false, true, 1);
    for (int image = 0; image < 8; image++) {
      summaries.add(row(image, "stripes", "mean", 0, 4 + image * 0.1, "horse"));
      summaries.add(row(image, "stripes", "blur", 0, 6 + image * 0.1, "zebra"));
      summaries.add(row(image, "stripes", "mean", 1, 9, "zebra"));
      summaries.add(row(image, "stripes", "blur", 1, 8, "zebra"));
      summaries.add(row(image, "sky", "mean", 0, 9.9, "zebra"));
      summaries.add(row(image, "sky", "mean", 2, 9.9 + (image % 2 - 0.5) * 0.02, "zebra"));
      summaries.add(row(image, "ground", "mean", 0, 2, "horse"));
    }
    return summaries;
  }

  @Test
  void theExcessIsTheEffectBeyondThePlacebos() {
    List<EffectSummary> rows = sample().rows();
    assertEquals(
        List.of("ground", "sky", "stripes"), rows.stream().map(EffectSummary::segment).toList());
    EffectSummary stripes = rows.get(2);
    // effects 6 - i/10 and 4 - i/10, placebos 1 and 2
    assertEquals(5 - 0.35, stripes.effect().value(), 1e-12);
    assertEquals(1.5, stripes.excess().placebo(), 1e-12);
    assertEquals(3.15, stripes.excess().mean().value(), 1e-12);
    assertEquals(3.15 / 4, stripes.excess().relative(), 1e-12);
    assertEquals(0.5, stripes.shares().flips());
    assertEquals(2 / 256.0, stripes.test().p(), "all signs equal, of 2^8");
    assertEquals(4 / 256.0, stripes.test().adjusted(), "two segments could be tested");
    assertTrue(stripes.isRelevant());
  }

  @Test
  void aSegmentLikeItsPlacebosAndOneWithoutAnyAreNotRelevant() {
    List<EffectSummary> rows = sample().rows();
    assertFalse(rows.get(1).isRelevant());
    assertEquals(0, rows.get(1).excess().mean().value(), 1e-12);
    assertFalse(rows.get(0).isRelevant());
    assertTrue(Double.isNaN(rows.get(0).excess().mean().value()));
    assertEquals("no placebo fits beside it", rows.get(0).doubt());
  }

  @Test
  void whereNoOtherPlaceWasFilledTheDoubtSaysSo() {
    EffectSummaries summaries = new EffectSummaries(false, false, 1);
    summaries.add(row(0, "ground", "mean", 0, 2, "horse"));
    assertEquals("no other place was filled", summaries.rows().get(0).doubt());
  }

  @Test
  void severalClassesHaveARowForAllImages() {
    EffectSummaries summaries = sample();
    SegmentEffect one = row(9, "sky", "mean", 0, 5, "zebra");
    summaries.add(
        new SegmentEffect("x", "horse", "horse", one.removal(), one.before(), one.after()));
    List<EffectSummary> rows = summaries.rows();
    assertEquals(
        List.of("horse", "zebra", "zebra", "zebra", "(all)", "(all)", "(all)"),
        rows.stream().map(EffectSummary::className).toList());
    assertEquals(9, rows.get(5).images());
  }

  @Test
  void rowsAreReadAsTheyWereWritten(@TempDir Path folder) throws IOException {
    List<SegmentEffect> rows =
        List.of(row(1, "=sky, \"x\"", "mean", 0, 1 / 3.0, "horse"), row(1, "a", "blur", 3, 2, "a"));
    Path file = folder.resolve("effects.csv");
    new EffectCsv(true).write(file, rows);
    List<SegmentEffect> read = new java.util.ArrayList<>();
    EffectCsv.read(file, read::add);
    assertEquals(rows, read);
    Path joined = folder.resolve("joined.csv");
    new EffectCsv(true).join(List.of(file), joined, row -> {});
    assertEquals(Files.readString(file), Files.readString(joined));
    assertTrue(Files.readString(file).lines().skip(2).findFirst().orElseThrow().contains(",8.0,"));
  }

  @Test
  void setsAreCountedByClass(@TempDir Path folder) throws IOException {
    List<Counterfactual> images =
        List.of(
            new Counterfactual("1", "zebra", "zebra", List.of("sky", "body"), List.of(), 9),
            new Counterfactual("2", "zebra", "zebra", List.of("body", "sky"), List.of(), 9),
            new Counterfactual("3", "zebra", "zebra", List.of("body"), List.of("sky", "body"), 3),
            new Counterfactual("4", "zebra", "zebra", List.of(), List.of(), 11));
    Path file = folder.resolve("images.csv");
    Counterfactual.writeImages(file, images);
    assertEquals(images, Counterfactual.readImages(file));
    Counterfactual.write(folder.resolve("sets.csv"), images);
    assertEquals(
        "class,segments,images,share\nzebra,body + sky,2,0.5\nzebra,body,1,0.25\n",
        Files.readString(folder.resolve("sets.csv")));
  }
}
