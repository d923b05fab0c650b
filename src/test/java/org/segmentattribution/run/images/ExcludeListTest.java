package org.segmentattribution.run.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.api.WrongInput;

class ExcludeListTest {
  @TempDir Path folder;

  private ExcludeList list(String text) throws IOException {
    return ExcludeList.read(Files.writeString(folder.resolve("list.txt"), text));
  }

  private ImageRecord image(String path) {
    return new ImageRecord(path, path, folder.resolve("photos").resolve(path), "", "");
  }

  /** Each line alone names dog/2.jpg. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "dog/2.jpg",
        "dog/2",
        "2.jpg",
        "  dog/2.jpg  ",
        "./dog//2.jpg",
        "dog\\2.jpg",
        "dog/2.jpg # blurred",
        "# a comment\r\n\r\ndog/2.jpg\r\n"
      })
  void aLineNamesAnImageByPathStemOrName(String text) throws IOException {
    ExcludeList list = list(text);
    assertTrue(list.names(image("dog/2.jpg")));
    assertFalse(list.names(image("cat/2.png")));
    assertEquals(List.of(), list.unused());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "dog", "og/2.jpg", "Dog/2.jpg", "dog/2.jp", "#dog/2.jpg", ""})
  void whatIsNearlyTheNameIsNot(String text) throws IOException {
    assertFalse(list(text).names(image("dog/2.jpg")));
  }

  @Test
  void theWholePathNamesItToo() throws IOException {
    ImageRecord image = image("dog/2.jpg");
    assertTrue(list(image.file().toAbsolutePath() + "\n").names(image));
  }

  /** A # may be a part of a name; what stands before it alone is tried as well. */
  @Test
  void aHashMayBeInAName() throws IOException {
    ExcludeList list = list("take#3.jpg\n");
    assertTrue(list.names(image("take#3.jpg")));
    assertTrue(list.names(image("take")));
    assertEquals(List.of(), list.unused());
  }

  @Test
  void linesThatFitNoneAreNotedOnceWithTheirNumber() throws IOException {
    ExcludeList list = list("# list\na.jpg\nghost # gone\n\nb.jpg\n");
    assertTrue(list.names(image("a.jpg")));
    assertEquals(
        List.of(
            new InputNote(
                "exclude", "list.txt:3", false, "no image is called 'ghost # gone' (exclude)"),
            new InputNote("exclude", "list.txt:5", false, "no image is called 'b.jpg' (exclude)")),
        list.unused());
  }

  @Test
  void aListOfCommentsIsEmpty() throws IOException {
    assertTrue(list("# nothing\n   \n").isEmpty());
    assertFalse(list("a").isEmpty());
  }

  @Test
  void aFileThatIsNoTextIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("list.bin"), new byte[] {'a', (byte) 0xff, '\n'});
    for (Path bad : List.of(file, folder.resolve("none.txt"), folder)) {
      WrongInput error = assertThrows(WrongInput.class, () -> ExcludeList.read(bad));
      assertEquals(
          "--exclude " + bad + ": cannot be read as UTF-8 text", error.show(key -> "--" + key));
    }
  }
}
