package org.segmentattribution.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  private static final List<String> TEXTS =
      List.of(
          "zebra",
          "NA",
          "N/A",
          "null",
          "NaN",
          "nan",
          "None",
          "true",
          "False",
          "001",
          "1e5",
          "-1",
          "1,5",
          "2024-01-31",
          "12:30",
          "",
          " ",
          "a\nb",
          "say \"x\"",
          "=1+1",
          "'=1+1",
          "@a",
          "-x",
          "a;=1+1",
          "a\t=1+1",
          "é",
          "\uff1d1",
          "'",
          "''",
          "-");

  @TempDir private Path folder;

  @Test
  void textsComeBackAndNumbersStayNumbers() throws IOException {
    Path file = folder.resolve("x.csv");
    CsvFile.write(
        file,
        List.of("n", "text", "x"),
        printer -> {
          for (String text : TEXTS) {
            printer.printRecord(TEXTS.indexOf(text), text, CsvFile.text(-0.5));
          }
        });
    List<String> read = new ArrayList<>();
    CsvFile.read(
        file,
        List.of("text"),
        row -> {
          read.add(row.text("text"));
          assertEquals(-0.5, row.number("x"));
        });
    assertEquals(TEXTS, read);
  }

  @Test
  void whatAReaderMightTakeForSomethingElseIsQuoted() {
    List<List<?>> rows =
        List.of(
            List.of("NA", 1, -2.5, true),
            List.of("001", 1, CsvFile.text(Double.NaN), true),
            List.of("1e5", "true", "null", "zebra"),
            List.of("a;=1+1", "=1+1", "a; b", "-1"));
    assertEquals(
        """
        a,b,c,d
        "NA",1,-2.5,true
        "001",1,,true
        "1e5","true","null",zebra
        "a;=1+1",'=1+1,a; b,"-1"
        """,
        CsvFile.text(List.of("a", "b", "c", "d"), rows));
  }

  @Test
  void noColumnIsThereTwice() {
    Path file = folder.resolve("x.csv");
    List<String> header = List.of("method", "name", "method");
    assertThrows(IllegalArgumentException.class, () -> CsvFile.write(file, header, p -> {}));
    assertThrows(IllegalArgumentException.class, () -> CsvFile.text(header, List.of()));
    assertEquals(false, Files.exists(file));
  }
}
