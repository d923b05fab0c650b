package org.segmentattribution.saliency.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.Relu;
import org.segmentattribution.model.layer.shape.Concatenation;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.layer.shape.Transposition;
import org.segmentattribution.model.layer.shape.ZeroPadding;

/** Places of an image followed through moves, windows and sums: 2 is the first place. */
class PositionsTest {
  private static final Relu LAYER = new Relu("r");
  private NDManager m;

  @BeforeEach
  void open() {
    m = TorchEngine.start().newBaseManager();
  }

  @AfterEach
  void close() {
    m.close();
  }

  private Positions planes(long channels, long rows, long columns) {
    return Positions.planes(new Shape(1, channels, rows, columns), false);
  }

  private static int[] tags(Positions positions) {
    return positions.tags().all();
  }

  private static int[] of(int... tags) {
    return tags;
  }

  private static Positions positions(Shape shape, int side, int... tags) {
    return new Positions(Tags.of(shape, tags), side, side);
  }

  @Test
  void placesAreNumberedRowByRowFromTwo() {
    Positions positions = planes(2, 2, 3);
    assertArrayEquals(of(2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6, 7), tags(positions));
    assertEquals(6, positions.places());
    Positions turned = Positions.planes(new Shape(1, 1, 3, 2), true);
    assertArrayEquals(of(2, 5, 3, 6, 4, 7), tags(turned));
    assertEquals(2, turned.height());
    assertEquals(3, turned.width());
  }

  @Test
  void aValueWithoutAPlaceTakesTheOthers() {
    Positions none = Positions.all(new Shape(1, 1, 1, 2), Positions.NONE);
    Positions two = planes(1, 1, 2);
    assertFalse(none.placed());
    assertArrayEquals(of(2, 3), tags(two.joined(none, new Shape(1, 1, 1, 2))));
    assertArrayEquals(of(2, 3), tags(none.joined(two, new Shape(1, 1, 1, 2))));
    assertEquals(2, none.joined(two, new Shape(1, 1, 1, 2)).places());
  }

  @Test
  void valuesOfTwoPlacesAreMixed() {
    Positions two = planes(1, 1, 2);
    Positions swapped = new Positions(Tags.of(new Shape(1, 1, 1, 2), 3, 3), 1, 2);
    assertArrayEquals(of(1, 3), tags(two.joined(swapped, new Shape(1, 1, 1, 2))));
  }

  @Test
  void ofTwoGridsTheFinerStays() {
    Positions coarse = positions(new Shape(1, 1, 2, 2), 1, 2, 2, 2, 2);
    Positions fine = planes(1, 2, 2);
    Positions[] alike = Positions.alike(coarse, fine);
    assertArrayEquals(of(1, 1, 1, 1), tags(alike[0]));
    assertArrayEquals(tags(fine), tags(alike[1]));
  }

  @Test
  void aSumOverChannelsKeepsPlacesOneOverColumnsDoesNot() {
    Positions positions = planes(3, 1, 2);
    assertArrayEquals(of(2, 3), tags(positions.reduced(false, 1)));
    assertArrayEquals(of(1, 1, 1), tags(positions.reduced(false, 3)));
  }

  /** A mean over the columns of each of four blocks of two by two is a grid of two by two. */
  @Test
  void blocksBecomePlacesOfACoarserGrid() {
    Positions positions = planes(1, 4, 4);
    Positions blocks =
        Positions.moved(
            m,
            new Transposition("t", new int[] {0, 1, 3, 2, 4}),
            Positions.moved(m, new Reshaping("r", new Shape(2, 2, 2, 2)), positions));
    Positions coarse = blocks.reduced(true, 3, 4);
    assertArrayEquals(of(2, 3, 4, 5), tags(coarse));
    assertEquals(2, coarse.height());
    assertEquals(2, coarse.width());
    assertArrayEquals(of(1, 1, 1, 1), tags(blocks.reduced(false, 3, 4)));
  }

  @Test
  void aWindowMakesAGridOfItsOwn() {
    Positions positions = planes(3, 4, 6);
    Positions out = positions.window(new Shape(1, 8, 2, 3));
    assertEquals(2, out.height());
    assertEquals(3, out.width());
    assertArrayEquals(of(2, 3, 4, 5, 6, 7), out.tags().plane());
  }

