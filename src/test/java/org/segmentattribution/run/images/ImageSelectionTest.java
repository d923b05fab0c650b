package org.segmentattribution.run.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.api.WrongInput;

class ImageSelectionTest {
  @TempDir private Path folder;
  private Path images;

  @BeforeEach
  void draw() throws IOException {
    images = folder.resolve("images");
    for (String name : List.of("cat/1", "cat/2", "cat/3", "dog/1", "dog/2")) {
      Path file = images.resolve(name + ".png");
      Files.createDirectories(file.getParent());
      BufferedImage picture = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
      picture.setRGB(1, 1, 0xff0000 + name.hashCode() % 256);
      ImageIO.write(picture, "png", file.toFile());
    }
  }

  private static List<String> paths(ImageSelection selection) {
    return selection.records().stream().map(ImageRecord::path).toList();
  }

  private static List<String> reasons(ImageSelection selection) {
    return selection.notes().stream().map(InputNote::reason).toList();
  }

  @Test
  void whatALimitLeavesOutIsNoted() {
    ImageSelection limited = ImageSelection.open(images).limit(1);
    assertEquals(List.of("cat/1.png", "dog/1.png"), paths(limited));
    assertEquals(
        List.of("left out by limit", "left out by limit", "left out by limit"), reasons(limited));
    assertEquals(5, ImageSelection.open(images).limit(0).records().size());
  }

  @Test
  void partsHoldEveryImageOnceAndKnowTheWhole() {
    TreeSet<String> all = new TreeSet<>();
    for (int i = 1; i <= 3; i++) {
      ImageSelection part = ImageSelection.open(images).shard(new Shard(i, 3));
      assertEquals(5, part.whole());
      for (String path : paths(part)) {
        assertTrue(all.add(path), path);
      }
    }
    assertEquals(5, all.size());
    WrongInput error =
        assertThrows(WrongInput.class, () -> ImageSelection.open(images).shard(new Shard(1, 6)));
    assertEquals("shard 1/6: there are 5 images for 6", error.getMessage());
  }

  @Test
  void aListExcludesByPathStemOrName() throws IOException {
    Path list = folder.resolve("list.txt");
    Files.writeString(list, "# comment\ncat/1.png\ndog/2\nghost\n");
    ImageSelection kept = ImageSelection.open(images).without(list);
    assertEquals(List.of("cat/2.png", "cat/3.png", "dog/1.png"), paths(kept));
    assertTrue(
        kept.notes()
            .contains(
                new InputNote(
                    "exclude", "list.txt:4", false, "no image is called 'ghost' (exclude)")),
        kept.notes().toString());
    Files.writeString(list, "ghost\n");
    WrongInput none =
        assertThrows(WrongInput.class, () -> ImageSelection.open(images).without(list));
    assertEquals("exclude " + list + ": no image is called as any of its lines", none.getMessage());
  }

  @Test
  void aClassWithoutImagesIsRefused() {
    WrongInput error =
        assertThrows(WrongInput.class, () -> ImageSelection.open(images).ofClasses(List.of("cow")));
    assertEquals("no image of class 'cow'; the images have: cat, dog", error.getMessage());
    assertEquals(2, ImageSelection.open(images).ofClasses(List.of("dog")).records().size());
  }

  @Test
  void theHashTellsLabelsAndLengths() throws IOException {
    String before = ImageSelection.open(images).sha256();
    assertEquals(before, ImageSelection.open(images).sha256());
    Files.write(
        images.resolve("dog/1.png"), new byte[] {0}, java.nio.file.StandardOpenOption.APPEND);
    assertTrue(!before.equals(ImageSelection.open(images).sha256()));
  }

  @Test
  void aFolderThatIsMissingNamesTheSetting() {
    WrongInput error =
        assertThrows(WrongInput.class, () -> ImageSelection.open(folder.resolve("gone")));
    assertEquals("images", error.key().orElseThrow());
  }
}
