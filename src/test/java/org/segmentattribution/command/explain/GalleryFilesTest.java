package org.segmentattribution.command.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.report.gallery.Gallery;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunManifest;

class GalleryFilesTest {
  private static final Gallery GALLERY =
      new Gallery(
          "lrp-z",
          List.of(
              new Gallery.Shelf(
                  "zebra",
                  "mane",
                  12,
                  1.5,
                  List.of(new Gallery.Place("001", 1, 3, 0.75)),
                  List.of(new Gallery.Place("002", 3, 3, 0.125))),
              new Gallery.Shelf("", "legs", 1, Double.NaN, List.of(), List.of())),
          List.of(picture("001"), picture("002")));

  @TempDir Path folder;
  private RunDirectory run;
  private Path index;

  private static Gallery.Picture picture(String id) {
    return new Gallery.Picture(
        id,
        "a \"b\" <c>.jpg",
        new Gallery.Picture.Answer("zebra", "horse", 0.875, "zebra"),
        320,
        240,
        List.of(new Gallery.Row("mane", 1, -0.5, 0.75, 0.25)));
  }

  @BeforeEach
  void write() throws IOException {
    run =
        RunDirectory.open(
            folder.resolve("run"),
            RunManifest.begin(RunKind.EXPLAIN, Map.of(), Map.of(), "cpu", 1));
    GalleryFiles.write(run, GALLERY);
    index = run.path("figures/gallery/index.json");
  }

  private String refused() {
    return assertThrows(WrongInput.class, () -> GalleryFiles.read(run)).getMessage();
  }

  @Test
  void theIndexIsReadBack() throws IOException {
    assertEquals(GALLERY, GalleryFiles.read(run));
    String text = Files.readString(index);
    GalleryFiles.write(run, GalleryFiles.read(run));
    assertEquals(text, Files.readString(index));
  }

  @Test
  void aRunWithoutItHasNoGallery() throws IOException {
    Files.delete(index);
    assertSame(Gallery.NONE, GalleryFiles.read(run));
    assertEquals(Map.of(), GalleryFiles.drawings(run, Gallery.NONE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "[]", "{\"shelves\": 1}"})
  void whatIsNoIndexIsDamaged(String text) throws IOException {
    Files.writeString(index, text);
    assertTrue(refused().startsWith(index + " is damaged: "), refused());
    assertEquals(1, refused().lines().count());
  }

  @Test
  void aPlaceWithoutAPictureIsDamage() throws IOException {
    Files.writeString(
        index, Files.readString(index).replace("\"picture\" : \"002\"", "\"picture\" : \"003\""));
    assertEquals(index + " is damaged: a place has no picture", refused());
  }

  /** An id becomes the name of a file, and markup of the page. */
  @Test
  void anIdIsANumber() throws IOException {
    Files.writeString(index, Files.readString(index).replace("002", "../../secret"));
    assertTrue(refused().startsWith(index + " is damaged: "), refused());
  }

  @Test
  void aHugeIndexIsNotRead() throws IOException {
    try (RandomAccessFile huge = new RandomAccessFile(index.toFile(), "rw")) {
      huge.setLength((64L << 20) + 1);
    }
    assertEquals(index + " is not what a run writes: it has over 64 MiB", refused());
  }

  @Test
  void aMissingDrawingIsNamed() {
    String said =
        assertThrows(WrongInput.class, () -> GalleryFiles.drawings(run, GALLERY)).getMessage();
    assertEquals(
        run.path("figures/gallery/001.svg")
            + " is missing; delete the folder 'figures' to do without",
        said);
  }

  @Test
  void aDrawingOfAnotherProgramIsRefused() throws IOException {
    run.write("figures/gallery/001.svg", "<svg><script>alert(1)</script></svg>");
    run.write("figures/gallery/002.svg", "<svg/>");
    String said =
        assertThrows(WrongInput.class, () -> GalleryFiles.drawings(run, GALLERY)).getMessage();
    assertTrue(said.startsWith(run.path("figures/gallery/001.svg") + " "), said);
  }
}
