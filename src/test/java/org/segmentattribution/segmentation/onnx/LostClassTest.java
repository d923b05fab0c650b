package org.segmentattribution.segmentation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;

/** A network with a name for each score and no class for "nothing", as Conditional DETR has. */
class LostClassTest {
  private static final Path MODEL = Path.of("src/test/resources/segmenters/detr-panoptic-hub");

  @TempDir Path folder;

  @BeforeEach
  void nameTheLastScore() throws IOException {
    try (Stream<Path> files = Files.list(MODEL)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Path config = folder.resolve("config.json");
    ObjectNode keys = (ObjectNode) new ObjectMapper().readTree(config.toFile());
    ObjectNode names = (ObjectNode) keys.path("id2label");
    names.put("" + names.size(), "rock");
    Files.writeString(config, keys.put("model_type", "conditional_detr").toString());
  }

  @Test
  void isReadAsTransformersReadsIt() throws IOException {
    assertEquals(found(MODEL, List.of()), found(folder, List.of()));
  }

  @Test
  void aClassThatIsNeverFoundCannotBeAskedFor() {
    WrongInput e = assertThrows(WrongInput.class, () -> found(folder, List.of("rock")));
    assertTrue(e.getMessage().contains("rock"), e.getMessage());
  }

  private static List<Detection> found(Path given, List<String> names) throws IOException {
    RgbImage picture = ContractModelsTest.picture(MODEL.resolve("picture.png"));
    PromptList prompts = PromptList.of(names);
    try (OnnxSegmenter model = OnnxSegmenter.open(given, "cpu", prompts, Double.NaN, null)) {
      return model.segment("", picture);
    }
  }
}
