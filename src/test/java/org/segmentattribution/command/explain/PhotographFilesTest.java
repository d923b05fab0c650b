package org.segmentattribution.command.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.report.photograph.Photograph;
import org.segmentattribution.report.photograph.PhotographIndex;
import org.segmentattribution.report.photograph.Photographs;
import org.segmentattribution.report.photograph.SyntheticPhotographs;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunManifest;

class PhotographFilesTest {
  private static final PhotographIndex INDEX =
      SyntheticPhotographs.index(List.of("mane", "a \"b\" <c>", "legs"), "zebra", 5);

  @TempDir Path folder;
  private RunDirectory run;
  private Path index;

  @BeforeEach
  void write() throws IOException {
    run =
        RunDirectory.open(
            folder.resolve("run"),
            RunManifest.begin(RunKind.EXPLAIN, Map.of(), Map.of(), "cpu", 1));
    Map<String, PhotographFiles.Key> keys =
        INDEX.photographs().stream()
            .collect(Collectors.toMap(Photograph::id, p -> new PhotographFiles.Key("a", "b")));
    PhotographFiles.write(run, INDEX, keys);
    for (Photograph photograph : INDEX.photographs()) {
      pictures(photograph.id(), 100);
    }
    index = folder.resolve("run/figures/photographs/index.json");
  }

  private void pictures(String id, int bytes) throws IOException {
    byte[] jpeg = new byte[bytes];
    jpeg[0] = (byte) 0xff;
    jpeg[1] = (byte) 0xd8;
    Files.write(run.path(PhotographFiles.picture(id)), jpeg);
    Files.write(run.path(PhotographFiles.map(id)), jpeg);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    assertEquals(INDEX, PhotographFiles.read(run));
    Photographs shown = PhotographFiles.forPage(run);
    assertFalse(shown.beside());
    assertTrue(shown.address(shown.list().get(0)).startsWith("data:image/jpeg;base64,/9g"));
  }

  @Test
  void aRunWithoutPhotographsHasNone() throws IOException {
    Files.delete(index);
    assertTrue(PhotographFiles.forPage(run).isEmpty());
  }

  /** A page that would be too large refers to the files beside it. */
  @Test
  void largePicturesAreNotInThePage() throws IOException {
    for (Photograph photograph : INDEX.photographs()) {
      pictures(photograph.id(), 500_000);
    }
    Photographs shown = PhotographFiles.forPage(run);
    assertTrue(shown.beside());
    assertEquals("figures/photographs/00001.jpg", shown.address(shown.list().get(0)));
    assertEquals("figures/photographs/00001-map.jpg", shown.map(shown.list().get(0)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"id\":\"00001\" | \"id\":\"../x\"",
        "\"id\":\"00001\" | \"id\":\"00002\"",
        "\"id\":\"00001\" | \"id\":null",
        "\"outline\":\"M | \"outline\":\"<M",
        "\"width\":192 | \"width\":0",
        "\"width\":192 | \"width\":100000",
        "\"rank\":1.0 | \"rank\":0",
        "\"share\":0.5 | \"share\":7",
        "\"confidence\":0.37 | \"confidence\":\"x\"",
        "\"photograph\":\"00001\" | \"photograph\":\"00009\"",
        "\"segments\":[ | \"segmants\":[",
        "\"sign\":1 | \"sign\":3",
        "{\"method\" | {{\"method\"",
        "\"method\":\"lrp-z\" | \"method\":null",
        "\"rows\":[ | \"rows\":null,\"x\":["
      })
  void aDamagedIndexIsRefusedInOneLine(String own, String other) throws IOException {
    String text = Files.readString(index);
    assertTrue(text.contains(own), own);
    Files.writeString(index, text.replace(own, other));
    String message = assertThrows(WrongInput.class, () -> PhotographFiles.read(run)).getMessage();
    assertTrue(message.startsWith(index + " is damaged: "), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void anEndlessIndexIsNotRead() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(index.toFile(), "rw")) {
      file.setLength((64L << 20) + 1);
    }
    String message = assertThrows(WrongInput.class, () -> PhotographFiles.read(run)).getMessage();
    assertTrue(message.contains("over 64 MiB"), message);
  }

  @Test
  void aPictureThatIsNoneIsRefused() throws IOException {
    Path picture = folder.resolve("run/figures/photographs/00002.jpg");
    Files.writeString(picture, "<svg/>");
    String message =
        assertThrows(WrongInput.class, () -> PhotographFiles.forPage(run)).getMessage();
    assertTrue(message.startsWith(picture + " is not a picture of this program"), message);
    Files.delete(picture);
    message = assertThrows(WrongInput.class, () -> PhotographFiles.forPage(run)).getMessage();
    assertTrue(message.startsWith(picture + " is missing; delete the folder"), message);
  }
}
