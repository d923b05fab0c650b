package org.segmentattribution.run.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.ModelDeclaration;

class ClassGroupTest {
  /** Folders are called by WordNet's numbers, which are aliases; cranes are two classes. */
  private static final ModelDeclaration MODEL =
      new ModelDeclaration(
          List.of("tabby", "beagle", "husky", "crane", "crane", "zebra"),
          Map.of("n01", 0, "n02", 1, "n03", 2, "n04", 3, "n05", 4, "n06", 5),
          Preprocessing.simple(8, 8));

  private static final Set<String> PRESENT = Set.of("n01", "n02", "n03", "n04", "n06", "scenery");

  private static List<String> labels(String text) {
    return ClassGroup.parse(text, PRESENT, MODEL).labels();
  }

  private static String refused(String text) {
    return assertThrows(WrongInput.class, () -> labels(text)).show(key -> "--" + key);
  }

  @ParameterizedTest
  @CsvSource({
    "n02, n02, n02",
    "beagle, beagle, n02",
    "1, 1, n02",
    "crane (3), crane (3), n04",
    "scenery, scenery, scenery",
    "dogs=beagle+husky, dogs, n02 n03",
    "dogs=1-2, dogs, n02 n03",
    "' dogs = husky + n02 ', dogs, n02 n03",
    "all=0-99, all, n01 n02 n03 n04 n06",
    "twice=beagle+n02+1, twice, n02",
    "mixed=scenery+5, mixed, n06 scenery"
  })
  void aGroupIsANameAndItsLabels(String text, String name, String labels) {
    ClassGroup group = ClassGroup.parse(text, PRESENT, MODEL);
    assertEquals(name, group.name());
    assertEquals(List.of(labels.split(" ")), group.labels());
  }

  @ParameterizedTest
  @CsvSource({
    "ghost, ghost",
    "dogs=beagle+ghost, ghost",
    "9, 9",
    "6-9, 6-9",
    "2-1, 2-1",
    "n05, n05"
  })
  void aMemberWithoutImagesIsRefused(String text, String member) {
    assertEquals(
        "--class "
            + text
            + ": no image of '"
            + member
            + "'; the images have n01, n02, n03, n04, n06, scenery",
        refused(text));
  }

  @Test
  void aNameOfTwoClassesIsRefusedWithBoth() {
    String said = refused("crane");
    assertTrue(said.contains("'crane' may be 'crane (3)' or 'crane (4)'"), said);
  }

  @Test
  void ofManyClassesSomeAreListed() {
    List<String> many = IntStream.range(10, 30).mapToObj(i -> "c" + i).toList();
    String listed = ClassGroup.listed(many);
    assertTrue(listed.startsWith("c10, c11, "), listed);
    assertTrue(listed.endsWith("c21 and 8 more"), listed);
    assertEquals("a, b", ClassGroup.listed(List.of("b", "a")));
  }
}
