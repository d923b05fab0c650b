package org.segmentattribution.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.TestRow;
import org.segmentattribution.table.store.RunTables;

class OutputFileTest {
  /** FIPS 180-2, appendix B.1. */
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void theHashIsSha256OfTheBytes() throws IOException {
    OutputFile output = OutputFile.of(file("a.svg", "abc"));
    assertEquals(OF_ABC, output.sha256());
    assertNull(output.rows(), "a drawing has no rows");
  }

  /** In these texts a bar is a line end. */
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "'a,b|', 0",
    "'a,b', 0",
    "'a,b|1,2|', 1",
    "'a,b|1,2', 1",
    "'a,b|1,2||3,4|', 2",
    "'a,b|\"x|y\",2|3,4|', 2",
    "'a,b|\"say \"\"hi|there\"\"\",2|', 1",
    "'a,b|1,2|||', 1"
  })
  void rowsAreLinesOutsideQuotes(String text, long rows) throws IOException {
    assertEquals(rows, OutputFile.of(file("t.csv", text.replace('|', '\n'))).rows());
  }

  /** An independent reader counts as many, and so does the Parquet file of the same rows. */
  @Test
  void rowsAreThoseThatAReaderFinds() throws IOException {
    Path csv = folder.resolve("sat.csv");
    SatCsv.write(
        csv,
        List.of(
            TestRow.of("a", "one\ntwo").row(),
            TestRow.of("b,\"", "three").row(),
            TestRow.of("c", "four\r\n\nfive").row()));
    assertEquals(SatCsv.read(csv).size(), OutputFile.of(csv).rows());
    Path parquet = folder.resolve("sat.parquet");
    RunTables.convert(csv, parquet, 1).close();
    assertEquals(3, OutputFile.of(parquet).rows());
  }

  @Test
  void aFaultSaysWhatIsMissing() throws IOException {
    Path csv = file("t.csv", "a\n1\n2\n");
    OutputFile output = OutputFile.of(csv);
    assertEquals(Optional.empty(), output.fault(csv));
    file("t.csv", "a\n1\n");
    assertEquals(Optional.of("is not what the run wrote (1 of 2 rows)"), output.fault(csv));
    file("t.csv", "a\n1\n3\n");
    assertEquals(Optional.of("is not what the run wrote"), output.fault(csv));
    Files.delete(csv);
    assertEquals(Optional.of("is missing"), output.fault(csv));
    Files.createDirectory(csv);
    assertEquals(Optional.of("is missing"), output.fault(csv), "a folder of that name");
  }
}
