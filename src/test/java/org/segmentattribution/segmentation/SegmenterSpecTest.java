package org.segmentattribution.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.segmentation.grid.GridSegmenter;
import org.segmentattribution.segmentation.masks.Pngs;

class SegmenterSpecTest {
  @TempDir Path temp;

  @Test
  void threeByThreeHasTheNamesOfPositions() {
    List<Detection> cells = new GridSegmenter(3, 3).segment("a", Pngs.image(8, 7));
    assertEquals(
        List.of(
            "top-left",
            "top-centre",
            "top-right",
            "centre-left",
            "centre-centre",
            "centre-right",
            "bottom-left",
            "bottom-centre",
            "bottom-right"),
        cells.stream().map(Detection::name).toList());
    // columns cut at 0, 2, 5, 8 and rows at 0, 2, 4, 7
    assertEquals(Mask.of(8, 7, (x, y) -> x >= 2 && x < 5 && y >= 4), cells.get(7).mask());
  }

  @ParameterizedTest
  @CsvSource({"1,1,5,4", "2,5,17,9", "64,64,100,70", "4,3,3,2"})
  void cellsCoverEveryPixelOnce(int rows, int columns, int width, int height) {
    List<Detection> cells =
        new GridSegmenter(rows, columns).segment("a", Pngs.image(width, height));
    assertEquals(rows * columns, cells.size());
    Mask all = Mask.empty(width, height);
    for (Detection cell : cells) {
      assertEquals(false, all.intersects(cell.mask()));
      assertEquals(1.0, cell.score());
      all = all.union(cell.mask());
    }
    assertEquals(width * height, all.area());
    assertEquals("r1c1", cells.get(0).name());
    assertEquals("r" + rows + "c" + columns, cells.get(cells.size() - 1).name());
  }

  @Test
  void foldersMayHaveAPlusInTheirNames() {
    SegmenterSpec spec = SegmenterSpec.parse("masks:a+b/c++ + grid:3x4+masks:d+grids:e");
    assertEquals(
        List.of(
            new SegmenterSpec.Part("masks", "a+b/c++"),
            new SegmenterSpec.Part("grid", "3x4"),
            new SegmenterSpec.Part("masks", "d+grids:e")),
        spec.parts());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "masks",
        "masks:",
        "onnx:",
        "dinox: ",
        "grid",
        "grid:3",
        "grid:0x3",
        "grid:3x65",
        "grid:-1x3",
        "grid:3x3x3",
        "grid:3x3+",
        "+grid:3x3",
        "grid:3x3+masks:",
        "grid:99999999999x1"
      })
  void whatIsNotASpecificationSaysWhatIs(String text) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> SegmenterSpec.parse(text));
    assertEquals(1, e.getMessage().lines().count());
    assertTrue(
        e.getMessage().contains("masks:DIR, masks:FILE.json, onnx:FILE")
            || e.getMessage().contains("is not ROWSxCOLUMNS")
            || e.getMessage().contains("1 to 64 rows and columns"),
        e.getMessage());
  }

  @Test
  void joinedSegmentersConcatenate() throws IOException {
    Path eyes = temp.resolve("eyes+");
    Path ears = temp.resolve("ears");
    Pngs.grey(eyes.resolve("a/eye.png"), new int[][] {{255, 0}});
    Pngs.grey(eyes.resolve("a/brow.png"), new int[][] {{255, 0}});
    Pngs.grey(ears.resolve("a/ear.png"), new int[][] {{0, 255}});
    SegmenterSpec spec = SegmenterSpec.parse("masks:" + eyes + "+masks:" + ears + "+grid:1x2");
    assertEquals(List.of("brow", "eye", "ear", "r1c1", "r1c2"), names(spec, List.of()));
    assertEquals(List.of("eye", "ear", "r1c1", "r1c2"), names(spec, List.of("Eye", "ear")));
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> spec.open(SegmenterOptions.of(List.of("ear", "Tail"))));
    assertEquals("no masks named tail in " + ears, e.getMessage());
  }

  @Test
  void aFolderThatIsNotThereIsAnError() {
    SegmenterSpec spec = SegmenterSpec.parse("masks:" + temp.resolve("none"));
    Exception e = assertThrows(IOException.class, () -> spec.open(SegmenterOptions.of(List.of())));
    assertTrue(e.getMessage().endsWith("none is not a folder of masks"), e.getMessage());
    assertTrue(Files.notExists(temp.resolve("none")));
  }

  @Test
  void aServiceHasNoListOfClasses() {
    SegmenterOptions options =
        new SegmenterOptions(PromptList.of(List.of("dog")), "cpu", Double.NaN, "coco", null, null);
    Exception e =
        assertThrows(WrongInput.class, () -> SegmenterSpec.parse("dinox+grid:3x3").open(options));
    assertEquals(
        "segmenter-classes coco: a service has no list of classes; ask for names with segments",
        e.getMessage());
  }

  private static List<String> names(SegmenterSpec spec, List<String> segments) throws IOException {
    return spec.open(SegmenterOptions.of(segments)).segment("a", Pngs.image(2, 1)).stream()
        .map(Detection::name)
        .toList();
  }

  @Test
  void saysWhatASchemeNeeds() {
    String message =
        assertThrows(WrongInput.class, () -> SegmenterSpec.parse("masks")).getMessage();
    assertTrue(message.endsWith("; name more than masks: masks:DIR or masks:FILE.json"), message);
  }
}
