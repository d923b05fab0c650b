package org.segmentattribution.segmentation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.ExpectedImages;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.segmentation.pixels.RunLengths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a segmenter found in files, so that no image is segmented twice, whatever classifier
 * or method is explained. The key is made of the image's pixels and of everything else that the
 * answer depends on. A file that cannot be read is made again; where none can be written, nothing
 * is kept.
 *
 * @param inner finds segments
 * @param folder of the cache
 * @param identity of the segmenter with its files, prompts and thresholds
 */
public record MaskCache(Segmenter inner, Path folder, String identity) implements Segmenter {
  private static final Logger LOG = LoggerFactory.getLogger(MaskCache.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Folders whose trouble was told: every image has the same. */
  private static final Set<Path> TOLD = ConcurrentHashMap.newKeySet();

  /** One detection; the mask as runs row by row. */
  record Entry(String name, double score, String mask) {}

  /** What is kept of one image. */
  record Entries(int width, int height, List<Entry> segments) {}

  @Override
  public List<Detection> segment(String stem, RgbImage image) throws IOException {
    String key = key(image);
    Path file = folder.resolve(key.substring(0, 2)).resolve(key.substring(2) + ".json");
    List<Detection> known = read(file, image);
    if (known != null) {
      return known;
    }
    List<Detection> found = inner.segment(stem, image);
    List<Entry> entries = new ArrayList<>();
    for (Detection d : found) {
      entries.add(new Entry(d.name(), d.score(), RunLengths.dds(d.mask())));
    }
    byte[] json = JSON.writeValueAsBytes(new Entries(image.width(), image.height(), entries));
    try {
      Files.createDirectories(file.getParent());
      write(file, json);
    } catch (IOException e) {
      if (TOLD.add(folder)) {
        LOG.warn("{}: masks are not kept there, and will be found anew ({})", folder, e.toString());
      }
    }
    return found;
  }

  /** One at a time: the same picture may be there twice. */
  private static synchronized void write(Path file, byte[] json) throws IOException {
    try {
      ReplacedFile.write(file, part -> Files.write(part, json));
    } catch (NoSuchFileException e) {
      // another process has put the same answer there in between
      if (!Files.isRegularFile(file)) {
        throw e;
      }
    }
  }

  private static List<Detection> read(Path file, RgbImage image) {
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      Entries entries = JSON.readValue(file.toFile(), Entries.class);
      List<Detection> found = new ArrayList<>();
      for (Entry e : entries.segments()) {
        found.add(
            new Detection(
                e.name(), RunLengths.dds(e.mask(), image.width(), image.height()), e.score()));
      }
      return found;
    } catch (IOException | IllegalArgumentException | NullPointerException e) {
      return null;
    }
  }

  private String key(RgbImage image) {
    String head = identity + "\n" + image.width() + "x" + image.height() + "\n";
    return new Sha256().add(head).add(image.rgb()).hex();
  }

  @Override
  public String fingerprint(String stem) {
    return identity;
  }

  @Override
  public void expect(ExpectedImages images) throws IOException {
    inner.expect(images);
  }

  @Override
  public List<InputNote> notes(List<String> paths) throws IOException {
    return inner.notes(paths);
  }

  @Override
  public Map<String, Integer> unmatched() {
    return inner.unmatched();
  }

  @Override
  public void close() {
    inner.close();
  }
}
