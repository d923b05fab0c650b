package org.segmentattribution.command.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.file.JsonFault;
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
  private static final String KEYS = FOLDER + "/keys.csv";
  private static final List<String> COLUMNS = List.of("photograph", "key", "sha256");
  private static final long MOST_BYTES = 64L << 20;

  /** Largest size of a picture that is read. */
  private static final long PICTURE_BYTES = 1L << 20;

  /** Largest size in characters of all pictures and outlines that a page contains. */
  private static final long PAGE = 3_600_000;

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private PhotographFiles() {}

  /** Returns the file of a photograph's picture in a run. */
  static String picture(String id) {
    return FOLDER + "/" + id + ".jpg";
  }

  /** Returns the file of a photograph's map in a run. */
  static String map(String id) {
    return FOLDER + "/" + id + "-map.jpg";
  }

  /**
   * Tells whether a photograph must be drawn again.
   *
   * @param key hash of all that it shows
   * @param sha256 of its pictures
   */
  record Key(String key, String sha256) {}

  /**
   * Writes the index, and the keys of its photographs.
   *
   * @param keys by the numbers of the photographs
   */
  static void write(RunDirectory directory, PhotographIndex index, Map<String, Key> keys)
      throws IOException {
    directory.write(INDEX, JSON.writeValueAsString(index) + "\n");
    CsvFile.write(
        directory.path(KEYS),
        COLUMNS,
        printer -> {
          for (Photograph photograph : index.photographs()) {
            Key key = keys.get(photograph.id());
            printer.printRecord(photograph.id(), key.key(), key.sha256());
          }
        });
  }

  /** Reads the keys of the photographs, by their numbers; none of a run of an earlier version. */
  static Map<String, Key> keys(RunDirectory directory) throws IOException {
    Map<String, Key> keys = new LinkedHashMap<>();
    if (Files.isRegularFile(directory.path(KEYS))) {
      CsvFile.read(
          directory.path(KEYS),
          COLUMNS,
          row -> keys.put(row.text("photograph"), new Key(row.text("key"), row.text("sha256"))));
    }
    return keys;
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
      throw new WrongInput(file + " is damaged: " + JsonFault.of(e));
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
