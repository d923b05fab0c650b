package org.segmentattribution.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.image.ChannelOrder;
import org.segmentattribution.image.Preprocessing;

class ModelDeclarationTest {
  @TempDir Path folder;

  private ModelDeclaration read(String json) throws IOException {
    Path model = folder.resolve("model.onnx");
    Files.writeString(folder.resolve("model.onnx.json"), json);
    return DeclarationFile.beside(model);
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    float[] mean = {0.485f, 0.456f, 0.406f};
    float[] std = {0.229f, 0.224f, 0.225f};
    Preprocessing input = new Preprocessing(224, 192, 256, 0, 255, mean, std, ChannelOrder.BGR);
    ModelDeclaration written =
        new ModelDeclaration(List.of("crane", "zebra", "crane"), Map.of("n2", 2), input);
    assertEquals(written, read(DeclarationJson.write(written)));
    ModelDeclaration withHead =
        new ModelDeclaration(List.of("a", "b"), Map.of(), input, Head.SIGMOID);
    assertEquals(withHead, read(DeclarationJson.write(withHead)));
  }

  @Test
  void leftOutKeysHaveDefaults() throws IOException {
    Preprocessing input = read("{\"classes\":[\"a\"],\"input\":{\"size\":[8,6]}}").input();
    assertEquals(8, input.height());
    assertEquals(6, input.width());
    assertEquals(0, input.cropping().rows());
    assertEquals(1, input.scaling().high());
    assertArrayEquals(new float[] {1, 1, 1}, input.scaling().std());
    assertEquals(ChannelOrder.RGB, input.channels());
  }

  @Test
  void theExampleInTheMessageIsValid() throws IOException {
    assertEquals(List.of("cat", "dog"), read(DeclarationKeys.EXAMPLE).classes());
  }

  @Test
  void labelsMeanClasses() {
    ModelDeclaration declaration =
        new ModelDeclaration(
            List.of("crane", "zebra", "crane"), Map.of("machine", 2), Preprocessing.simple(8, 8));
    assertEquals(List.of("crane (0)", "zebra", "crane (2)"), declaration.classes());
    assertEquals(0, declaration.classIndex("crane (0)"));
    assertEquals(2, declaration.classIndex("crane (2)"));
    assertEquals(-1, declaration.classIndex("crane"));
    assertEquals(
        "'crane' may be 'crane (0)' or 'crane (2)'; an alias in its JSON says which:"
            + " \"aliases\": {\"crane\": 0}",
        declaration.whyUnknown("crane"));
    assertEquals("the model has no class 'horse'", declaration.whyUnknown("horse"));
    assertEquals("", declaration.whyUnknown("machine"));
    assertEquals("", declaration.isShared("horse"));
    assertEquals(2, declaration.classIndex("machine"));
    assertEquals(-1, declaration.classIndex("1"));
    assertEquals(1, declaration.classIndexOrNumber("1"));
    assertEquals(-1, declaration.classIndexOrNumber("3"));
    assertEquals(-1, declaration.classIndexOrNumber("Zebra"));
  }

  @Test
  void anAliasSaysWhichOfTwoClassesIsMeant() {
    ModelDeclaration declaration =
        new ModelDeclaration(
            List.of("crane", "zebra", "crane"), Map.of("crane", 2), Preprocessing.simple(8, 8));
    assertEquals(2, declaration.classIndex("crane"));
    assertEquals("", declaration.isShared("crane"));
  }

  @Test
  void noTwoNamesLookAlike() {
    assertEquals(
        List.of("crane (0)", "crane (1)", "Crane", "(3)", "(4)", "a b (5)", "a b (6)", "zèbre 斑马"),
        names("crane", "crane ", "Crane", "", " ", "a b", "a\t b\r", "zèbre 斑马"));
    // a name that looks like an index of another
    assertEquals(
        List.of("crane (2) (0)", "crane (1)", "crane (2) (2)"),
        names("crane (2)", "crane", "crane"));
    assertEquals(List.of("a (0)", "b (1)"), names("a (0)", "b (1)"));
    List<String> once = names("x", "x", "x (1)", "x (1) (1)");
    assertEquals(4, Set.copyOf(once).size());
    assertEquals(once, names(once.toArray(String[]::new)));
  }

  private static List<String> names(String... names) {
    return new ModelDeclaration(List.of(names), Preprocessing.simple(8, 8)).classes();
  }

  @Test
  void aNameWinsOverANumber() {
    ModelDeclaration digits =
        new ModelDeclaration(List.of("1", "2", "0"), Preprocessing.simple(8, 8));
    assertEquals(0, digits.classIndexOrNumber("1"));
    assertEquals(2, digits.classIndexOrNumber("0"));
    assertEquals(-1, new ModelDeclaration(List.of("a"), null).classIndex("0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"classes\":[\"a\"]} | input: an object",
        "{\"classes\":[],\"input\":{\"size\":[8,8]}} | classes: at least one",
        "{\"classes\":[1],\"input\":{\"size\":[8,8]}} | classes: 1 is not a name",
        "{\"klasses\":[\"a\"],\"input\":{\"size\":[8,8]}} | klasses: unknown key",
        "{\"classes\":[\"a\"],\"input\":{\"size\":[8]}} | input.size: 2 numbers",
        "{\"classes\":[\"a\"],\"input\":{\"size\":[8,0]}} | input.size: two whole numbers",
        "{\"classes\":[\"a\"],\"input\":{\"size\":[8,8],\"crop\":\"ten\"}} | input.crop",
        "{\"classes\":[\"a\"],\"input\":{\"size\":[8,8],\"resize\":4}} | input.resize 4",
        "{\"classes\":[\"a\"],\"input\":{\"size\":[8,8],\"std\":[1,0,1]}} | input.std",
        "{\"classes\":[\"a\"],\"input\":{\"size\":[8,8],\"mean\":[1,\"x\",1]}} | input.mean",
        "{\"classes\":[\"a\"],\"input\":{\"size\":[8,8],\"channels\":\"RBG\"}} | input.channels",
        "{\"classes\":[\"a\"],\"input\":{\"size\":[8,8],\"means\":[1]}} | input.means: unknown",
        "{\"classes\":[\"a\"],\"aliases\":{\"x\":1},\"input\":{\"size\":[8,8]}} | aliases.x: 1",
        "{\"classes\":[\"a\"],\"aliases\":{\"x\":\"a\"},\"input\":{\"size\":[8,8]}} | aliases.x",
        "{\"classes\":[\"a\"],\"classes\":[\"b\"],\"input\":{\"size\":[8,8]}} | not JSON",
        "{\"classes\":[\"a\",\"b\"],\"aliases\":{\"a\":1},\"input\":{\"size\":[8,8]}} | class 0 has"
            + " that name",
        "{\"classes\":[\"a\"],\"head\":\"soft\",\"input\":{\"size\":[8,8]}} | 'soft' is not one of",
        "[1] | an object like",
        "{\"classes\": | not JSON",
      })
  void wrongDeclarationsAreRefusedInOneLine(String json, String reason) {
    String message = assertThrows(IllegalArgumentException.class, () -> read(json)).getMessage();
    assertTrue(message.contains("model.onnx.json: "), message);
    assertTrue(message.contains(reason), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void aMissingDeclarationIsNamed() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> DeclarationFile.beside(folder.resolve("net.onnx")))
            .getMessage();
    assertTrue(message.contains("net.onnx.json: no such file"), message);
    assertTrue(message.contains("\"classes\""), message);
  }
}
