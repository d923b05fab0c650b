package org.segmentattribution.command.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.model.onnx.check.SelfCheck;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.Tabulator;
import org.segmentattribution.pipeline.Targets;
import org.segmentattribution.run.ChunkFolders;
import org.segmentattribution.run.KeyedImage;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.segmentation.grid.GridSegmenter;

/** What is loaded for a run or for a program, and chunks that are made elsewhere. */
class OpenedExplainerTest {
  @TempDir Path folder;
  private Path images;
  private final AtomicInteger closed = new AtomicInteger();

  @BeforeEach
  void draw() throws IOException {
    images = TestCalls.draw(folder.resolve("images"), "test", 2);
  }

  /** Counts how often it is closed. */
  private Segmenter counted() {
    GridSegmenter grid = new GridSegmenter(2, 2);
    return new Segmenter() {
      @Override
      public List<Detection> segment(String stem, RgbImage image) {
        return grid.segment(stem, image);
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }

  private OpenedExplainer.Settings settings(String target) {
    return TestCalls.explain(images, folder.resolve("out"), target, 1).explainer();
  }

  private OpenedExplainer open() {
    return OpenedExplainer.open(settings("label"), this::counted);
  }

  private List<ImageRecord> records() {
    return ImageSelection.open(images).records();
  }

  @Test
  void theSegmenterIsClosedOnceWithTheRest() {
    try (OpenedExplainer opened = open()) {
      assertEquals(2, opened.explainer().parameters().size());
      assertEquals(0, closed.get());
    }
    assertEquals(1, closed.get());
  }

  @Test
  void aSegmenterThatCannotBeOpenedLeavesNothingOpen() {
    assertThrows(
        IllegalStateException.class,
        () ->
            OpenedExplainer.open(
                settings("label"),
                () -> {
                  throw new IllegalStateException("no segmenter");
                }));
    try (OpenedExplainer opened = open()) {
      assertEquals("model", opened.classifier().name(), "and another can be opened");
    }
  }

  @Test
  void anImageThatCannotBeReadIsNoMatterToTheOthers() throws IOException {
    Files.writeString(images.resolve("test/horse/2.png"), "no picture");
    try (OpenedExplainer opened = open()) {
      Targets targets =
          Targets.of("label", opened.classifier().declaration(), Set.of("horse", "zebra"));
      Tabulator tabulator = opened.tabulator(targets, List.of(), 1);
      OpenedExplainer.Batch batch =
          OpenedExplainer.explain(records(), opened.preparer()::prepare, tabulator);
      assertEquals(
          List.of("test/horse/2.png"), batch.unread().stream().map(Failure::image).toList());
      assertEquals(3 * 2, batch.explained().tables().size());
      List<ImageRecord> broken = records().subList(1, 2);
      assertNull(
          OpenedExplainer.explain(broken, opened.preparer()::prepare, tabulator).explained());
    }
  }

  /**
   * The tables of photographs are those of the run, although they are explained by one method
   * alone.
   */
  @Test
  void theFirstMethodAloneSaysWhatItSaysAmongOthers() {
    try (OpenedExplainer opened = open()) {
      Targets targets = Targets.of("zebra", opened.classifier().declaration(), Set.of());
      var all =
          OpenedExplainer.explain(
                  records(), opened.preparer()::prepare, opened.tabulator(targets, List.of(), 4))
              .explained();
      var first =
          OpenedExplainer.explain(
                  records(), opened.preparer()::prepare, opened.firstMethod(targets, List.of(), 4))
              .explained();
      assertEquals(4, first.tables().size());
      for (int i = 0; i < 4; i++) {
        assertEquals("lrp-z", first.tables().get(i).method());
        assertEquals(all.tables().get(2 * i).rows(), first.tables().get(i).rows());
      }
    }
  }

  @Test
  void theSelfCheckTakesTheFirstImagesThatCanBeRead() throws IOException {
    Files.writeString(images.resolve("test/horse/1.png"), "no picture");
    try (OpenedExplainer opened = open()) {
      SelfCheck check = opened.selfCheck(records(), opened.preparer().reader()::decode);
      assertEquals(Math.min(3, SelfCheck.MOST), check.images());
      assertFalse(check.failed());
      SelfCheck none = opened.selfCheck(List.of(), opened.preparer().reader()::decode);
      assertEquals("not made: no image can be read", none.line());
    }
  }

  /** Chunks of another process, in another order, come to the same tables. */
  @Test
  void chunksMayBeMadeElsewhere() throws IOException {
    ExplainSettings here = TestCalls.explain(images, folder.resolve("here"), "label", 1);
    ExplainSettings there = TestCalls.explain(images, folder.resolve("there"), "label", 1);
    ExplainWithReport.run(here, Progress.NONE);
    AtomicInteger made = new AtomicInteger();
    try (ChunkExplainer other = ChunkExplainer.open(there, there.images().open())) {
      ExplainWithReport.run(there, new Elsewhere(other, made), Progress.NONE);
    }
    assertEquals(2, made.get());
    assertEquals(TestCalls.files(folder.resolve("here")), TestCalls.files(folder.resolve("there")));
    assertTrue(RunDirectory.isDone(folder.resolve("there")));
  }

  /** Works through the last chunk first. */
  private record Elsewhere(ChunkExplainer explainer, AtomicInteger made) implements ChunkRunner {
    @Override
    public List<List<KeyedImage>> keys(List<List<ImageRecord>> chunks, Progress progress) {
      return chunks.stream().map(explainer::keyed).toList();
    }

    @Override
    public List<ChunkFolders.Part> parts(
        List<List<ImageRecord>> chunks, RunDirectory directory, Progress progress)
        throws IOException {
      List<ChunkFolders.Part> parts = new ArrayList<>();
      for (int i = chunks.size() - 1; i >= 0; i--) {
        ChunkFolders folders = ChunkFolders.open(directory.folder());
        made.incrementAndGet();
        parts.add(folders.get(chunks.get(i), explainer.keyed(chunks.get(i)), explainer::explain));
      }
      Collections.reverse(parts);
      return parts;
    }
  }
}
