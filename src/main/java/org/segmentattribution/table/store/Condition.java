package org.segmentattribution.table.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.file.database.Sql;

/**
 * A user's condition in SQL: one expression over the columns of a table, which DuckDB itself parses
 * before any of it is run. Statements, subqueries, comments and functions that see more than a row
 * are refused, so its time grows only with the number of rows and its length.
 */
final class Condition {
  private static final int LONGEST = 100_000;
  private static final int SHOWN = 200;

  /** The statement around the condition; anything else in the parsed text was smuggled in. */
  private static final String QUESTION = "SELECT 1 FROM sat WHERE %s GROUP BY ALL";

  private static final Set<String> PARTS =
      Set.of(
          "COLUMN_REF",
          "CONSTANT",
          "COMPARISON",
          "CONJUNCTION",
          "OPERATOR",
          "BETWEEN",
          "CASE",
          "CAST",
          "COLLATE",
          "FUNCTION");

  private static final Set<String> SIGNS =
      Set.of(
          "+", "-", "*", "/", "//", "%", "^", "**", "||", "~~", "!~~", "~~*", "!~~*", "~~~", "@",
          "^@");

  /**
   * Allowed functions: none makes long texts from short ones, reads anything but its arguments, or
   * is random.
   */
  private static final Set<String> FUNCTIONS =
      new TreeSet<>(
          Set.of(
              "abs",
              "ceil",
              "ceiling",
              "char_length",
              "concat",
              "contains",
              "ends_with",
              "exp",
              "floor",
              "greatest",
              "ilike_escape",
              "instr",
              "isfinite",
              "isinf",
              "isnan",
              "lcase",
              "least",
              "left",
              "length",
              "like_escape",
              "list_contains",
              "list_value",
              "ln",
              "log",
              "log10",
              "log2",
              "lower",
              "ltrim",
              "mod",
              "not_ilike_escape",
              "not_like_escape",
              "nullif",
              "position",
              "pow",
              "power",
              "prefix",
              "regexp_full_match",
              "regexp_matches",
              "right",
              "round",
              "rtrim",
              "sign",
              "split_part",
              "sqrt",
              "starts_with",
              "strip_accents",
              "strlen",
              "strpos",
              "substr",
              "substring",
              "suffix",
              "trim",
              "trunc",
              "ucase",
              "upper"));

  /** What DuckDB says of a column that is not there, with those that are like it. */
  private static final Pattern NO_COLUMN =
      Pattern.compile("(?s)Referenced column \"([^\"]*)\" not found.*?bindings: ([^\\n]*)");

  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"]*\\.)?([^\".]+)\"");

  private static final Pattern COMMENT =
      Pattern.compile("'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\"|(--|/\\*)");

  /** Tells how DuckDB parses a statement, as JSON. */
  @FunctionalInterface
  interface Parser {
    String parsed(String question) throws SQLException;
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String text;

  private Condition(String text) {
    this.text = text;
  }

  /**
   * Checks a condition.
   *
   * @throws WrongInput in one line that says what the condition must not contain
   */
  static void check(Parser parser, String text) throws SQLException {
    new Condition(text).check(parser);
  }

  private void check(Parser parser) throws SQLException {
    require(text.length() <= LONGEST, "is longer than " + LONGEST + " characters");
    require(text.indexOf('\0') < 0, "holds a character of number 0");
    requireNoComment();
    // it must also be complete by itself: it may close no brackets that it did not open
    parse(parser, text);
    JsonNode question = parse(parser, inBrackets(text));
    JsonNode condition = where(question);
    JsonNode empty = parse(parser, inBrackets("true"));
    where(empty);
    require(question.equals(empty), "is more than one condition");
    requireHarmless(condition);
  }

  /**
   * Returns the condition as part of a statement; the bracket closes on a new line, whatever the
   * condition ends with.
   */
  static String inBrackets(String text) {
    return "(\n" + text + "\n)";
  }

  private void requireNoComment() {
    Matcher found = COMMENT.matcher(text);
    while (found.find()) {
      require(found.group(1) == null, "holds a comment (" + found.group(1) + ")");
    }
  }

  /** Takes the condition out of a parsed statement; the rest is equal for all. */
  private static JsonNode where(JsonNode question) {
    JsonNode condition = question.at("/0/node/where_clause");
    if (question.at("/0/node") instanceof ObjectNode node) {
      node.remove("where_clause");
    }
    return condition;
  }

  private JsonNode parse(Parser parser, String condition) throws SQLException {
    JsonNode answer;
    try {
      answer = JSON.readTree(parser.parsed(QUESTION.formatted(condition)));
    } catch (JsonProcessingException e) {
      throw new WrongInput(shown() + " is nested too deeply", e);
    }
    if (answer.path("error").asBoolean()) {
      String said = answer.path("error_message").asText();
      boolean statements = answer.path("error_type").asText().equals("not implemented");
      boolean deep = said.startsWith("memory exhausted") || said.startsWith("Max expression depth");
      throw new WrongInput(
          statements
              ? shown() + " is more than one condition"
              : deep
                  ? shown() + " is nested too deeply"
                  : shown() + ": " + said.lines().findFirst().orElse(""));
    }
    return answer.path("statements");
  }

  private void requireHarmless(JsonNode part) {
    JsonNode kind = part.path("class");
    if (kind.isTextual()) {
      String name = kind.asText();
      require(PARTS.contains(name), "holds what no condition needs: " + words(name));
      if (name.equals("FUNCTION")) {
        requireKnown(part);
      }
    }
    part.forEach(this::requireHarmless);
  }

  private void requireKnown(JsonNode function) {
    String name = function.path("function_name").asText();
    String schema = function.path("schema").asText("");
    boolean known = FUNCTIONS.contains(name) || SIGNS.contains(name);
    require(
        known && Set.of("", "main").contains(schema),
        "calls '%s'; a condition may call %s".formatted(name, String.join(", ", FUNCTIONS)));
  }

  private static String words(String kind) {
    return switch (kind) {
      case "SUBQUERY" -> "a question within it (SELECT)";
      case "WINDOW" -> "a window (OVER)";
      case "STAR" -> "* or COLUMNS";
      default -> "a " + kind.toLowerCase(Locale.ROOT);
    };
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new WrongInput(shown() + " " + message);
    }
  }

  private String shown() {
    return "'" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…") + "'";
  }

  /** Returns an error about a condition in one line, with the column that was meant. */
  static String complaint(String where, SQLException e) {
    Matcher column = NO_COLUMN.matcher(e.getMessage());
    String hint =
        column.find()
            ? Spelling.hint(
                column.group(1),
                QUOTED.matcher(column.group(2)).results().map(m -> m.group(1)).toList())
            : "";
    return shown(where) + ": " + Sql.line(e).replaceFirst(" in FROM clause!$", "") + hint;
  }

  /** Returns the condition for a message. */
  static String shown(String text) {
    return new Condition(text).shown();
  }
}
