package org.segmentattribution.dataset.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.WrongInput;

/** What becomes of everything that {@code --images} names. */
class InputNotesTest {
  private static final Path PNG = Path.of("src/test/resources/images/rgb.png");

  @TempDir Path folder;

  private void image(String path) throws IOException {
    Files.createDirectories(folder.resolve(path).getParent());
    Files.copy(PNG, folder.resolve(path));
  }

  private void file(String path, String content) throws IOException {
    Files.createDirectories(folder.resolve(path).getParent());
    Files.writeString(folder.resolve(path), content);
  }

  private List<String> records(Path images) throws IOException {
    return ImageSources.open(images).records().stream()
        .map(r -> r.path() + "|" + r.label() + "|" + r.split())
        .toList();
  }

  private static List<String> notes(Path images) throws IOException {
    return ImageSources.open(images).notes().stream()
        .map(n -> String.join("|", n.kind(), n.path(), n.used() ? "used" : "not", n.reason()))
        .toList();
  }

  @Test
  void everyFileIsAnImageOrHasANote() throws IOException {
    image("cat/1.png");
    file("cat/broken.jpg", "text");
    file("cat/phone.heic", "");
    file("cat/clip", "\0\0\0\u0018ftypisom");
    file("cat/notes.txt", "x");
    file("cat/README", "x");
    file("cat/empty.dat", "");
    file("cat/Thumbs.db", "x");
    file("cat/set.zip", "PK\u0003\u0004");
    file("cat/.DS_Store", "x");
    image(".cache/2.png");
    image("poster.png");
    image("cat/folder.jpg/3.png");
    Files.createSymbolicLink(folder.resolve("cat/gone.png"), folder.resolve("nowhere.png"));
    Files.createSymbolicLink(folder.resolve("cat/gone"), folder.resolve("nowhere"));
    Files.createSymbolicLink(folder.resolve("cat/self"), folder.resolve("cat/self"));
    Files.createSymbolicLink(folder.resolve("cat/up"), folder);
    Files.createSymbolicLink(folder.resolve("cat/also.png"), folder.resolve("cat/1.png"));
    assertEquals(
        List.of(
            "cat/1.png|cat|",
            "cat/broken.jpg|cat|",
            "cat/clip|cat|",
            "cat/folder.jpg/3.png|cat|",
            "cat/gone.png|cat|",
            "cat/phone.heic|cat|"),
        records(folder));
    assertEquals(
        List.of(
            "file|.cache/2.png|not|hidden",
            "file|cat/.DS_Store|not|hidden",
            "file|cat/README|not|no picture: a name without extension",
            "file|cat/Thumbs.db|not|no picture: .db",
            "file|cat/also.png|not|the same file as another: cat/1.png",
            "file|cat/empty.dat|not|no picture: empty file",
            "folder|cat/folder.jpg|not|a folder, although its name is a picture's",
            "file|cat/gone|not|a link to nothing",
            "file|cat/notes.txt|not|no picture: .txt",
            "file|cat/self|not|a link to nothing",
            "file|cat/set.zip|not|no picture: a ZIP archive",
            "file|cat/up|not|a link that leads back to a folder above it",
            "file|poster.png|not|beside the class folders"),
        notes(folder));
  }

  /** One file under two names is one image of each class. */
  @Test
  void aLinkedClassHasNoFileTwice() throws IOException {
    image("cat/1.png");
    Files.createSymbolicLink(folder.resolve("cat/2.png"), folder.resolve("cat/1.png"));
    Files.createSymbolicLink(folder.resolve("dog"), folder.resolve("cat"));
    assertEquals(List.of("cat/1.png|cat|", "dog/1.png|dog|"), records(folder));
    assertEquals(
        List.of(
            "file|cat/2.png|not|the same file as another: cat/1.png",
            "file|dog/1.png|used|the same file as another, of another class: cat/1.png",
            "file|dog/2.png|not|the same file as another: dog/1.png"),
        notes(folder));
  }

  @ParameterizedTest
  @CsvSource({
    "train, valid, test",
    "train, validation, test",
    "Train, Dev, Test",
    "TRAIN, VAL, EVAL",
    "training, eval, testing",
    "train, valid, valid"
  })
  void splitsByAllTheirNames(String one, String two, String three) throws IOException {
    image(one + "/cat/1.png");
    for (String split : List.of(two, three)) {
      if (Files.notExists(folder.resolve(split))) {
        image(split + "/cat/1.png");
      }
    }
    image("extra/cat/1.png");
    for (String record : records(folder)) {
      String split = record.substring(record.lastIndexOf('|') + 1);
      assertTrue(record.toLowerCase().startsWith(split + "/cat/1.png|cat|"), record);
    }
    assertEquals(1, notes(folder).size());
    assertTrue(
        notes(folder).get(0).startsWith("file|extra/cat/1.png|not|beside the splits "),
        notes(folder).get(0));
  }

  @Test
  void aFolderCalledTrainAmongClassesIsNoted() throws IOException {
    image("car/1.png");
    image("train/1.png");
    assertEquals(
        List.of("folder|train|used|taken for a class, not for a split: no other split beside it"),
        notes(folder));
  }

