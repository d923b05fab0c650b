package org.segmentattribution.dataset.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.ImageSource;

class MetadataSourceTest {
  private static final Path PNG = Path.of("src/test/resources/images/rgb.png");

  @TempDir Path folder;

  @BeforeEach
  void pictures() throws IOException {
    for (String name : List.of("train/1.png", "train/2.png", "test/a/1.png", "test/a/2.png")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.copy(PNG, file);
    }
  }

  private void list(String name, String... lines) throws IOException {
    Files.write(folder.resolve(name), List.of(lines));
  }

  /** Each record as {@code id|label|split}. */
  private List<String> open() throws IOException {
    return ImageSources.open(folder).records().stream()
        .map(r -> r.id() + "|" + r.label() + "|" + r.split())
        .toList();
  }

  private String refusal() {
    String message = assertThrows(IOException.class, this::open).getMessage();
    assertFalse(message.contains("\n"), message);
    return message.replace(folder.toString(), "DIR");
  }

  @Test
  void oneListNamesFilesOfAllSplits() throws IOException {
    list(
        "metadata.csv",
        "file_name,label,text",
        "train/1.png,zebra,x",
        "test/a/1.png,horse,\"y,z\"");
    assertEquals(List.of("test/a/1|horse|test", "train/1|zebra|train"), open());
    ImageSource source = ImageSources.open(folder);
    assertEquals(
        List.of(
            "metadata.csv: no picture: the list of images",
            "test/a/2.png: not in the list of images",
            "train/2.png: not in the list of images"),
        source.notes().stream().map(note -> note.path() + ": " + note.reason()).toList());
  }

  @Test
  void eachSplitHasItsOwnListRelativeToItsFolder() throws IOException {
    list(
        "train/metadata.jsonl",
        "{\"file_name\": \"1.png\", \"label\": 3}",
        "",
        "{\"file_name\": \"./2.png\", \"label\": 0}");
    list("test/metadata.jsonl", "{\"label\": \"x\", \"file_name\": \"a/1.png\"}");
    assertEquals(List.of("test/a/1|x|test", "train/1|3|train", "train/2|0|train"), open());
  }

  @Test
  void anotherNameOfTheLabelIsNotedAndASplitOfTheListGoesFirst() throws IOException {
    list("metadata.csv", "class_name,split,file_name", "zebra,dev,train/1.png");
    assertEquals(List.of("train/1|zebra|dev"), open());
    assertTrue(
        ImageSources.open(folder).notes().stream()
            .anyMatch(n -> n.used() && n.reason().contains("'class_name' is taken for label")));
  }

  @Test
  void withoutALabelTheFoldersAreTheClassesAndThisIsNoted() throws IOException {
    list("metadata.csv", "file_name,text", "test/a/1.png,a caption");
    assertEquals(4, open().size());
    assertTrue(
        ImageSources.open(folder).notes().stream()
            .anyMatch(note -> note.reason().startsWith("has no column label")));
  }

  @Test
  void wrongListsGiveOneLine() throws IOException {
    list("metadata.csv", "name,label", "train/1.png,zebra");
    assertEquals(
        "DIR/metadata.csv: no column file_name; it has name, label (rename the file if it is no"
            + " list of images)",
        refusal());
    list("metadata.csv", "file_name,label", "train/1.png,zebra", "train/9.png,zebra");
    assertEquals(
        "DIR/metadata.csv, line 3: file_name train/9.png: no such file; names are relative to DIR",
        refusal());
    list("metadata.csv", "file_name,label", ",zebra");
    assertEquals("DIR/metadata.csv, line 2: its file_name is missing", refusal());
    list("metadata.csv", "file_name,label", "../1.png,zebra");
    assertTrue(refusal().contains("line 2: file_name ../1.png leads out of DIR"));
    list("metadata.csv", "file_name,label", "train/1.png");
    assertEquals("DIR/metadata.csv, line 2: 1 fields under 2 column names", refusal());
    list("metadata.csv", "file_name,label", "train/1.png,a", "./train/1.png,b");
    assertTrue(refusal().contains("line 3: ./train/1.png is listed twice, with another label"));
    list("metadata.jsonl", "{\"file_name\": \"1.png\"");
    assertTrue(refusal().contains("keep one of them"));
    Files.delete(folder.resolve("metadata.csv"));
    assertTrue(refusal().startsWith("DIR/metadata.jsonl, line 1: no JSON: "));
    list("metadata.jsonl", "{\"file_name\": \"train/1.png\", \"label\": null}");
    assertEquals("DIR/metadata.jsonl, line 1: its label is missing", refusal());
  }
}
