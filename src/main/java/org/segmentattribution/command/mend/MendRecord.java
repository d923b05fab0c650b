package org.segmentattribution.command.mend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.ReplacedFile;

/**
 * {@code mended.json}: what the new classifier was made from and how, so that it is not made again.
 *
 * @param made all that its weights depend on, by name
 * @param pictures pictures that it was trained on
 * @param having those of them with the segment
 */
record MendRecord(Map<String, String> made, int pictures, int having) {
  /** Name of the file in the folder of the results. */
  static final String FILE = "mended.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * Reads the record of an earlier call; null where there is none.
   *
   * @param made all that the weights depend on now
   * @throws WrongInput where the earlier call differs, with the first name that does
   */
  static MendRecord read(Path out, Map<String, String> made) throws IOException {
    Path file = out.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return null;
    }
    MendRecord before;
    try {
      before = JSON.readValue(file.toFile(), new TypeReference<MendRecord>() {});
    } catch (JsonProcessingException e) {
      throw new WrongInput(file + " is damaged; delete it, and the classifier is made again", e);
    }
    for (Map.Entry<String, String> one : new TreeMap<>(made).entrySet()) {
      String other = before.made.get(one.getKey());
      if (!one.getValue().equals(other)) {
        throw WrongInput.of(
            "{out} %s holds a classifier that was made with another %s (%s, not %s); name another"
                + " folder",
            out, one.getKey(), other, one.getValue());
      }
    }
    return before;
  }

  void write(Path out) throws IOException {
    byte[] json = JSON.writeValueAsBytes(this);
    ReplacedFile.write(out.resolve(FILE), part -> Files.write(part, json));
  }
}
