package org.segmentattribution.command.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.Detection;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.dataset.scene.SceneClass;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunSummary;
import org.segmentattribution.segmentation.grid.GridSegmenter;

/** Resuming makes only what has changed. */
class SegmentRunTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir Path folder;
  private Path images;
  private Path out;

  @BeforeEach
  void segment() throws IOException {
    images = TestCalls.draw(folder.resolve("images"), "test", 2);
    out = folder.resolve("masks");
    run("2x2");
  }

  private RunSummary run(String grid) throws IOException {
    return SegmentWithPage.run(TestCalls.segment(images, out, grid), Progress.NONE);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** Runs and tells below which images' folders files were written. */
  private Set<String> written(String grid) throws IOException {
    for (Path file : files()) {
      Files.setLastModifiedTime(file, LONG_AGO);
    }
    run(grid);
    Set<String> written = new TreeSet<>();
    for (Path file : files()) {
      Path name = out.relativize(file);
      if (name.getNameCount() == 4 && !Files.getLastModifiedTime(file).equals(LONG_AGO)) {
        written.add(name.getParent().toString().replace('\\', '/'));
      }
    }
    return written;
  }

  @Test
  void nothingIsMadeTwice() throws IOException {
    Map<String, String> before = TestCalls.files(out);
    assertEquals(Set.of(), written("2x2"));
    assertEquals(before, TestCalls.files(out));
    assertTrue(RunDirectory.isDone(out));
  }

  @Test
  void aChangedImageIsSegmentedAgainAndNoOther() throws IOException {
    Map<String, String> before = TestCalls.files(out);
    TestCalls.draw(images.resolve("test/zebra/1.png"), SceneClass.ZEBRA, 40);
    assertEquals(Set.of("test/zebra/1"), written("2x2"));
    TestCalls.draw(images.resolve("test/zebra/1.png"), SceneClass.ZEBRA, 1);
    assertEquals(Set.of("test/zebra/1"), written("2x2"));
    assertEquals(before, TestCalls.files(out));
  }

  @Test
  void aNewImageIsAdded() throws IOException {
    TestCalls.draw(images.resolve("test/horse/9.png"), SceneClass.HORSE, 9);
    assertEquals(Set.of("test/horse/9"), written("2x2"));
    assertEquals(5, run("2x2").images());
  }

  @Test
  void aLostMaskIsMadeAgain() throws IOException {
    Map<String, String> before = TestCalls.files(out);
    try (Stream<Path> masks = Files.list(out.resolve("test/horse/2"))) {
      Files.delete(masks.filter(f -> f.toString().endsWith(".png")).sorted().findFirst().get());
    }
    assertEquals(Set.of("test/horse/2"), written("2x2"));
    assertEquals(before, TestCalls.files(out));
  }

  @Test
  void anotherSegmenterMakesAllAgainAndLeavesNothingOfTheFirst() throws IOException {
    assertEquals(4, written("3x3").size());
    Path fresh = folder.resolve("fresh");
    SegmentWithPage.run(TestCalls.segment(images, fresh, "3x3"), Progress.NONE);
    assertEquals(TestCalls.files(fresh), TestCalls.files(out));
  }

  @Test
  void anImageThatNoLongerDecodesLosesItsMasks() throws IOException {
    Files.writeString(images.resolve("test/zebra/1.png"), "no picture");
    RunSummary summary = run("2x2");
    assertEquals(1, summary.skipped());
    Path stale = out.resolve("test/zebra/1");
    try (Stream<Path> left = Files.exists(stale) ? Files.list(stale) : Stream.empty()) {
      assertFalse(left.anyMatch(f -> f.toString().endsWith(".png")), "masks of another picture");
    }
  }

  /** Masks are read back as the segmenter found them; the counts are those of a grid. */
  @Test
  void masksAndCountsAreThoseOfTheSegmenter() throws IOException {
    Path other = folder.resolve("other");
    try (SegmentRun run = SegmentRun.open(TestCalls.segment(images, other, "2x2"))) {
      run.segment(Progress.NONE);
      assertEquals(4, run.segmented());
      assertEquals(4, run.counts().size());
      run.counts()
          .forEach(
              count -> {
                assertEquals(4, count.images(), count.toString());
                assertEquals(0.25, count.meanFraction(), 1e-12);
              });
      for (SegmentRun.Sample sample : run.samples(10)) {
        List<Detection> found = new GridSegmenter(2, 2).segment("", sample.image());
        assertEquals(
            found.stream().map(Detection::mask).toList(),
            sample.segments().stream().map(Detection::mask).toList());
      }
      assertEquals(4, run.samples(10).size());
      assertEquals(2, run.samples(2).size());
    }
  }

  /** Two images of one stem would share a folder of masks; neither may overwrite the other. */
  @Test
  void imagesOfOneStemHaveNoMasks() throws IOException {
    Path twins = folder.resolve("twins");
    TestCalls.draw(twins.resolve("a/1.png"), SceneClass.HORSE, 1);
    TestCalls.draw(twins.resolve("a/2.png"), SceneClass.HORSE, 2);
    BufferedImage picture = ImageIO.read(twins.resolve("a/2.png").toFile());
    ImageIO.write(picture, "jpg", twins.resolve("a/1.jpg").toFile());
    Path masks = folder.resolve("twin-masks");
    RunSummary summary = SegmentWithPage.run(TestCalls.segment(twins, masks, "2x2"), Progress.NONE);
    assertEquals(3, summary.images());
    assertEquals(2, summary.skipped());
    assertFalse(Files.exists(masks.resolve("a/1")));
    assertTrue(Files.readString(masks.resolve("failures.csv")).contains("several images share"));
    assertTrue(Files.exists(masks.resolve("a/2")));
  }
}
