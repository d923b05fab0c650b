package org.segmentattribution.command.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.DrawingFile;
import org.segmentattribution.report.gallery.Gallery;
import org.segmentattribution.run.RunDirectory;

/** The files of the gallery in a run directory: one drawing for each image, and an index. */
final class GalleryFiles {
  /** Folder of the gallery. */
  static final String FOLDER = "figures/gallery";

  private static final String INDEX = FOLDER + "/index.json";
  private static final long MOST_BYTES = 64L << 20;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private GalleryFiles() {}

  /** Returns the file of a picture. */
  static String drawing(String id) {
    return FOLDER + "/" + id + ".svg";
  }

  /** Writes the index; a gallery without it is ignored. */
  static void write(RunDirectory directory, Gallery gallery) throws IOException {
    directory.write(INDEX, JSON.writeValueAsString(gallery) + "\n");
  }

  /** Reads the index; returns an empty gallery where the run has none. */
  static Gallery read(RunDirectory directory) throws IOException {
    Path file = directory.path(INDEX);
    if (!Files.exists(file)) {
      return Gallery.NONE;
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new WrongInput(file + " is not what a run writes: it has over 64 MiB");
    }
    try {
      return whole(file, JSON.readValue(file.toFile(), Gallery.class));
    } catch (JsonProcessingException e) {
      throw new WrongInput(file + " is damaged: " + e.getOriginalMessage());
    }
  }

  private static Gallery whole(Path file, Gallery gallery) {
    if (gallery == null) {
      throw new WrongInput(file + " is damaged: it says nothing");
    }
    Set<String> ids = new HashSet<>();
    gallery.pictures().forEach(picture -> ids.add(picture.id()));
    boolean whole =
        gallery.shelves().stream()
            .flatMap(shelf -> Stream.concat(shelf.most().stream(), shelf.least().stream()))
            .allMatch(place -> ids.contains(place.picture()));
    if (!whole) {
      throw new WrongInput(file + " is damaged: a place has no picture");
    }
    return gallery;
  }

  /** Returns the drawings of a gallery by the ids of its pictures. */
  static Map<String, String> drawings(RunDirectory directory, Gallery gallery) throws IOException {
    Map<String, String> drawings = new LinkedHashMap<>();
    for (Gallery.Picture picture : gallery.pictures()) {
      Path file = directory.path(drawing(picture.id()));
      drawings.put(picture.id(), DrawingFile.read(file, "g" + picture.id()));
    }
    return drawings;
  }
}
