package org.segmentattribution.file;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/**
 * Prints records so that texts remain texts: text that a spreadsheet would run is disarmed ({@link
 * SpreadsheetFormula}); text that a reader might take for a number, a truth value, a date, a
 * missing value or two cells is quoted. Numbers are printed without quotes.
 */
public final class CsvPrinter {
  private static final CSVFormat PLAIN = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
  private static final CSVFormat QUOTED = PLAIN.builder().setQuoteMode(QuoteMode.ALL).get();

  private static final Pattern AMBIGUOUS =
      Pattern.compile(
          "[-+]?\\.?[0-9][0-9.,:/ eE+-]*"
              + "|[-+]?(?:#?n/?a(?: n/a)?|<na>|nan|null|none|nil|inf(?:inity)?|1\\.#(?:ind|qnan))"
              + "|true|false|yes|no"
              + "|.*[;|\\t][^;|\\t\\p{L}\\p{N}]*?[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20].*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Appendable out;

  CsvPrinter(Appendable out) {
    this.out = out;
  }

  /** Prints the names of the columns. */
  void printHeader(List<String> columns) throws IOException {
    PLAIN.printRecord(out, columns.toArray());
  }

  /** Prints a record of texts and numbers; null gives the empty field. */
  public void printRecord(Object... fields) throws IOException {
    printRecord(Arrays.asList(fields));
  }

  /** Prints a record of texts and numbers given as a list; null gives the empty field. */
  public void printRecord(List<?> fields) throws IOException {
    boolean first = true;
    for (Object field : fields) {
      print(field, first);
      first = false;
    }
    PLAIN.println(out);
  }

  private void print(Object field, boolean first) throws IOException {
    if (field instanceof Number || field instanceof Boolean) {
      PLAIN.print(field, out, first);
      return;
    }
    if (field == null) {
      PLAIN.print(null, out, first);
      return;
    }
    String text = SpreadsheetFormula.disarmed(String.valueOf(field));
    (AMBIGUOUS.matcher(text).matches() ? QUOTED : PLAIN).print(text, out, first);
  }
}
