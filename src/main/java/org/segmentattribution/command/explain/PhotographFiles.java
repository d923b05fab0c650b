package org.segmentattribution.command.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.report.photograph.DrawnPhotograph;
import org.segmentattribution.report.photograph.Photograph;
import org.segmentattribution.report.photograph.PhotographIndex;
import org.segmentattribution.report.photograph.Photographs;
import org.segmentattribution.report.photograph.Pictures;
import org.segmentattribution.report.svg.JpegDataUri;
import org.segmentattribution.run.RunDirectory;

/** The photographs in a run directory: small pictures, and an index with tables and outlines. */
public final class PhotographFiles {
  /** Folder of the photographs. */
  static final String FOLDER = "figures/photographs";

  /** Folder of what earlier versions drew instead. */
  static final String EARLIER = "figures/gallery";

  private static final String INDEX = FOLDER + "/index.json";
  private static final long MOST_BYTES = 64L << 20;

  /** Largest size of a picture that is read. */
  private static final long PICTURE_BYTES = 1L << 20;

  /** Largest size in characters of all pictures and outlines that a page contains. */
  private static final long PAGE = 3_600_000;

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private PhotographFiles() {}

  private static String picture(String id) {
    return FOLDER + "/" + id + ".jpg";
  }

  private static String map(String id) {
    return FOLDER + "/" + id + "-map.jpg";
  }

  /** Writes the pictures of a photograph. */
  static void write(RunDirectory directory, String id, DrawnPhotograph drawn) throws IOException {
    write(directory.path(picture(id)), drawn.picture());
    if (drawn.map().length > 0) {
      write(directory.path(map(id)), drawn.map());
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    ReplacedFile.write(file, part -> Files.write(part, bytes));
  }

  /** Writes the index; photographs without it are ignored. */
  static void write(RunDirectory directory, PhotographIndex index) throws IOException {
    directory.write(INDEX, JSON.writeValueAsString(index) + "\n");
  }

  /** Reads the index; returns an empty one where the run has none. */
  public static PhotographIndex read(RunDirectory directory) throws IOException {
    Path file = directory.path(INDEX);
    if (!Files.exists(file)) {
      return PhotographIndex.NONE;
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new WrongInput(file + " is not what a run writes: it has over 64 MiB");
    }
    try {
      PhotographIndex index = JSON.readValue(file.toFile(), PhotographIndex.class);
      if (index == null) {
        throw new WrongInput(file + " is damaged: it says nothing");
      }
      return index;
    } catch (JsonProcessingException e) {
      throw new WrongInput(
          file + " is damaged: " + e.getOriginalMessage().lines().findFirst().orElse(""));
    }
  }

  /**
   * Returns the photographs for a page: with their pictures in it where these are not too large.
   */
  static Photographs forPage(RunDirectory directory) throws IOException {
    PhotographIndex index = read(directory);
    Map<String, String> pictures = new LinkedHashMap<>();
    Map<String, String> maps = new LinkedHashMap<>();
    long size = 0;
    for (Photograph p : index.photographs()) {
      String uri = JpegDataUri.of(jpeg(directory.path(picture(p.id()))));
      pictures.put(p.id(), uri);
      size += uri.length() + p.rows().stream().mapToInt(row -> row.outline().length()).sum();
      if (p.frame().map()) {
        maps.put(p.id(), JpegDataUri.of(jpeg(directory.path(map(p.id())))));
        size += maps.get(p.id()).length();
      }
    }
    if (size <= PAGE) {
      return new Photographs(index, new Pictures(false, pictures, maps));
    }
    pictures.replaceAll((id, uri) -> picture(id));
    maps.replaceAll((id, uri) -> map(id));
    return new Photographs(index, new Pictures(true, pictures, maps));
  }

  /** Returns the picture of a photograph as a data URI. */
  public static String uri(RunDirectory directory, String id) throws IOException {
    return JpegDataUri.of(jpeg(directory.path(picture(id))));
  }

  private static byte[] jpeg(Path file) throws IOException {
    try {
      long size = Files.size(file);
      byte[] bytes = size > PICTURE_BYTES ? new byte[0] : Files.readAllBytes(file);
      boolean starts = bytes.length > 3 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xd8;
      if (!starts) {
        throw new WrongInput(file + " is not a picture of this program: it is no small JPEG");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new WrongInput(file + " is missing; delete the folder 'figures' to do without");
    }
  }
}
