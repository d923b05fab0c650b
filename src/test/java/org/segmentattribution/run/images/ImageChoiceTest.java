package org.segmentattribution.run.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.api.WrongInput;

class ImageChoiceTest {
  @TempDir Path folder;
  private Path images;
  private TestImages.Choice all;

  @BeforeEach
  void draw() throws IOException {
    images = folder.resolve("images");
    TestImages.draw(
        images,
        "test/cat/1",
        "test/cat/2",
        "test/cow/1",
        "test/dog/1",
        "test/dog/2",
        "test/dog/3",
        "train/cat/1",
        "train/dog/1");
    all = TestImages.of(images);
  }

  private String refused(TestImages.Choice choice) {
    return assertThrows(WrongInput.class, choice::open).show(key -> "--" + key);
  }

  @Test
  void withoutAChoiceAllAreTakenInOrder() {
    assertEquals(8, all.paths().size());
    assertEquals(List.copyOf(new TreeSet<>(all.paths())), all.paths());
    assertEquals(List.of(), all.open().notes());
    assertEquals(all.paths(), TestImages.paths(new ImageChoice(images, List.of(), "", 0).open()));
  }

  @ParameterizedTest
  @CsvSource({
    "test, 0, 6",
    "TEST, 0, 6",
    "train, 0, 2",
    "test, 1, 3",
    "test, 2, 5",
    "test, 99, 6",
    "'', 1, 3",
    "'', 2, 5"
  })
  void aLimitIsOfEachClassAfterTheSplit(String split, int limit, int count) {
    assertEquals(count, all.split(split).limit(limit).paths().size());
  }

  @Test
  void filtersAreTakenOneAfterTheOther() throws IOException {
    Path list = Files.writeString(folder.resolve("list.txt"), "test/dog/1.png\n");
    all.split("test").classes("dog").limit(1).exclude(list).seen("test/dog/2.png");
    assertEquals(List.of("test/dog/3.png"), all.paths(), "a limit counts what is left");
    assertEquals(
        Set.of(
            "left out by exclude",
            "left out: seen in training",
            "left out by split",
            "left out by class"),
        new HashSet<>(TestImages.reasons(all.open())));
  }

  /** Whatever is chosen, each image is either used or noted once with a reason. */
  @Test
  void everyImageIsUsedOrNoted() throws IOException {
    List<String> every = all.paths();
    Path list = folder.resolve("list.txt");
    SplittableRandom random = new SplittableRandom(8);
    for (int trial = 0; trial < 40; trial++) {
      Files.writeString(list, every.get(random.nextInt(8)));
      TestImages.Choice choice = TestImages.of(images).limit(random.nextInt(3));
      if (random.nextBoolean()) {
        choice.exclude(list);
      }
      if (random.nextBoolean()) {
        choice.split("test");
      }
      if (random.nextBoolean()) {
        choice.classes("dog", "cat");
      }
      if (random.nextBoolean()) {
        choice.shard(1 + random.nextInt(2), 2);
      }
      ImageSelection selection = choice.open();
      List<String> together = new ArrayList<>(TestImages.paths(selection));
      selection.notes().stream().map(InputNote::path).forEach(together::add);
      assertEquals(8, together.size());
      assertEquals(new HashSet<>(every), new HashSet<>(together));
      assertFalse(selection.notes().stream().anyMatch(InputNote::used));
      assertEquals(new HashSet<>(every), new HashSet<>(selection.listed()));
    }
  }

  @Test
  void partsOfAChoiceAreThatChoice() {
    for (int of = 1; of <= 6; of++) {
      Set<String> together = new HashSet<>();
      List<Integer> sizes = new ArrayList<>();
      for (int number = 1; number <= of; number++) {
        ImageSelection part = TestImages.of(images).split("test").shard(number, of).open();
        assertEquals(6, part.whole(), "what all parts have together");
        sizes.add(part.records().size());
        together.addAll(TestImages.paths(part));
      }
      assertEquals(6, sizes.stream().mapToInt(n -> n).sum());
      assertEquals(6, together.size());
      assertTrue(sizes.get(0) - sizes.get(of - 1) <= 1, "as even as can be: " + sizes);
    }
    assertEquals("--shard 1/7: there are 6 images for 7", refused(all.split("test").shard(1, 7)));
  }

  @Test
  void refusalsNameWhatThereIs() {
    assertEquals(
        "no image of split 'dev'; the images have: test, train", refused(all.split("dev")));
    assertEquals(
        "no image of class 'cow'; the images have: cat, dog",
        refused(all.split("train").classes("cow")));
    assertTrue(refused(TestImages.of(folder.resolve("gone"))).startsWith("--images: "));
  }

  @Test
  void allOfAChoiceForgetsClassesLimitAndPart() {
    ImageChoice choice = all.split("test").classes("dog").limit(1).shard(1, 1).choice();
    assertEquals(6, choice.all().open().records().size());
    assertEquals(
        List.of("test/cow/1.png"), TestImages.paths(choice.ofClasses(List.of("cow")).open()));
  }

  @Test
  void picturesThatSeemToBeMasksAreRefusedLeftOutOrUsed() throws IOException {
    Path mixed = folder.resolve("mixed");
    TestImages.draw(mixed, "cat/1", "cat/1_mask", "dog/2");
    String said = refused(TestImages.of(mixed));
    assertTrue(
        said.startsWith(
            "--images: cat/1_mask.png seems to be a mask or map of cat/1.png, no photograph"),
        said);
    assertTrue(said.contains("--companions skip"), said);
    ImageSelection skipped = TestImages.of(mixed).companions(CompanionPolicy.SKIP).open();
    assertEquals(List.of("cat/1.png", "dog/2.png"), TestImages.paths(skipped));
    assertEquals(
        List.of("seems to be a mask or map of another: cat/1.png"), TestImages.reasons(skipped));
    assertEquals(2, skipped.listed().size(), "what is no photograph shares no masks with one");
    assertEquals(3, TestImages.of(mixed).companions(CompanionPolicy.USE).paths().size());
  }

  @Test
  void pathsThatLeadOutCannotFindMasks() throws IOException {
    Path list = folder.resolve("lists/list.csv");
    Files.createDirectories(list.getParent());
    Files.writeString(list, "path,label\n../images/test/cat/1.png,cat\n");
    ImageSelection selection = TestImages.of(list).open();
    String said =
        assertThrows(WrongInput.class, () -> selection.requireRelative("masks:DIR")).getMessage();
    assertTrue(said.startsWith("masks:DIR goes by the images' relative paths"), said);
    assertTrue(said.contains("../images/test/cat/1.png"), said);
    all.open().requireRelative("masks:DIR");
  }

  /** The hash is of what was chosen: the order of files on the disk is not in it. */
  @Test
  void theHashIsOfTheChoice() throws IOException {
    String test = all.split("test").open().sha256();
    assertEquals(test, TestImages.of(images).split("TEST").open().sha256());
    assertEquals(test, TestImages.of(images).split("test").limit(3).open().sha256());
    assertFalse(test.equals(TestImages.of(images).split("test").limit(2).open().sha256()));
  }
}
