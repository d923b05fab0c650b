package org.segmentattribution.report.svg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.segmentation.grid.GridSegmenter;

class PlaceTextTest {
  @Test
  void cellsOfGridsArePlaces() {
    assertEquals("cell in row 1, column 4", PlaceText.words("r1c4"));
    assertEquals("row 64 column 10", PlaceText.label("r64c10"));
    assertEquals("top left corner", PlaceText.words("top-left"));
    assertEquals("middle of the right side", PlaceText.words("centre-right"));
    assertEquals(
        List.of("top left", "top centre", "centre left", "centre", "bottom right"),
        List.of("top-left", "top-centre", "centre-left", "centre-centre", "bottom-right").stream()
            .map(PlaceText::label)
            .toList());
  }

  @Test
  void everyCellIsKnown() {
    for (String grid : List.of("3x3", "2x5", "12x64")) {
      for (String name : GridSegmenter.parse(grid).names()) {
        assertNotEquals(name, PlaceText.words(name));
        assertNotEquals(name, PlaceText.label(name));
      }
    }
  }

  @Test
  void otherNamesStay() {
    for (String name :
        List.of("person", "r0c1", "r1c100", "top", "the r1c4", "bottom-left pocket")) {
      assertEquals(name, PlaceText.words(name));
      assertEquals(name, PlaceText.label(name));
    }
  }
}
