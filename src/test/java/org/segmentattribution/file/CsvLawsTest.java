package org.segmentattribution.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvLawsTest {
  private static final List<String> HEADER = List.of("name", "x");

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("t.csv"), text);
  }

  private static List<List<Object>> read(Path file) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    CsvFile.read(file, HEADER, row -> rows.add(List.of(row.text("name"), row.number("x"))));
    return rows;
  }

  private String refusal(String text) {
    return assertThrows(IOException.class, () -> read(file(text)))
        .getMessage()
        .replace(folder.resolve("t.csv").toString(), "t.csv");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab=+-@'\",;|\t\n\r 01.eENé\uff1d\u200b").ofMaxLength(8);
  }

  /** Whatever a name holds, and whatever a spreadsheet would make of it. */
  @Property(tries = 300)
  void textsAndNumbersComeBack(
      @ForAll @Size(min = 1, max = 4) List<@net.jqwik.api.From("texts") String> names,
      @ForAll double number)
      throws IOException {
    Path file = Files.createTempFile("sat-csv", ".csv");
    try {
      CsvFile.write(
          file,
          HEADER,
          printer -> {
            for (String name : names) {
              printer.printRecord(name, CsvFile.text(number));
            }
          });
      List<List<Object>> expected = new ArrayList<>();
      names.forEach(name -> expected.add(List.of(name, number)));
      assertEquals(expected, read(file));
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void numbersKeepEveryBit() throws IOException {
    double[] numbers = {
      0.1 + 0.2,
      -0.0,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      1e-300,
      1 / 3.0,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      9007199254740993.0
    };
    Path file = folder.resolve("t.csv");
    CsvFile.write(
        file,
        HEADER,
        printer -> {
          for (double number : numbers) {
            printer.printRecord("n", CsvFile.text(number));
          }
        });
    List<List<Object>> read = read(file);
    for (int i = 0; i < numbers.length; i++) {
      assertEquals(numbers[i], read.get(i).get(1));
    }
  }

  /** What other programs write: a byte order mark, CR LF, quotes, other columns, blank lines. */
  @Test
  void filesOfOthersAreRead() throws IOException {
    Path file = file("\uFEFFid,\"x\",name\r\n1,\"2.5\",\"a \"\"b\"\",\r\nc\"\r\n\r\n2,,d\r\n");
    assertEquals(List.of(List.of("a \"b\",\r\nc", 2.5), List.of("d", Double.NaN)), read(file));
  }

  @ParameterizedTest
  @CsvSource({
    "'', t.csv is empty: it has no line of column names",
    "'name\n', 't.csv, line 1: no column ''x'''",
    "'name,x,name\n', 't.csv, line 1: two columns ''name'''",
    "'name,x\na,1\nb\n', 't.csv, line 3: 1 fields under 2 column names'",
    "'name,x\na,1,2\n', 't.csv, line 2: 3 fields under 2 column names'",
    "'name,x\n\"a\nb\",1\nc,one\n', 't.csv, line 4, column x: ''one'' is not a number'"
  })
  void errorsSayWhere(String text, String message) {
    assertEquals(message, refusal(text));
  }

  @Test
  void damageIsNamed() throws IOException {
    assertTrue(refusal("name,x\n\"a\"b,1\n").startsWith("t.csv is not valid CSV"));
    Path file = Files.write(folder.resolve("t.csv"), new byte[] {'n', ',', (byte) 0xff, '\n'});
    assertEquals(
        file + " is not UTF-8", assertThrows(IOException.class, () -> read(file)).getMessage());
    Path none = folder.resolve("none.csv");
    assertEquals(
        none + " does not exist", assertThrows(IOException.class, () -> read(none)).getMessage());
  }

  @Test
  void columnsThatNeedNotBeThere() throws IOException {
    Path file = file("name,x,flag\na,7,yes\n");
    CsvFile.read(
        file,
        HEADER,
        row -> {
          assertEquals(7, row.numberIfThere("x"));
          assertTrue(Double.isNaN(row.numberIfThere("y")));
          assertEquals(3, row.fieldIfThere("flag", "a word", String::length, 0));
          assertEquals(-1, row.fieldIfThere("none", "a word", String::length, -1));
          assertEquals(7, row.integer("x"));
          IOException e = assertThrows(IOException.class, () -> row.integer("flag"));
          assertEquals(file + ", line 2, column flag: 'yes' is not a whole number", e.getMessage());
        });
  }

  /** Wholes are not cut: 7.0 and 99999999999 are no int. */
  @ParameterizedTest
  @CsvSource({"7.0", "99999999999", "' 7'"})
  void aWholeNumberIsWritten(String text) throws IOException {
    Path file = file("name,x\na," + text + "\n");
    CsvFile.read(
        file, HEADER, row -> assertThrows(IOException.class, () -> row.integer("x"), text));
  }

  @Test
  void nullIsAnEmptyFieldAndTruthIsBare() {
    List<Object> row = new ArrayList<>(List.of(true, 5));
    row.add(null);
    row.add("true");
    assertEquals(
        "a,b,c,d\ntrue,5,,\"true\"\n", CsvFile.text(List.of("a", "b", "c", "d"), List.of(row)));
  }
}
