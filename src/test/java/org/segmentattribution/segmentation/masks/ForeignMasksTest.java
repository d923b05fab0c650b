package org.segmentattribution.segmentation.masks;

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
import org.segmentattribution.api.ExpectedImages;
import org.segmentattribution.segmentation.coco.CocoMasks;

class ForeignMasksTest {
  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SA-1B | {\"image\": {\"image_id\": 1, \"width\": 3}, \"annotations\":"
            + " [{\"id\": 1, \"segmentation\": {\"size\": [2, 3], \"counts\": \"6\"}}]}",
        "LabelMe | {\"version\": \"5.0\", \"flags\": {}, \"shapes\": [], \"imagePath\": \"a.jpg\"}",
        "VGG | {\"a.jpg123\": {\"filename\": \"a.jpg\", \"size\": 123, \"regions\": []}}",
        "VGG | {\"_via_settings\": {}, \"_via_img_metadata\": {}}",
        "Datumaro | {\"info\": {}, \"categories\": {\"label\": {}}, \"items\": []}",
        "Label Studio | [{\"id\": 1, \"annotations\": [], \"data\": {\"image\": \"x\"}}]",
        "Label Studio | [{\"image\": \"x\", \"id\": 1, \"annotator\": 1, \"lead_time\": 3.5}]",
        "CreateML | [{\"image\": \"a.jpg\", \"annotations\": []}]",
        "COCO results | [{\"image_id\": 1, \"category_id\": 2, \"score\": 0.5}]",
        "Supervisely | {\"description\": \"\", \"size\": {\"height\": 2}, \"objects\": []}",
        "V7 Darwin | {\"version\": \"2.0\", \"item\": {}, \"annotations\": []}",
        "Cityscapes | {\"imgHeight\": 2, \"imgWidth\": 3, \"objects\": []}",
        "GeoJSON | {\"type\": \"FeatureCollection\", \"features\": []}"
      })
  void otherProgramsAreAnswered(String program, String text) throws IOException {
    Path file = Files.writeString(temp.resolve("a.json"), text);
    String said =
        assertThrows(IOException.class, () -> CocoMasks.open(file, List.of())).getMessage();
    assertTrue(said.startsWith(file + ": this is a file of " + program), said);
    assertEquals(1, said.lines().count());
  }

  /** A folder of one such file an image. */
  @Test
  void aFolderOfThemIsAnsweredToo() throws IOException {
    Files.createDirectories(temp.resolve("cat"));
    Files.writeString(temp.resolve("cat/1.json"), "{\"shapes\": [], \"imagePath\": \"1.jpg\"}");
    MaskFolder folder = MaskFolder.open(temp);
    ExpectedImages images = new ExpectedImages(List.of("cat/1.jpg"), List.of("cat/1.jpg"));
    String said = assertThrows(IOException.class, () -> folder.expect(images)).getMessage();
    assertTrue(said.contains("it has files like cat/1.json: this is a file of LabelMe"), said);
  }

  @ParameterizedTest
  @CsvSource({"a.xml, XML holds boxes", "a.txt, YOLO", "a.zip, unpack", "a.csv, masks: takes a"})
  void filesThatAreNoJson(String name, String answer) throws IOException {
    Path file = Files.writeString(temp.resolve(name), "x");
    String said = assertThrows(IOException.class, () -> MaskFolder.open(file)).getMessage();
    assertTrue(said.startsWith(file + " is not a folder of masks"), said);
    assertTrue(said.contains(answer), said);
  }
}
