package org.segmentattribution.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.run.images.ImageSelection;

class InputAccountTest {
  @TempDir Path folder;

  private Path picture(String name, int colour) throws IOException {
    Path file = folder.resolve("photos").resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, colour);
    ImageIO.write(picture, "png", file.toFile());
    return file;
  }

  private ImageSelection photos() throws IOException {
    picture("cat/1.png", 1);
    picture("cat/2.png", 2);
    picture("dog/1.png", 3);
    Files.writeString(folder.resolve("photos/dog/readme.txt"), "text");
    return ImageSelection.open(folder.resolve("photos"));
  }

  @Test
  void everyFileBelowTheFolderIsAccountedFor() throws IOException {
    InputAccount account = InputAccount.of(photos().limit(1));
    InputCounts counts = account.counts(1);
    assertEquals(4, counts.files());
    assertEquals(1, counts.images());
    assertEquals(1, counts.failed());
    assertEquals(2, counts.unused());
    assertEquals(
        List.of("cat/2.png", "dog/readme.txt"),
        account.notes().stream().map(InputNote::path).toList());
  }

  @Test
  void notesOfOthersFollow() throws IOException {
    List<String> asked = new ArrayList<>();
    InputNote mask = new InputNote("mask", "cat/9.png", false, "belongs to no image");
    InputAccount account =
        InputAccount.of(
            photos().limit(1),
            paths -> {
              asked.addAll(paths);
              return List.of(mask);
            });
    assertEquals(List.of("cat/1.png", "dog/1.png"), asked, "of the images alone that are used");
    assertEquals(mask, account.notes().get(account.notes().size() - 1));
    assertEquals(1, account.counts(0).noted().get("mask"));
    assertEquals(4, account.counts(0).files(), "a mask is not a file of the images");
  }

  @Test
  void aFileIsKnownAgain() throws IOException {
    List<InputNote> notes =
        List.of(
            new InputNote("file", "a, \"b\".txt", false, "no picture: text"),
            new InputNote("line", "list.csv:3", true, "=its label\nis guessed"));
    InputAccount account = new InputAccount("file", 3, notes);
    assertFalse(account.isIn(folder));
    account.write(folder);
    assertTrue(account.isIn(folder));
    assertEquals(notes, InputAccount.read(folder));
    assertFalse(new InputAccount("file", 3, notes.subList(0, 1)).isIn(folder));
    Path beside = folder.resolve("model.onnx.inputs.csv");
    account.writeFile(beside);
    assertEquals(-1, Files.mismatch(beside, folder.resolve("inputs.csv")));
  }

  /** Whatever the notes are: files = images + failed + unused, and reasons sum to unused. */
  @Test
  void countsAddUp() {
    SplittableRandom random = new SplittableRandom(3);
    List<String> reasons =
        List.of("left out by limit", "no picture: empty", "no picture: text", "beside: the class");
    for (int trial = 0; trial < 200; trial++) {
      String unit = random.nextBoolean() ? "file" : "line";
      List<InputNote> notes = new ArrayList<>();
      int used = 0;
      for (int i = random.nextInt(12); i > 0; i--) {
        String kind = List.of("file", "line", "mask", "exclude").get(random.nextInt(4));
        boolean isUsed = random.nextBoolean();
        notes.add(new InputNote(kind, "p" + i, isUsed, reasons.get(random.nextInt(4))));
        used += kind.equals(unit) && !isUsed ? 0 : 1;
      }
      int chosen = random.nextInt(20);
      int failed = random.nextInt(chosen + 1);
      InputCounts counts = new InputAccount(unit, chosen, notes).counts(failed);
      assertEquals(counts.files(), counts.images() + counts.failed() + counts.unused());
      assertEquals(chosen, counts.images() + counts.failed());
      assertEquals(counts.unused(), counts.reasons().values().stream().mapToInt(n -> n).sum());
      assertEquals(used, counts.noted().values().stream().mapToInt(n -> n).sum());
      assertEquals(counts, InputCounts.of(counts.json()));
    }
  }
}
