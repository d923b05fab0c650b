package org.segmentattribution.segmentation.dinox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.segmentation.JoinedSegmenter;
import org.segmentattribution.segmentation.MaskCache;
import org.segmentattribution.segmentation.NamedUnions;
import org.segmentattribution.segmentation.grid.GridSegmenter;

/** What nobody asked for is told through whatever stands around the segmenter that left it out. */
class UnmatchedTest {
  @TempDir Path folder;

  @Test
  void isSummedAndHandedOn() throws IOException {
    try (FakeDinoX server = new FakeDinoX()) {
      server.outcome =
          task ->
              FakeDinoX.success(
                  FakeDinoX.object("wheel", FakeDinoX.middle(task)),
                  FakeDinoX.object("eye", FakeDinoX.middle(task)));
      Segmenter one = server.client("eye");
      Segmenter named = new NamedUnions(one, PromptList.of(List.of("eye")));
      Segmenter joined =
          new JoinedSegmenter(
              List.of(
                  new MaskCache(named, folder, "one"),
                  new GridSegmenter(2, 2),
                  server.client("eye")));
      assertEquals(Map.of(), joined.unmatched());
      assertEquals(6, joined.segment("a/1", RgbImage.black(20, 12)).size());
      assertEquals(Map.of("wheel", 2), joined.unmatched());
      assertEquals(Map.of("wheel", 1), named.unmatched());
    }
  }
}