  @Test
  void aWindowOverTurnedOrPaddedPlanesFollowsThem() {
    Positions turned = Positions.planes(new Shape(1, 1, 6, 4), true);
    Positions out = turned.window(new Shape(1, 1, 3, 2));
    assertEquals(2, out.height());
    assertArrayEquals(of(2, 5, 3, 6, 4, 7), tags(out));
    Positions padded =
        Positions.moved(m, new ZeroPadding("p", new Shape(1, 1, 1, 1)), planes(1, 2, 2));
    assertArrayEquals(of(2, 3, 4, 5), tags(padded.window(new Shape(1, 1, 2, 2))));
  }

  @Test
  void aWindowOverPlacesInDisorderMixesThem() {
    Positions disorder = positions(new Shape(1, 1, 2, 2), 2, 5, 3, 4, 2);
    assertArrayEquals(of(1), tags(disorder.window(new Shape(1, 1, 1, 1))));
    assertArrayEquals(
        of(5, 3, 4, 2), tags(disorder.window(new Shape(1, 1, 2, 2))), "a window of one");
  }

  @Test
  void planesAreReadWhateverTheOrderOfAxes() {
    Positions last =
        Positions.moved(m, new Transposition("t", new int[] {0, 2, 3, 1}), planes(3, 2, 2));
    FeaturePlanes planes = FeaturePlanes.read(LAYER, 0, last);
    assertEquals(2, planes.height());
    assertFalse(planes.hasOthers());
    NDArray values = m.arange(12f).reshape(1, 2, 2, 3);
    assertArrayEquals(
        new float[] {0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11}, planes.planes(values).toFloatArray());
    assertEquals(new Shape(1, 3, 2, 2), planes.planes(values).getShape());
  }

  @Test
  void rowsOfPatchesBehindAClassTokenArePlanes() {
    Positions rows =
        Positions.moved(
            m,
            new Transposition("t", new int[] {0, 2, 1}),
            Positions.moved(m, new Reshaping("r", new Shape(2, 4)), planes(2, 2, 2)));
    Positions token = Positions.all(new Shape(1, 1, 2), Positions.NONE);
    Positions all = Positions.moved(m, new Concatenation("c", 1), token, rows);
    FeaturePlanes planes = FeaturePlanes.read(LAYER, 7, all);
    assertTrue(planes.hasOthers());
    assertEquals(5, planes.along());
    assertEquals(7, planes.step());
    NDArray values = m.arange(10f).reshape(1, 5, 2);
    assertArrayEquals(new float[] {2, 4, 6, 8, 3, 5, 7, 9}, planes.planes(values).toFloatArray());
  }

  @Test
  void severalImagesAreReadAtOnce() {
    FeaturePlanes planes = FeaturePlanes.read(LAYER, 0, planes(1, 1, 2));
    NDArray values = m.create(new float[] {1, 2, 3, 4}, new Shape(2, 1, 1, 2));
    assertArrayEquals(new float[] {1, 2, 3, 4}, planes.planes(values).toFloatArray());
    assertEquals(new Shape(2, 1, 1, 2), planes.planes(values).getShape());
  }

  @Test
  void whatIsNoPlanes() {
    assertNull(FeaturePlanes.read(LAYER, 0, planes(3, 1, 1)), "one place");
    Positions twice = positions(new Shape(1, 6), 2, 2, 2, 3, 4, 5, 5);
    assertNull(FeaturePlanes.read(LAYER, 0, twice), "a place twice");
    Positions missing = positions(new Shape(1, 4), 2, 2, 3, 4, 0);
    assertNull(FeaturePlanes.read(LAYER, 0, missing), "a place too few");
    Positions mixed = positions(new Shape(1, 4), 2, 2, 3, 4, 1);
    assertNull(FeaturePlanes.read(LAYER, 0, mixed), "a mixed value");
    Positions many = Positions.all(new Shape(2, 4), Positions.NONE);
    assertNull(FeaturePlanes.read(LAYER, 0, many), "no place");
  }
}
