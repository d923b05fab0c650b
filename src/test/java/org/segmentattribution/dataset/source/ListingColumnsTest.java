package org.segmentattribution.dataset.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.InputNote;

/** The first line of listings, walks through folders, ids, seeds and the order of notes. */
class ListingColumnsTest {
  private static ListingColumns of(String line) throws IOException {
    return ListingColumns.of("list.csv", line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path,label | 0 | 1 | -1 | 2 |",
        "label,path,split | 1 | 0 | 2 | 3 |",
        "path,label,, | 0 | 1 | -1 | 2 |",
        "PATH, Label | 0 | 1 | -1 | 2 | the column 'PATH' is taken for path;"
            + "the column 'Label' is taken for label",
        "image;class | 0 | 1 | -1 | 2 | its columns are separated by semicolons;"
            + "the column 'image' is taken for path;the column 'class' is taken for label",
        "id,File Name,category-name | 1 | 2 | -1 | 3 |"
            + " the column 'File Name' is taken for path;"
            + "the column 'category-name' is taken for label",
        "file,path,label | 1 | 2 | -1 | 3 |",
        "\"path\",\"label\" | 0 | 1 | -1 | 2 |",
      })
  void columns(String line, int path, int label, int split, int width, String assumed)
      throws IOException {
    ListingColumns columns = of(line);
    assertEquals(path, columns.path());
    assertEquals(label, columns.label());
    assertEquals(split, columns.split());
    assertEquals(width, columns.width());
    assertEquals(assumed == null ? "" : assumed, String.join(";", columns.assumed()));
  }

