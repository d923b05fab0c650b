package org.segmentattribution.command.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.report.photograph.DrawnPhotograph;
import org.segmentattribution.report.photograph.Photograph;
import org.segmentattribution.report.photograph.PhotographIndex;
import org.segmentattribution.run.ChunkFolders;
import org.segmentattribution.run.RunDirectory;

/**
 * The photographs that are drawn already, each under a key: the hash of all that it shows. While a
 * run is in progress they are beside its chunks, so an interrupted drawing goes on; those of a
 * finished run return there first, so a run that is brought up to date draws only what has changed.
 * Safe for several threads.
 */
final class KeptPhotographs {
  private static final String FOLDER = ChunkFolders.FOLDER + "/photographs";
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final RunDirectory directory;
  private final Path folder;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  /**
   * A photograph, written after its pictures.
   *
   * @param photograph with a number that may be another one now
   * @param sha256 of its pictures
   */
  private record Kept(Photograph photograph, String sha256) {}

  private KeptPhotographs(RunDirectory directory) {
    this.directory = directory;
    folder = directory.path(FOLDER);
  }

  /**
   * Finds the photographs that are drawn already and unchanged.
   *
   * @param wanted keys of the photographs that the run shows
   */
  static KeptPhotographs open(RunDirectory directory, Set<String> wanted) throws IOException {
    KeptPhotographs photographs = new KeptPhotographs(directory);
    Files.createDirectories(photographs.folder);
    photographs.takeFinished(wanted);
    for (String key : wanted) {
      Kept read = photographs.read(key);
      if (read != null) {
        photographs.kept.put(key, read);
      }
    }
    return photographs;
  }

  /** Moves photographs of a finished run, or of a call that was killed while it finished. */
  private void takeFinished(Set<String> wanted) throws IOException {
    Map<String, Photograph> shown = new HashMap<>();
    Map<String, PhotographFiles.Key> keys;
    try {
      PhotographFiles.read(directory).photographs().forEach(p -> shown.put(p.id(), p));
      keys = PhotographFiles.keys(directory);
    } catch (WrongInput | IOException e) {
      return; // damaged: all are drawn again
    }
    for (Map.Entry<String, PhotographFiles.Key> of : keys.entrySet()) {
      Photograph photograph = shown.get(of.getKey());
      String key = of.getValue().key();
      if (photograph != null && wanted.contains(key)) {
        move(directory.path(PhotographFiles.picture(photograph.id())), picture(key));
        move(directory.path(PhotographFiles.map(photograph.id())), map(key));
        write(key, new Kept(photograph, of.getValue().sha256()));
      }
    }
  }

  private static void move(Path from, Path to) throws IOException {
    if (Files.isRegularFile(from)) {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Kept read(String key) throws IOException {
    Path file = folder.resolve(key + ".json");
    if (!Files.isRegularFile(file) || !Files.isRegularFile(picture(key))) {
      return null;
    }
    try {
      Kept read = JSON.readValue(file.toFile(), Kept.class);
      boolean whole =
          read != null
              && read.photograph() != null
              && (!read.photograph().frame().map() || Files.isRegularFile(map(key)));
      return whole && hash(key, read.photograph()).equals(read.sha256()) ? read : null;
    } catch (JsonProcessingException e) {
      return null; // damaged: it is drawn again
    }
  }

  private String hash(String key, Photograph photograph) throws IOException {
    Sha256 hash = new Sha256().add(picture(key));
    if (photograph.frame().map()) {
      hash.add(map(key));
    }
    return hash.hex();
  }

  private Path picture(String key) {
    return folder.resolve(key + ".jpg");
  }

  private Path map(String key) {
    return folder.resolve(key + "-map.jpg");
  }

  /** Returns whether a photograph is drawn. */
  boolean has(String key) {
    return kept.containsKey(key);
  }

  /** Keeps a photograph that was drawn. */
  void keep(String key, Photograph photograph, DrawnPhotograph drawn) throws IOException {
    Sha256 hash = new Sha256().add(drawn.picture());
    write(picture(key), drawn.picture());
    if (photograph.frame().map()) {
      hash.add(drawn.map());
      write(map(key), drawn.map());
    }
    Kept of = new Kept(photograph, hash.hex());
    write(key, of);
    kept.put(key, of);
  }

  private void write(String key, Kept of) throws IOException {
    write(folder.resolve(key + ".json"), JSON.writeValueAsBytes(of));
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    ReplacedFile.write(file, part -> Files.write(part, bytes));
  }

  /** Returns a photograph under a number; it must be drawn. */
  Photograph get(String key, String id) {
    Photograph p = kept.get(key).photograph();
    return new Photograph(id, p.image(), p.answer(), p.frame(), p.rows(), p.more(), p.outside());
  }

  /**
   * Moves the photographs to their place in the run.
   *
   * @param index lists them
   * @param keys of all of them, by their numbers
   */
  void finish(PhotographIndex index, Map<String, String> keys) throws IOException {
    directory.delete(PhotographFiles.FOLDER);
    Map<String, PhotographFiles.Key> written = new HashMap<>();
    for (Photograph photograph : index.photographs()) {
      String key = keys.get(photograph.id());
      written.put(photograph.id(), new PhotographFiles.Key(key, kept.get(key).sha256()));
    }
    // before the pictures: a call that is killed now finds those that are moved
    PhotographFiles.write(directory, index, written);
    for (Photograph photograph : index.photographs()) {
      String key = keys.get(photograph.id());
      move(picture(key), directory.path(PhotographFiles.picture(photograph.id())));
      move(map(key), directory.path(PhotographFiles.map(photograph.id())));
    }
    ReplacedFile.forceFolder(directory.path(PhotographFiles.FOLDER));
  }
}
