package org.segmentattribution.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.segmentattribution.effect.Counterfactual;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.EffectMeasure;
import org.segmentattribution.effect.SegmentEffect;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.file.TemporaryName;

/**
 * Chunks of effects whose images have keys: an image that has not changed since a chunk was made is
 * not measured again, also where its chunk-mates have. Safe for several threads.
 */
public final class KeyedEffects {
  private static final int IMAGES = 64;

  /** In the name of a folder from which images are taken, but which is no chunk itself. */
  private static final String BEFORE = "-before-";

  private final EffectChunks chunks;
  private final EffectCsv csv;
  private final String measure;
  private final Map<String, Known> known = new HashMap<>();

  /** The folder with the rows of an image, and the hash of what they depend on. */
  private record Known(Path folder, String key) {}

  /** Measures the effects of images. */
  @FunctionalInterface
  public interface Maker {
    EffectRows make(List<KeyedImage> images) throws IOException;
  }

  private KeyedEffects(EffectChunks chunks, EffectCsv csv, String measure) {
    this.chunks = chunks;
    this.csv = csv;
    this.measure = measure;
  }

  /**
   * Opens the chunks of a run that earlier calls with equal settings have left.
   *
   * @param measure hash of the settings
   */
  public static KeyedEffects open(RunDirectory run, EffectCsv csv, String measure)
      throws IOException {
    KeyedEffects effects = new KeyedEffects(EffectChunks.of(run), csv, measure);
    if (Files.isDirectory(effects.chunks.folder())) {
      try (Stream<Path> folders = Files.list(effects.chunks.folder())) {
        for (Path folder : folders.filter(effects::isOfMeasure).sorted().toList()) {
          effects.know(folder);
        }
      }
    }
    return effects;
  }

  /** Takes a folder's images; one that lacks an image is no chunk, for it may be usable now. */
  private void know(Path folder) throws IOException {
    List<KeyedImage> images = KeyedImage.read(folder);
    Path kept = folder;
    String name = folder.getFileName().toString();
    if (!name.startsWith(measure + BEFORE) && !name.equals(name(images))) {
      kept = Files.move(folder, folder.resolveSibling(measure + BEFORE + name));
    }
    for (KeyedImage image : images) {
      known.put(image.path(), new Known(kept, image.key()));
    }
  }

  private String name(List<KeyedImage> images) {
    Sha256 hash = new Sha256();
    images.forEach(image -> hash.add(image.path() + "\n" + image.key() + "\n"));
    return measure + "-" + hash.hex();
  }

  private boolean isOfMeasure(Path folder) {
    return folder.getFileName().toString().startsWith(measure) && !TemporaryName.is(folder);
  }

  /** Returns the folder of a chunk; images are measured that no earlier chunk has. */
  public Path get(List<KeyedImage> images, Maker maker) throws IOException {
    return chunks.get(name(images), folder -> write(folder, images, all(images, maker)));
  }

  /** Writes rows, and the keys of the images that have any. */
  private void write(Path folder, List<KeyedImage> images, EffectRows rows) throws IOException {
    rows.write(folder, csv);
    Set<String> measured =
        rows.sets().stream().map(Counterfactual::imageId).collect(Collectors.toSet());
    KeyedImage.write(
        folder, images.stream().filter(image -> measured.contains(image.id())).toList());
  }

  private EffectRows all(List<KeyedImage> images, Maker maker) throws IOException {
    Map<Path, EffectRows> read = new HashMap<>();
    List<KeyedImage> changed = new ArrayList<>();
    for (KeyedImage image : images) {
      Known old = known.get(image.path());
      if (old == null || !old.key.equals(image.key())) {
        changed.add(image);
      } else if (!read.containsKey(old.folder)) {
        read.put(old.folder, EffectRows.read(old.folder));
      }
    }
    EffectRows made = changed.isEmpty() ? new EffectRows() : maker.make(changed);
    if (read.isEmpty()) {
      return made;
    }
    EffectRows rows = new EffectRows();
    for (KeyedImage image : images) {
      boolean isNew = changed.contains(image);
      rows.take(isNew ? made : read.get(known.get(image.path()).folder), Set.of(image.id()));
    }
    return rows;
  }

  /**
   * Cuts the finished effects of a run into chunks again and deletes them: some of its images have
   * changed. Call it while {@code keys.csv} is still that of the effects.
   */
  static void cut(RunDirectory run) throws IOException {
    Path record = run.path(EffectMeasure.FILE);
    String measure = new ObjectMapper().readTree(record.toFile()).path("measure").asText();
    KeyedEffects effects =
        new KeyedEffects(
            EffectChunks.of(run), new EffectCsv(EffectMeasure.inMargins(run.folder())), measure);
    List<KeyedImage> images = KeyedImage.read(run.folder());
    List<Counterfactual> sets = Counterfactual.readImages(run.path(Counterfactual.BY_IMAGE));
    Cutter cutter = effects.new Cutter(images, sets);
    EffectCsv.read(run.path(EffectCsv.FILE), cutter::add);
    cutter.writeBefore(images.size());
  }

  /** Reads rows in the order of the images and holds one chunk at a time. */
  private final class Cutter {
    private final List<KeyedImage> images;
    private final List<Counterfactual> sets;
    private final Map<String, Integer> places = new HashMap<>();
    private EffectRows rows = new EffectRows();
    private int from;

    Cutter(List<KeyedImage> images, List<Counterfactual> sets) {
      this.images = images;
      this.sets = sets;
      for (int i = 0; i < images.size(); i++) {
        places.put(images.get(i).id(), i);
      }
    }

    void add(SegmentEffect row) throws IOException {
      writeBefore(places.get(row.imageId()) / IMAGES * IMAGES);
      rows.effects().add(row);
    }

    void writeBefore(int next) throws IOException {
      while (from < next) {
        List<KeyedImage> some = images.subList(from, Math.min(images.size(), from + IMAGES));
        Set<String> ids = new HashSet<>();
        some.forEach(image -> ids.add(image.id()));
        EffectRows whole = new EffectRows();
        whole.take(rows, ids);
        whole.take(new EffectRows(List.of(), sets), ids);
        chunks.get(measure + BEFORE + from, folder -> write(folder, some, whole));
        rows = new EffectRows();
        from += IMAGES;
      }
    }
  }
}