  @Test
  void tabsSeparateToo() throws IOException {
    ListingColumns columns = of("label\tpath");
    assertEquals(1, columns.path());
    assertEquals(List.of("its columns are separated by tabs"), columns.assumed());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b | list.csv: the first line must name the columns path,label[,split]; it has: a, b",
        "path,x | list.csv: the first line must name the columns path,label[,split]; it has: path, x",
        "'' | list.csv: the first line must name the columns path,label[,split]; it has: ",
        "file,image,label | list.csv, line 1: the columns 'file' and 'image' could both be the"
            + " path; name one of them path",
        "path,class,category | list.csv, line 1: the columns 'class' and 'category' could both be"
            + " the label; name one of them label",
        "path,path,label | list.csv, line 1: the columns 'path' and 'path' could both be the path;"
            + " name one of them path",
      })
  void linesThatDoNotSay(String line, String why) {
    String message = assertThrows(IOException.class, () -> of(line)).getMessage();
    assertEquals(why.strip(), message.strip());
  }

  @Test
  void whatIsNoLineOfColumnsIsOneLine() {
    String message = assertThrows(IOException.class, () -> of("\"path\"x,label")).getMessage();
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.startsWith("list.csv"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "a/b.png, a/b.png",
    "./a//b.png, a/b.png",
    "a\\b.png, a/b.png",
    "/data/./a.png, /data/a.png",
    "../a.png, ../a.png",
    "a/../b.png, a/../b.png",
  })
  void pathsWithoutWhatMeansNothing(String path, String tidy) {
    assertEquals(tidy, ListedPath.tidy(path));
    assertEquals(tidy, ListedPath.tidy(tidy), "once is enough");
  }

  @Property(tries = 200)
  void idsAreDifferentAndKeepTheStemWhereItIsAlone(
      @ForAll @Size(max = 12)
          Set<@StringLength(min = 1, max = 4) @Chars({'a', 'b', '.', '/'}) String> paths) {
    List<ImageRecord> records =
        paths.stream().map(path -> new ImageRecord(path, path, Path.of("x"), "", "")).toList();
    List<ImageRecord> unique = UniqueIds.of(records);
    assertEquals(records.size(), unique.size());
    assertEquals(
        unique.size(), new HashSet<>(unique.stream().map(ImageRecord::id).toList()).size());
    for (ImageRecord record : unique) {
      assertTrue(record.id().equals(record.stem()) || record.id().equals(record.path()));
      long sharing = records.stream().filter(r -> r.stem().equals(record.stem())).count();
      boolean taken = records.stream().anyMatch(r -> r.path().equals(record.stem()));
      if (sharing == 1 && (!taken || record.path().equals(record.stem()))) {
        assertEquals(record.stem(), record.id());
      }
    }
  }

  @Property(tries = 100)
  void seedsDifferByPurposeNameAndSeed(
      @ForAll long seed, @ForAll @AlphaChars String purpose, @ForAll @AlphaChars String name) {
    long one = NamedSeed.of(seed, purpose, name);
    assertEquals(one, NamedSeed.of(seed, purpose, name));
    assertNotEquals(one, NamedSeed.of(seed + 1, purpose, name));
    assertNotEquals(one, NamedSeed.of(seed, purpose + "x", name));
    assertNotEquals(one, NamedSeed.of(seed, purpose, name + "x"));
    if (!name.isEmpty()) {
      assertNotEquals(
          one,
          NamedSeed.of(seed, purpose + name.charAt(0), name.substring(1)),
          "a letter that moves from one to the other");
    }
  }

  /** Similar names give seeds that differ in about half of their bits. */
  @Test
  void similarNamesGiveUnrelatedSeeds() {
    long bits = 0;
    for (int i = 0; i < 1000; i++) {
      bits +=
          Long.bitCount(
              NamedSeed.of(1, "p", "img" + i + ".png")
                  ^ NamedSeed.of(1, "p", "img" + (i + 1) + ".png"));
    }
    assertEquals(32, bits / 1000.0, 0.6);
  }

  @Test
  void notesAreInTheOrderOfTheirPathsAndOtherwiseStay() {
    List<InputNote> notes =
        Stream.of("b", "a", "\ud83e\udd93", "\uff5e", "a", "B")
            .map(path -> new InputNote("file", path, false, "r"))
            .toList();
    List<InputNote> sorted = NoteOrder.of(notes);
    assertEquals(
        List.of("B", "a", "a", "b", "\uff5e", "\ud83e\udd93"),
        sorted.stream().map(InputNote::path).toList());
    List<InputNote> same =
        List.of(
            new InputNote("file", "a", true, "second"), new InputNote("file", "a", true, "first"));
    assertEquals(same, NoteOrder.of(same));
  }

  @TempDir Path folder;

  private void file(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  @Test
  void everyFileIsAPictureOrHasANote() throws IOException {
    file("a/one.jpg", "not a picture, but named as one");
    file("a/two.PNG", "");
    file("notes.txt", "text");
    file("README", "text");
    file("empty.dat", "");
    file(".hidden.png", "x");
    file(".git/three.png", "x");
    Files.createDirectories(folder.resolve("odd.png"));
    file("odd.png/four.jpg", "x");
    FolderWalk walk = FolderWalk.of(folder);
    assertEquals(
        Set.of("a/one.jpg", "a/two.PNG", "odd.png/four.jpg"),
        Set.copyOf(walk.pictures().stream().map(Path::toString).toList()));
    assertEquals(
        List.of(
            "file .git/three.png: hidden",
            "file .hidden.png: hidden",
            "file README: no picture: a name without extension",
            "file empty.dat: no picture: empty file",
            "file notes.txt: no picture: .txt",
            "folder odd.png: a folder, although its name is a picture's"),
        walk.notes().stream()
            .map(note -> note.kind() + " " + note.path() + ": " + note.reason())
            .sorted()
            .toList());
    assertTrue(walk.notes().stream().noneMatch(InputNote::used));
  }

  @Test
  void picturesWithoutTheirExtensionAreToldByContent() throws IOException {
    Path png = Path.of("src/test/resources/images/rgb.png");
    Files.copy(png, folder.resolve("scan"));
    Files.copy(png, folder.resolve("scan.bin"));
    assertEquals(2, FolderWalk.of(folder).pictures().size());
    assertEquals(List.of(), FolderWalk.of(folder).notes());
  }

  @Test
  void aFolderThatIsNotThere() {
    IOException e = assertThrows(IOException.class, () -> FolderWalk.of(folder.resolve("nothing")));
    assertTrue(e.getMessage().contains("nothing cannot be listed: "), e.getMessage());
  }
}
