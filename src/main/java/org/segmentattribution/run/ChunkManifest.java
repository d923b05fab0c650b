package org.segmentattribution.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.file.ReplacedFile;

/** {@code chunk.json}: hashes of the files of a finished chunk. */
final class ChunkManifest {
  private static final String FILE = "chunk.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ChunkManifest() {}

  private static List<String> names() {
    List<String> names = new ArrayList<>(RunLayout.TABLES);
    names.add(KeyedImage.FILE);
    return names;
  }

  /** Writes it for the files in a chunk's folder. */
  static void write(Path chunk) throws IOException {
    Map<String, OutputFile> files = new LinkedHashMap<>();
    for (String name : names()) {
      files.put(name, OutputFile.of(chunk.resolve(name)));
    }
    String text = JSON.writeValueAsString(files);
    ReplacedFile.write(chunk.resolve(FILE), file -> Files.writeString(file, text));
  }

  /** Returns whether a folder holds a complete, unchanged chunk. */
  static boolean fits(Path chunk) throws IOException {
    Path file = chunk.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try {
      Map<String, OutputFile> files = JSON.readValue(file.toFile(), new TypeReference<>() {});
      if (files == null || !List.copyOf(files.keySet()).equals(names())) {
        return false;
      }
      for (String name : names()) {
        OutputFile output = files.get(name);
        if (output == null || output.fault(chunk.resolve(name)).isPresent()) {
          return false;
        }
      }
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
