package org.segmentattribution.segmentation.coco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.segmentation.masks.MaskDeclaration;
import org.segmentattribution.segmentation.masks.Pngs;

class CocoPanopticTest {
  private static final String TEXT =
      """
      {"images": [{"id": 5, "file_name": "a.jpg", "width": 3, "height": 2}],
       "categories": [{"id": 1, "name": "sky", "isthing": 0}, {"id": 2, "name": "dog"}],
       "annotations": [{"image_id": 5, "file_name": "a.png", "segments_info": [
         {"id": 66051, "category_id": 2, "area": 2, "bbox": [0, 0, 1, 1], "iscrowd": 0},
         {"id": 7, "category_id": 1}, {"id": 8, "category_id": 2}]}]}""";

  @TempDir Path temp;

  private CocoMasks open(String query) throws IOException {
    Path json = Files.writeString(temp.resolve("panoptic_val.json"), TEXT);
    MaskDeclaration declared = MaskDeclaration.parse(json + query);
    return CocoMasks.open(declared.path(), declared.png());
  }

  private static String segments(CocoMasks masks) throws IOException {
    return masks.segmentImage("a.jpg", Pngs.image(3, 2)).stream()
        .map(d -> d.name() + " " + d.mask().area())
        .collect(Collectors.joining("; "));
  }

  /** 66051 = 3 + 256 * 2 + 65536 * 1: red 3, green 2, blue 1. */
  @Test
  void segmentsLieInAPicture() throws IOException {
    Path png = temp.resolve("panoptic_val/a.png");
    Pngs.argb(
        png,
        new int[][] {{0xff030201, 0xff030201, 0xff070000}, {0xff000000, 0xff070000, 0xff070000}});
    CocoMasks masks = open("");
    assertEquals("sky 3; dog 2; dog 0", segments(masks));
    assertEquals("dog 2; dog 0", segments(masks.only(List.of("dog"))));
    String before = masks.imageFingerprint("a.jpg");
    Pngs.argb(png, new int[][] {{0xff030201, 0, 0}, {0, 0, 0}});
    assertNotEquals(before, masks.imageFingerprint("a.jpg"));
    Pngs.argb(png, new int[][] {{0xff030202, 0, 0}, {0, 0, 0}});
    String said = assertThrows(IOException.class, () -> segments(masks)).getMessage();
    assertEquals(png + " has the segment 131587, which segments_info does not list", said);
    Files.delete(png);
    said = assertThrows(IOException.class, () -> segments(masks)).getMessage();
    assertEquals(png + " is not there", said);
  }

  @Test
  void theFolderCanBeDeclared() throws IOException {
    String said = assertThrows(IOException.class, () -> open("")).getMessage();
    assertTrue(said.contains("panoptic_val is no folder of them: declare masks:"), said);
    Pngs.grey(temp.resolve("other/a.png"), new int[2][3]);
    assertEquals("sky 0; dog 0; dog 0", segments(open("?png=" + temp.resolve("other"))));
  }
}
