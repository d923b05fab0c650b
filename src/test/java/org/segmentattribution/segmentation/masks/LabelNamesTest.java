package org.segmentattribution.segmentation.masks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What colours and values of label maps mean: labelmap.txt and names.txt. */
class LabelNamesTest {
  @TempDir Path folder;

  private LabelColours colours(String text) throws IOException {
    Files.writeString(folder.resolve("labelmap.txt"), text);
    return LabelColours.find(folder).orElseThrow();
  }

  @Test
  void coloursAsCvatWritesThem() throws IOException {
    LabelColours colours =
        colours("# label:color_rgb:parts:actions\nbackground:0,0,0::\n\nLeft  Ear:255,128,1::\n");
    assertEquals(
        "{0=background, 16744449=left ear}", colours.names().toString(), "0xff8001 and lower case");
    assertEquals(new ArrayList<>(colours.names().keySet()), List.of(0, 0xff8001));
  }

  @Test
  void colonsInNamesAndBlanksBetweenNumbers() throws IOException {
    assertEquals("{66051=part:ear}", colours("part:ear: 1, 2 ,3\r\n").names().toString());
  }

  @Test
  void oneNameMayHaveSeveralColours() throws IOException {
    assertEquals(
        "{1=ear, 2=ear}", colours("ear:0,0,1::\near:0,0,2::\near:0,0,2::\n").names().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ear:0,0::| not label:red,green,blue:parts:actions: ear:0,0::",
        "ear| not label:red,green,blue:parts:actions: ear",
        "ear:-1,0,0::| not label:red,green,blue:parts:actions: ear:-1,0,0::",
        "ear:0,0,256::| a colour goes to 255: ear:0,0,256::",
      })
  void linesThatAreNone(String line, String why) {
    String message = assertThrows(IOException.class, () -> colours(line + "\n")).getMessage();
    assertEquals(folder.resolve("labelmap.txt") + ":" + " " + why.strip(), message);
  }

  @Test
  void oneColourForTwoNames() {
    String message =
        assertThrows(IOException.class, () -> colours("ear:1,1,1::\nnose:1,1,1::\n")).getMessage();
    assertTrue(message.endsWith("labelmap.txt gives one colour to ear and nose"), message);
    assertThrows(IOException.class, () -> colours("# nothing\n"));
  }

  @Test
  void theFolderOrItsParentIsAsked() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("SegmentationClass"));
    assertTrue(LabelColours.find(inner).isEmpty());
    assertTrue(LabelNames.find(inner).isEmpty());
    Files.writeString(folder.resolve("labelmap.txt"), "outer:1,1,1::\n");
    Files.writeString(folder.resolve("names.txt"), "outer\n");
    assertEquals("{65793=outer}", LabelColours.find(inner).orElseThrow().names().toString());
    assertEquals(List.of("outer"), LabelNames.find(inner).orElseThrow().names());
    Files.writeString(inner.resolve("labelmap.txt"), "inner:1,1,1::\n");
    Files.writeString(inner.resolve("names.txt"), "inner\n");
    assertEquals("{65793=inner}", LabelColours.find(inner).orElseThrow().names().toString());
    assertEquals(List.of("inner"), LabelNames.find(inner).orElseThrow().names());
  }

  @Test
  void aBlankLineIsNoSegmentAndKeepsItsNumber() throws IOException {
    Files.writeString(folder.resolve("names.txt"), "Sky\n\nHorse  Head\n");
    assertEquals(List.of("sky", "", "horse head"), LabelNames.find(folder).orElseThrow().names());
  }
}