  private Path list(String text) throws IOException {
    image("a/1.png");
    image("a/2.png");
    return Files.writeString(folder.resolve("list.csv"), text.replace('~', '\n'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "path,label~a/1.png,x~a/2.png,y~",
        ",path,label~0,a/1.png,x~1,a/2.png,y~",
        "path,label,~a/1.png,x,~a/2.png,y,~",
        "path,label~a/1.png,x,,~a/2.png,y~",
        "path;label~a/1.png;x~a/2.png;y~",
        "path\tlabel~a/1.png\tx~a/2.png\ty~",
        "file_name,label~a/1.png,x~a/2.png,y~",
        "Filename,Class~a/1.png,x~a/2.png,y~",
        "image,category,size~a/1.png,x,8~a/2.png,y,8~",
        "label,filepath~x,./a/1.png~y,a//2.png~",
        "path,label~\"a/1.png\",\"x\"~~a\\2.png,y",
        "path,label,class~a/1.png,x,q~a/2.png,y,q~",
        "path,label~a/1.png,x~a/2.png,y~./a/1.png,x~"
      })
  void readsListsAsOtherProgramsWriteThem(String text) throws IOException {
    assertEquals(List.of("a/1.png|x|", "a/2.png|y|"), records(list(text)));
  }

  @Test
  void saysWhatItAssumedOfAList() throws IOException {
    Path csv = list("Filename;Class~a/1.png;x~./a/1.png;x~");
    assertEquals(
        List.of(
            "line|list.csv:1|used|its columns are separated by semicolons",
            "line|list.csv:1|used|the column 'Filename' is taken for path",
            "line|list.csv:1|used|the column 'Class' is taken for label",
            "line|list.csv:3|not|listed twice: ./a/1.png is the file of line 2, a/1.png"),
        notes(csv));
    String inside = folder.toAbsolutePath().resolve("a/2.png").toString();
    Files.writeString(csv, "path,label\n" + inside + ",x\n");
    assertEquals(List.of("a/2.png|x|"), records(csv));
    assertTrue(notes(csv).get(0).contains("absolute paths"), notes(csv).get(0));
  }

  @Test
  void linksInAListAreOneImage() throws IOException {
    Path csv = list("path,label~a/1.png,x~a/link.png,x~");
    Files.createSymbolicLink(folder.resolve("a/link.png"), folder.resolve("a/1.png"));
    assertEquals(List.of("a/1.png|x|"), records(csv));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path,label~a/1.png,x~./a/1.png,y~|line 3: ./a/1.png is the file of line 2, a/1.png, with",
        "file,image,label~a/1.png,a/2.png,x~|line 1: the columns 'file' and 'image' could both be",
        "path,path,label~a/1.png,a/2.png,x~|line 1: the columns 'path' and 'path' could both be",
        "path,class,category~a/1.png,x,y~|line 1: the columns 'class' and 'category' could both",
        "path,label~a/1.png~|line 2: 1 fields under 2 column names",
        "path,label~a/1.png,x,y~|line 2: 3 fields under 2 column names",
        "path,label~a/1.png,x~\"a/2.png,y~|line 3: quotes that do not close",
        "path,label~https://a.org/1.png,x~|line 2: https://a.org/1.png is an address",
        "a/1.png,x~|the first line must name the columns path,label[,split]; it has: a/1.png, x",
        "path,split~a/1.png,x~|the first line must name the columns path,label[,split]"
      })
  void refusesListsInOneLine(String text, String reason) throws IOException {
    Path csv = list(text);
    String message = assertThrows(IOException.class, () -> ImageSources.open(csv)).getMessage();
    assertTrue(message.startsWith(csv.toString()) && message.contains(reason), message);
    assertEquals(1, message.lines().count(), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "list.xlsx|504b0304|an Excel sheet; save it as CSV (UTF-8)",
        "photos.tar.gz|1f8b08|an archive; unpack it and give the folder",
        "list.xls|d0cf11e0a1b11ae1|an old Excel or Office file; save the sheet as CSV (UTF-8)",
        "a.npy|934e554d5059|a NumPy array; save its pictures as files",
        "one.jpg|ffd8ffe0|a single file, a JPEG; give its folder",
        "one.heic|0000001866747970686569630000|a single file, a HEIC picture; give its folder",
        "m.jsonl|7b2261223a317d0a7b2261223a327d|a file of JSON lines; duckdb",
        "coco.json|7b22696d61676573223a5b5d7d|a JSON file; masks in COCO's format go to",
        "data.yaml|6e616d65733a|a YAML file; give the folder",
        "empty.csv||an empty file; write a CSV"
      })
  void namesWhatIsNoList(String name, String start, String reason) throws IOException {
    byte[] bytes = start == null ? new byte[0] : java.util.HexFormat.of().parseHex(start);
    Path file = Files.write(folder.resolve(name), bytes);
    String message = assertThrows(WrongInput.class, () -> ImageSources.open(file)).getMessage();
    assertTrue(message.startsWith(file + " is " + reason), message);
  }

  @Test
  void listsMayBeUtf16WithItsMark() throws IOException {
    Path csv = list("");
    Files.write(csv, "\uFEFFpath,label\na/1.png,x\n".getBytes(StandardCharsets.UTF_16LE));
    assertEquals(List.of("a/1.png|x|"), records(csv));
  }
}
