package org.segmentattribution.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table of columns in {@code docs/statistics.md} is made from {@link Column}. */
class ColumnPageTest {
  private static final Path PAGE = Path.of("docs/statistics.md");
  private static final String BEGIN = "<!-- made from table/Column.java -->\n";
  private static final String END = "<!-- end -->\n";
  private static final String REWRITE = "mvn test -Dtest=ColumnPageTest -Dsat.docs.write=true";

  @Test
  void theTableIsThatOfTheColumns() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END, begin);
    String fresh = page.substring(0, begin) + table() + page.substring(end);
    if (Boolean.getBoolean("sat.docs.write")) {
      Files.writeString(PAGE, fresh);
    } else {
      assertEquals(fresh, page, PAGE + " is not up to date; rewrite it: " + REWRITE);
    }
  }

  private static String table() {
    StringBuilder table = new StringBuilder("\n| column | type | what it is |\n|---|---|---|\n");
    for (Column column : Column.values()) {
      table.append(
          "| `%s` | %s | %s |%n"
              .formatted(column.text(), type(column), column.documentation().replace("|", "\\|")));
    }
    return table.append('\n').toString();
  }

  private static String type(Column column) {
    return switch (column.type()) {
      case TEXT, POSITION -> "text";
      case INTEGER -> "whole number";
      case NUMBER -> "float64";
      case BOOLEAN -> "true, false";
    };
  }
}
