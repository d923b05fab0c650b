package org.segmentattribution.file.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.file.BoundedFile;
import org.segmentattribution.file.ReplacedFile;

/** The file in a model's folder that says where its files are from, and their hashes. */
public final class InstalledModelFile {
  /** Name of the file. */
  public static final String NAME = "sat-model.json";

  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private InstalledModelFile() {}

  /**
   * Reads the description of a folder.
   *
   * @return null where the folder has none
   * @throws IOException with one line, where it is broken
   */
  public static InstalledModel read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    JsonNode root;
    try {
      root = JSON.readTree(BoundedFile.text(file));
    } catch (IOException e) {
      throw new IOException(file + " is broken; delete the folder and fetch the model again", e);
    }
    if (root.path("format").asInt() != FORMAT) {
      throw new IOException(file + " is of another version of sat; fetch the model again");
    }
    List<InstalledFile> files = new ArrayList<>();
    for (JsonNode one : root.path("files")) {
      files.add(
          new InstalledFile(
              one.path("path").asText(), one.path("size").asLong(), one.path("sha256").asText()));
    }
    return new InstalledModel(
        folder,
        root.path("name").asText(),
        new ModelSource(
            root.path("endpoint").asText(),
            root.path("repository").asText(),
            root.path("revision").asText(),
            root.path("commit").asText(),
            root.path("variant").asText()),
        root.path("licence").asText(),
        files);
  }

  /** Writes the description into the model's folder. */
  public static void write(InstalledModel model) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("name", model.name());
    root.put("endpoint", model.source().endpoint());
    root.put("repository", model.source().repository());
    root.put("revision", model.source().revision());
    root.put("commit", model.source().commit());
    root.put("variant", model.source().variant());
    root.put("licence", model.licence());
    ArrayNode files = root.putArray("files");
    for (InstalledFile file : model.files()) {
      files
          .addObject()
          .put("path", file.path())
          .put("size", file.size())
          .put("sha256", file.sha256());
    }
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    ReplacedFile.write(model.folder().resolve(NAME), target -> Files.writeString(target, text));
  }
}
