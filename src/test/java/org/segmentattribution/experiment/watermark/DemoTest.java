package org.segmentattribution.experiment.watermark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.WrongInput;

class DemoTest {
  private static final Path SCENES = Path.of("scenes");

  @ParameterizedTest
  @ValueSource(strings = {"auto", "masks", "masks:"})
  void exactMasksAreThoseOfTheScenes(String choice) {
    assertEquals(Demo.masks(SCENES), Demo.segmenter(choice, SCENES, null));
  }

  @Test
  void refusesAWrongSegmenterBeforeItDraws() {
    assertEquals("grid:3x3", Demo.segmenter("grid:3x3", SCENES, null));
    Exception e = assertThrows(WrongInput.class, () -> Demo.segmenter("mask:here", SCENES, null));
    assertTrue(e.getMessage().endsWith("did you mean \"masks\"?"), e.getMessage());
  }
}
