package org.segmentattribution.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.model.DeclarationJson;

/**
 * Declarations against what Pillow, torchvision, timm and transformers make of the same pictures
 * ({@code scripts/make-resampling.py}).
 */
class ResamplingFixtureTest {
  private static final Path FOLDER = Path.of("src/test/resources/resampling");

  @Test
  void inputsAreThoseOfOtherPrograms() throws IOException {
    float[] expected = NpyFile.read(FOLDER.resolve("expected.npy")).values();
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    int parted = 0;
    for (JsonNode one : new ObjectMapper().readTree(FOLDER.resolve("cases.json").toFile())) {
      String text = "{\"classes\": [\"a\"], \"input\": " + one.get("input") + "}";
      Preprocessing input = DeclarationJson.read(Path.of("x"), text).input();
      Path picture = FOLDER.resolve(one.get("picture").textValue());
      float[] values = new float[input.length()];
      input.toInput(input.onGrid(new ImageDecoder().decode(picture)), values, 0);
      assertEquals(one.get("count").intValue(), values.length);
      String what = one.get("what").textValue();
      // sums of floats and of doubles part at halves
      boolean halves = what.equals("Pillow bilinear") || what.startsWith("once bilinear");
      double most = 0;
      for (int i = 0; i < values.length; i++) {
        double difference = Math.abs(values[i] - expected[one.get("start").intValue() + i]);
        most = Math.max(most, difference);
        parted += halves && difference > 0.5 ? 1 : 0;
      }
      if (most > (halves ? 1 : 1e-4)) {
        wrong.add(one.get("picture") + " " + what + " " + one.get("input") + ": " + most);
      }
      cases++;
    }
    assertTrue(cases > 150, cases + " cases");
    assertTrue(wrong.isEmpty(), wrong.size() + " of " + cases + ":\n" + String.join("\n", wrong));
    assertTrue(parted < 40, parted + " values part at halves");
  }
}
