package org.segmentattribution.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.saliency.gradient.IntegrationRule;

/** What is read from name=value, and what is said of values that mean nothing. */
class MethodParametersTest {
  private static MethodParameters with(String value) {
    MethodParameters parameters =
        new MethodParameters("m", List.of(new Parameter("p", "standard", "a value")));
    parameters.set("p", value);
    return parameters;
  }

  private static final Map<String, Function<MethodParameters, Object>> READERS =
      Map.of(
          "number", p -> p.number("p"),
          "positive", p -> p.positive("p"),
          "atLeast", p -> p.atLeast("p", 1.5f),
          "count", p -> p.count("p"),
          "seed", p -> p.seed("p"),
          "flag", p -> p.flag("p"),
          "numbers", p -> p.numbers("p"),
          "fraction", p -> p.fraction("p"),
          "choice", p -> p.choice("p", IntegrationRule.class),
          "either", p -> p.either("p", "left", "right"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "number | one | is not a number",
        "number | NaN | is not a number",
        "number | 1e99 | is not a number",
        "number | '' | is not a number",
        "positive | 0 | must be greater than 0",
        "positive | -1 | must be greater than 0",
        "atLeast | 1.49 | must be at least 1.5",
        "count | 0 | must be a whole number of at least 1",
        "count | 1.5 | must be a whole number of at least 1",
        "count | -3 | must be a whole number of at least 1",
        "count | 99999999999 | must be a whole number of at least 1",
        "seed | 1.0 | must be a whole number",
        "seed | 99999999999999999999 | must be a whole number",
        "flag | yes | must be true or false",
        "flag | TRUE | must be true or false",
        "numbers | 1,,2 | must be a number, or numbers with commas between them",
        "numbers | 1;2 | must be a number, or numbers with commas between them",
        "numbers | Infinity | must be a number, or numbers with commas between them",
        "fraction | -0.1 | is not a number of at least 0, such as 0.1 or 1/255",
        "fraction | 1/0 | is not a number of at least 0, such as 0.1 or 1/255",
        "fraction | 1/2/3 | is not a number of at least 0, such as 0.1 or 1/255",
        "choice | middle2 | must be one of left, right, middle, trapezoid, gauss",
        "choice | LEFT | must be one of left, right, middle, trapezoid, gauss",
        "either | up | must be left or right",
      })
  void refusals(String reader, String value, String why) {
    MethodParameters parameters = with(value);
    String message =
        assertThrows(IllegalArgumentException.class, () -> READERS.get(reader).apply(parameters))
            .getMessage();
    assertEquals("m: p=" + value + " " + why, message);
  }

  @Test
  void values() {
    assertEquals(-2.5f, with("-2.5").number("p"));
    assertEquals(1.5f, with("1.5").atLeast("p", 1.5f));
    assertEquals(7, with("7").count("p"));
    assertEquals(-9_000_000_000L, with("-9000000000").seed("p"));
    assertTrue(with("true").flag("p"));
    assertFalse(with("false").flag("p"));
    assertArrayEquals(new float[] {1, -2, 3.5f}, with("1, -2 ,3.5").numbers("p"));
    assertEquals(1 / 255f, with("1/255").fraction("p"));
    assertEquals(0, with("0").fraction("p"));
    assertEquals(IntegrationRule.GAUSS, with("gauss").choice("p", IntegrationRule.class));
    assertTrue(with("left").either("p", "left", "right"));
    assertFalse(with("right").either("p", "left", "right"));
    assertFalse(with("").given("p"));
    assertTrue(with(" ").given("p"));
  }

  @Test
  void standardValuesStayWhereNothingIsGiven() {
    List<Parameter> two =
        List.of(new Parameter("a", "1", "first"), new Parameter("b", "2", "second"));
    MethodParameters parameters = new MethodParameters("m", two);
    parameters.set("b", "5");
    assertEquals(Map.of("a", "1", "b", "5"), parameters.values());
    parameters.set("c", "9");
    assertEquals(Map.of("a", "1", "b", "5"), parameters.values(), "no method has it");
    assertThrows(UnsupportedOperationException.class, () -> parameters.values().put("a", "2"));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> with("/no/such/base.npy").array("p"))
            .getMessage();
    assertEquals("/no/such/base.npy: no such file", message);
  }

  private static List<MethodRequest> requests() {
    List<MethodRequest> requests = new ArrayList<>();
    Parameter seed = new Parameter("seed", "0", "of the draws");
    Parameter steps = new Parameter("steps", "10", "how many");
    requests.add(new MethodRequest(new AvailableMethod("one", "first", p -> null, steps, seed)));
    requests.add(new MethodRequest(new AvailableMethod("two", "second", p -> null, steps)));
    requests.add(new MethodRequest(new AvailableMethod("bare", "third", p -> null)));
    return requests;
  }

  private static List<String> values(List<MethodRequest> requests) {
    return requests.stream().map(r -> r.make().parameters().toString()).toList();
  }

  @Test
  void aParameterGoesToEveryMethodThatTakesItOrToTheOneNamed() {
    List<MethodRequest> requests = requests();
    MethodRequest.give("steps=20", requests);
    MethodRequest.give("two:steps= 30", requests);
    requests.forEach(request -> request.seed(8));
    assertEquals(List.of("{steps=20, seed=8}", "{steps=30}", "{}"), values(requests));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "steps | parameter 'steps' is not name=value",
        "=3 | parameter '=3' is not name=value",
        "width=3 | no chosen method has the parameter 'width'; one has steps, seed; two has steps;"
            + " bare has none",
        "two:seed=3 | no chosen method has the parameter 'two:seed'; one has steps, seed; two has"
            + " steps; bare has none; did you mean \"seed\"?",
      })
  void parametersThatNoMethodTakes(String text, String why) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> MethodRequest.give(text, requests()))
            .getMessage();
    assertEquals(why, message);
  }

  @Test
  void theRangeOfAnInputIsThatOfItsBytes() {
    assertNull(InputRange.of(null));
    InputRange range = InputRange.of(Preprocessing.simple(4, 4));
    for (int c = 0; c < range.low().length; c++) {
      assertTrue(range.low()[c] < range.high()[c]);
    }
  }
}
