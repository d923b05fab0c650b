package org.segmentattribution.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.WrongInput;

class ManifestFileTest {
  @TempDir Path folder;
  private Path file;
  private RunManifest written;

  @BeforeEach
  void write() throws IOException {
    Map<String, Object> flags = new LinkedHashMap<>();
    flags.put("images", "photos");
    flags.put("method", List.of("lrp-z", "gradient"));
    flags.put("exclude", null);
    flags.put("pad", 2);
    written =
        TestRuns.running(flags)
            .checked(Map.of("verdict", "agrees"))
            .done(Map.of("rows", 12), Map.of("total", 1.5))
            .writing(
                Map.of("sat.csv", new OutputFile("aa", 12L), "a.svg", new OutputFile("b", null)));
    ManifestFile.write(folder, written);
    file = folder.resolve("run.json");
  }

  private void edit(String from, String to) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.contains(from), text);
    Files.writeString(file, text.replace(from, to));
  }

  private String refused() {
    return assertThrows(WrongInput.class, () -> ManifestFile.read(folder)).getMessage();
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    RunManifest read = ManifestFile.read(folder);
    assertEquals(RunKind.EXPLAIN, read.kind());
    assertTrue(read.isDone());
    assertEquals(written.configuration(), read.configuration());
    assertEquals(
        List.of("images", "method", "exclude", "pad"), List.copyOf(read.configuration().keySet()));
    assertEquals(written.inputs(), read.inputs());
    assertEquals(written.versions(), read.versions());
    assertEquals(7, read.seed());
    assertEquals(Map.of("rows", 12), read.summary());
    assertEquals(Map.of("total", 1.5), read.seconds());
    assertEquals(written.outputs(), read.outputs());
    assertTrue(ManifestFile.isAsWritten(read));
  }

  @Test
  void writingWhatWasReadGivesTheSameBytes() throws IOException {
    byte[] before = Files.readAllBytes(file);
    ManifestFile.write(folder, ManifestFile.read(folder));
    assertEquals(-1, java.util.Arrays.mismatch(before, Files.readAllBytes(file)));
  }

  /** Any part, edited by hand. */
  @ParameterizedTest
  @CsvSource({
    "photos, pictures",
    "lrp-z, lrp-e",
    "'\"pad\" : 2', '\"pad\" : 3'",
    "'\"pad\" : 2', '\"pad\" : 2.0'",
    "hash of a model, hash of another",
    "'\"device\" : \"cpu\"', '\"device\" : \"cuda:0\"'",
    "'\"seed\" : 7', '\"seed\" : 8'",
    "'\"rows\" : 12', '\"rows\" : 13'",
    "'1.5', '1.25'",
    "agrees, differs",
    "'\"aa\"', '\"ab\"'",
    "'\"done\"', '\"running\"'"
  })
  void anEditIsSeen(String from, String to) throws IOException {
    edit(from, to);
    assertFalse(ManifestFile.isAsWritten(ManifestFile.read(folder)));
  }

  @Test
  void spacesAreNoEdit() throws IOException {
    edit("\n", "\n  ");
    assertTrue(ManifestFile.isAsWritten(ManifestFile.read(folder)));
  }

  @Test
  void anEarlierVersionWroteNoHash() throws IOException {
    edit("\"sha256\" : \"" + ManifestFile.read(folder).sha256() + "\"", "\"extra\" : 1");
    assertTrue(ManifestFile.isAsWritten(ManifestFile.read(folder)));
  }

  @Test
  void aFolderWithoutItIsNoRun() throws IOException {
    Files.delete(file);
    assertEquals(folder + " is not a run: it holds no run.json", refused());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"status", "configuration", "inputs", "versions", "device", "summary", "seconds"})
  void whatLacksAPartIsDamaged(String part) throws IOException {
    edit("\"" + part + "\"", "\"not_" + part + "\"");
    assertEquals(file + " is damaged: it lacks what a run says of itself", refused());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1]", "PK", "{\"seed\": \"many\"}"})
  void whatIsNoManifestIsDamaged(String text) throws IOException {
    Files.writeString(file, text);
    String said = refused();
    assertTrue(said.startsWith(file + " is damaged: "), said);
    assertEquals(1, said.lines().count(), said);
  }

  @Test
  void anOutputWithoutItsHashIsDamage() throws IOException {
    edit("\"sha256\" : \"aa\"", "\"sha256\" : null");
    assertEquals(file + " is damaged: it lacks what a run says of itself", refused());
  }

  @Test
  void aHugeFileIsNotRead() throws IOException {
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength((64L << 20) + 1);
    }
    assertEquals(file + " is not what a run writes: it has over 64 MiB", refused());
  }
}
