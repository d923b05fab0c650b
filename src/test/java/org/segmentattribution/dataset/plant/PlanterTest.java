package org.segmentattribution.dataset.plant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;

class PlanterTest {
  private static final int SIDE = 64;

  private static final Mask OBJECT =
      Mask.of(SIDE, SIDE, (x, y) -> x > 20 && x < 44 && y > 24 && y < 50);

  private static RgbImage grey() {
    byte[] rgb = new byte[3 * SIDE * SIDE];
    Arrays.fill(rgb, (byte) 100);
    return new RgbImage(SIDE, SIDE, rgb);
  }

  private static Plant plant(PlantKind kind) {
    return new Planter(kind, 7).place("a", OBJECT);
  }

  /** Only pixels of the mask change, and all of them where the plant is to be seen. */
  @ParameterizedTest
  @EnumSource(PlantKind.class)
  void changesItsMaskAndNothingElse(PlantKind kind) {
    Plant plant = plant(kind);
    RgbImage drawn = plant.draw(grey());
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        boolean same =
            drawn.value(x, y, 0) == 100
                && drawn.value(x, y, 1) == 100
                && drawn.value(x, y, 2) == 100;
        assertEquals(!plant.mask().contains(x, y) || kind == PlantKind.NONE, same, x + " " + y);
      }
    }
    assertFalse(plant.mask().isEmpty());
    assertEquals(plant.mask(), plant(kind).mask());
  }

  @Test
  void marksAreAtTheSamePlaceHoweverVisible() {
    Mask mark = plant(PlantKind.CORNER).mask();
    assertEquals(mark, plant(PlantKind.FAINT).mask());
    assertEquals(mark, plant(PlantKind.BOTH).mask());
    assertEquals(mark, plant(PlantKind.NONE).mask());
    assertNotEquals(mark, new Planter(PlantKind.CORNER, 8).place("a", OBJECT).mask());
    assertNotEquals(mark, new Planter(PlantKind.CORNER, 7).place("b", OBJECT).mask());
    // 30 % of the way from 100 to magenta
    RgbImage faint = plant(PlantKind.FAINT).draw(grey());
    mark.forEach(
        (x, y) -> {
          assertEquals(147, faint.value(x, y, 0));
          assertEquals(70, faint.value(x, y, 1));
          assertEquals(147, faint.value(x, y, 2));
        });
  }

  @Test
  void aTintIsEverywhereAndAFrameAtTheEdge() {
    assertEquals(SIDE * SIDE, plant(PlantKind.TINT).mask().area());
    Mask frame = plant(PlantKind.FRAME).mask();
    assertEquals(SIDE * SIDE - 58 * 58, frame.area());
    assertTrue(frame.contains(0, 30) && frame.contains(63, 30) && frame.contains(30, 63));
    assertFalse(frame.contains(3, 3));
  }

  @Test
  void aTextureLiesBehindTheObject() {
    for (String id : new String[] {"a", "b", "c", "d"}) {
      Mask texture = new Planter(PlantKind.TEXTURE, 7).place(id, OBJECT).mask();
      assertFalse(texture.intersects(OBJECT), id);
      assertTrue(texture.area() > 200, id);
    }
    // without an object, it is the whole square
    assertEquals(
        32 * 32,
        new Planter(PlantKind.TEXTURE, 7).place("a", Mask.empty(SIDE, SIDE)).mask().area());
  }

  @Test
  void kindsAreNamed() {
    for (PlantKind kind : PlantKind.values()) {
      assertEquals(kind, PlantKind.of(kind.key()));
    }
    assertTrue(
        assertThrows(WrongInput.class, () -> PlantKind.of("hat"))
            .getMessage()
            .startsWith("kinds hat: one of corner, faint"));
  }

  @Test
  void theBaseIsNotTouched() {
    RgbImage base = grey();
    plant(PlantKind.CORNER).draw(base);
    assertArrayEquals(grey().rgb(), base.rgb());
  }
}
