package org.segmentattribution.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.InputNote;

class InputCountsTest {
  private static final List<InputNote> NOTES =
      List.of(
          new InputNote("file", "a.txt", false, "no picture: text"),
          new InputNote("file", "b.txt", false, "no picture: empty"),
          new InputNote("file", "c.png", false, "left out by limit"),
          new InputNote("file", "d.png", true, "its label is guessed"),
          new InputNote("exclude", "list.txt:3", false, "no image is called 'x' (exclude)"));

  @Test
  void everyFileIsCountedOnce() {
    InputCounts counts = InputCounts.of("file", 7, 2, NOTES);
    assertEquals(10, counts.files());
    assertEquals(5, counts.images());
    assertEquals(counts.files(), counts.images() + counts.failed() + counts.unused());
    assertEquals(Map.of("no picture", 2, "left out by limit", 1), counts.reasons());
    assertEquals(Map.of("file", 1, "exclude", 1), counts.noted());
  }

  @Test
  void linesNameSettingsAsTheirReaderKnowsThem() {
    List<String> lines = InputCounts.of("file", 7, 2, NOTES).lines("photos", key -> "--" + key);
    assertEquals(
        "10 files below photos: 5 photographs, 2 could not be used (failures.csv), 3 no photographs"
            + " or left out (inputs.csv): 2 no picture, 1 left out by --limit",
        lines.get(0));
    assertEquals(
        "inputs.csv also has what was assumed or did not fit: 1 files, 1 lines of --exclude",
        lines.get(1));
  }

  @Test
  void countsOfAnEarlierVersionAreShownAsTheyAre() {
    InputCounts old =
        new InputCounts("line", 2, 1, 0, 1, Map.of("left out by --limit", 1), Map.of());
    assertEquals(
        List.of(
            "2 lines in list.csv: 1 photograph, 1 no photographs or left out (inputs.csv): 1 left"
                + " out by --limit"),
        old.lines("list.csv", key -> "--" + key));
  }

  @Test
  void theyAreReadBackFromJson() {
    InputCounts counts = InputCounts.of("file", 7, 2, NOTES);
    assertEquals(counts, InputCounts.of(counts.json()));
    assertNull(InputCounts.of((Object) null));
  }
}
