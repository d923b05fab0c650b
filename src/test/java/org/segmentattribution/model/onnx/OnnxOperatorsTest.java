package org.segmentattribution.model.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.onnx.constant.ConstantFolding;

/** One list of operators for the importer, its messages and the documentation. */
class OnnxOperatorsTest {
  private static final Path PAGE = Path.of("docs/models.md");
  private static final int WIDTH = 120;

  private final OnnxOperators operators = OnnxOperators.load();

  @Test
  void eachNameFindsItsOperator() {
    for (String name : operators.names()) {
      assertEquals(name, operators.find(name).name());
    }
    assertNull(operators.find("NonMaxSuppression"));
    assertTrue(operators.names().containsAll(List.of("Conv", "If", "Where", "Gelu", "PRelu")));
    assertEquals(105, operators.names().size());
  }

  @Test
  void aRefusalListsThem() {
    TestGraph graph = new TestGraph(13, 0, 3, 4, 4).add("TopK", "y", "x");
    String message =
        assertThrows(IllegalArgumentException.class, () -> graph.open(4, 4)).getMessage();
    assertEquals(
        "net.onnx: node 'y' (TopK): this operator is not supported; supported: "
            + String.join(", ", operators.names()),
        message);
  }

  /** Rewritten with {@code -Dsat.docs.write=true}. */
  @Test
  void thePageListsThem() throws IOException {
    String page = Files.readString(PAGE);
    String fresh = page;
    TreeSet<String> constant = new TreeSet<>(ConstantFolding.names());
    constant.removeAll(operators.names());
    fresh = replaced(fresh, "operators", String.join(", ", operators.names()));
    fresh = replaced(fresh, "constants", String.join(", ", constant));
    if (Boolean.getBoolean("sat.docs.write")) {
      Files.writeString(PAGE, fresh);
    } else {
      assertEquals(fresh, page, PAGE + " is not up to date; rewrite it with -Dsat.docs.write=true");
    }
  }

  private static String replaced(String page, String name, String list) {
    String start = "<!-- " + name + " -->\n";
    int from = page.indexOf(start) + start.length();
    int to = page.indexOf("<!-- end -->", from);
    assertTrue(from >= start.length() && to > from, "no place for " + name);
    StringBuilder wrapped = new StringBuilder();
    int column = 0;
    for (String word : (list + ".").split(" ")) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        wrapped.append('\n');
        column = 0;
      } else if (column > 0) {
        wrapped.append(' ');
        column++;
      }
      wrapped.append(word);
      column += word.length();
    }
    return page.substring(0, from) + wrapped + "\n" + page.substring(to);
  }
}
