package org.segmentattribution.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the programs on the pictures of this project. */
class ProgramsTest {
  @TempDir Path folder;

  /** A program that prints. */
  @FunctionalInterface
  private interface Program {
    void run() throws IOException;
  }

  private static List<String> printed(Program program) throws IOException {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      program.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void oneImageIsATableOfNineParts() throws IOException {
    Path picture = Data.PICTURES.resolve("zebra/0001.png");
    List<String> lines =
        printed(() -> OneImage.main(new String[] {Data.MODEL.toString(), picture.toString()}));
    assertTrue(lines.get(0).matches("zebra \\(\\d+ %\\)"), lines.get(0));
    assertEquals(10, lines.size());
    assertTrue(lines.get(1).matches(" 1\\.0  [a-z]+-[a-z]+"), lines.get(1));
  }

  @Test
  void aStreamBecomesParquet() throws IOException {
    Path rows = folder.resolve("rows.parquet");
    StreamToParquet.main(
        new String[] {
          Data.MODEL.toString(), Data.PICTURES.toString(), Data.MASKS.toString(), rows.toString()
        });
    byte[] bytes = Files.readAllBytes(rows);
    assertEquals("PAR1", new String(bytes, 0, 4, StandardCharsets.US_ASCII));
    assertTrue(bytes.length > 5000, bytes.length + " bytes");
  }

  @Test
  void anOwnSegmenterHasARankOfItsOwn() throws IOException {
    List<String> lines =
        printed(
            () ->
                BorderSegmenter.main(
                    new String[] {Data.MODEL.toString(), Data.PICTURES.toString()}));
    assertEquals(4, lines.size());
    for (String line : lines) {
      assertTrue(
          line.matches("(horse|zebra) +(border|centre) +mean rank [12]\\.\\d\\d in 4 images"),
          line);
    }
  }
}
