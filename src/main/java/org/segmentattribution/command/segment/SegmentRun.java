package org.segmentattribution.command.segment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Prompt;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.open.SegmenterOpener;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.dataset.decode.PngFile;
import org.segmentattribution.pipeline.ImageFailure;
import org.segmentattribution.pipeline.ImageReader;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.Workers;
import org.segmentattribution.run.ChunkTables;
import org.segmentattribution.run.ImageKeys;
import org.segmentattribution.run.InputAccount;
import org.segmentattribution.run.KeyedImage;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunManifest;
import org.segmentattribution.run.Versions;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.segmentation.masks.MaskCounts;
import org.segmentattribution.segmentation.masks.MaskFolder;
import org.segmentattribution.segmentation.masks.MaskWriter;
import org.segmentattribution.segmentation.quality.MaskFacts;
import org.segmentattribution.segmentation.quality.NamedMasks;
import org.segmentattribution.table.FailureCsv;

/**
 * {@code sat segment}: finds segments in images and writes mask files. Finished images are
 * segmented again only if something that their masks depend on has changed: the image's bytes, the
 * segmenter's fingerprint or the program's version.
 */
public final class SegmentRun implements AutoCloseable {
  private final SegmentSettings settings;
  private final List<ImageRecord> images;
  private final Set<String> sharedStems;
  private final ImageKeys keys;
  private final ImageReader reader;
  private final InputAccount account;
  private final RunManifest begun;
  private final RunDirectory directory;
  private final MaskWriter writer;
  private final MaskQuality quality;
  private final List<MaskQuality.Segmented> segmented = new ArrayList<>();
  private Map<String, Integer> unmatched = Map.of();
  private final List<Failure> failures = new ArrayList<>();
  private final Map<String, Tally> tallies = new LinkedHashMap<>();

  /** Counts for one name. */
  private static final class Tally {
    int images;
    double scores;
    double fractions;
  }

  /**
   * An image with the segments found in it.
   *
   * @param segments one for each name, on the image's pixels
   */
  public record Sample(String title, RgbImage image, List<Detection> segments) {}

  /** The result for one image: its listing and what the masks are like, or a failure. */
  private record Done(String key, Failure failure, List<MaskWriter.Found> found, MaskFacts facts) {}

  private SegmentRun(SegmentSettings settings, ImageSelection selection, Segmenter segmenter)
      throws IOException {
    this.settings = settings;
    reader = new ImageReader(new ImageDecoder(), segmenter);
    images = selection.records();
    account = InputAccount.of(selection, segmenter::notes);
    sharedStems = sharedStems(images);
    quality = MaskQuality.open(settings, selection, reader);
    keys = new ImageKeys(Versions.product(), segmenter, List.of());
    begun =
        RunManifest.begin(
            RunKind.SEGMENT,
            settings.configuration(),
            Map.of("images", selection.sha256()),
            settings.segmenting().device(),
            0);
    try {
      directory = RunDirectory.open(settings.out(), begun);
    } catch (RuntimeException | IOException e) {
      quality.close();
      throw e;
    }
    writer = new MaskWriter(settings.out());
  }

  /** Returns paths without extension that several images have. */
  private static Set<String> sharedStems(List<ImageRecord> images) {
    Set<String> stems = new HashSet<>();
    Set<String> shared = new HashSet<>();
    for (ImageRecord record : images) {
      if (!stems.add(record.stem())) {
        shared.add(record.stem());
      }
    }
    return shared;
  }

  /**
   * Opens the segmenter and the folder.
   *
   * @throws WrongInput where a setting is wrong
   */
  public static SegmentRun open(SegmentSettings settings) throws IOException {
    ImageSelection selection = settings.images().open();
    selection.requireRelative("sat segment");
    Segmenter segmenter =
        SegmenterOpener.segmenter(settings.segmenter(), settings.segmenting(), selection);
    try {
      return new SegmentRun(settings, selection, segmenter);
    } catch (RuntimeException | IOException e) {
      segmenter.close();
      throw e;
    }
  }

  /** Returns the directory of the masks. */
  public RunDirectory directory() {
    return directory;
  }

  /**
   * Returns whether a finished run is up to date. If not (an image, the list of images or the
   * segmenter has changed, or the segmenter failed), it continues with {@link #segment}.
   */
  public boolean isCurrent(Progress progress) throws IOException {
    if (!directory.isDone()) {
      return false;
    }
    progress.start("checking", images.size());
    List<KeyedImage> now =
        new Workers(settings.threads())
            .map(
                images,
                record -> {
                  progress.step(1, "");
                  return new KeyedImage(record.id(), record.path(), keys.of(record));
                });
    progress.finish();
    Set<String> failed = new HashSet<>();
    List<Failure> none = List.of();
    boolean current =
        directory.isIntact()
            && KeyedImage.read(directory.folder()).equals(now)
            && account.isIn(directory.folder())
            && quality
                .call(images)
                .equals(directory.manifest().summary().get(SegmentPage.QUALITY_CALL));
    for (Failure failure : current ? FailureCsv.read(directory.path("failures.csv")) : none) {
      failed.add(failure.image());
      current &= !ChunkTables.isWorthAnotherTry(failure);
    }
    for (int i = 0; current && i < now.size(); i++) {
      current = failed.contains(now.get(i).path()) || holds(images.get(i), now.get(i).key());
    }
    if (!current) {
      directory.reopen(begun);
    }
    return current;
  }

  private boolean holds(ImageRecord record, String key) throws IOException {
    return !key.equals(ImageKeys.ABSENT) && writer.holds(record.stem(), key);
  }

  /** Writes the masks, {@code detections.csv} and {@code failures.csv}. */
  public void segment(Progress progress) throws IOException {
    for (String stem : sharedStems) {
      writer.discard(stem);
    }
    progress.start("segmenting", images.size());
    List<Done> all =
        new Workers(settings.threads())
            .map(
                images,
                record -> {
                  Done done = one(record);
                  progress.step(1, "");
                  return done;
                });
    progress.finish();
    // pictures that are tested below are no images of the data set
    unmatched = Map.copyOf(reader.segmenter().unmatched());
    for (Prompt prompt : settings.segmenting().prompts().prompts()) {
      tallies.put(prompt.name(), new Tally());
    }
    all.forEach(this::count);
    List<KeyedImage> made = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      made.add(new KeyedImage(images.get(i).id(), images.get(i).path(), all.get(i).key()));
    }
    KeyedImage.write(settings.out(), made);
    MaskCounts.write(settings.out(), counts());
    FailureCsv.write(directory.path("failures.csv"), failures);
    account.write(directory.folder());
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).failure() == null) {
        segmented.add(new MaskQuality.Segmented(images.get(i), all.get(i).facts()));
      }
    }
    quality.measure(segmented, progress);
  }

  private Done one(ImageRecord record) throws IOException {
    String key = keys.of(record);
    try {
      requireOwnFolder(record);
      boolean known = holds(record, key);
      if (!known) {
        // before anything can fail: masks of another image or model must not remain
        writer.discard(record.stem());
      }
      RgbImage image = reader.decode(record);
      List<Detection> found;
      if (known) {
        found = MaskFolder.open(settings.out()).segment(record.stem(), image);
      } else {
        found = reader.segment(record, image);
        writer.write(record.stem(), key, found, PngFile::write);
      }
      MaskFacts facts = MaskFacts.of(NamedMasks.of(found), image.width(), image.height());
      return new Done(key, null, writer.found(record.stem()), facts);
    } catch (ImageFailure e) {
      return new Done(key, e.failure(), List.of(), null);
    }
  }

  /** Refuses an image whose name leads to the folder of another; a second try would not help. */
  private void requireOwnFolder(ImageRecord record) throws ImageFailure {
    if (sharedStems.contains(record.stem())) {
      String reason =
          "several images share the folder of masks "
              + record.stem()
              + "; none of them has masks: rename all but one";
      throw new ImageFailure(new Failure(record.path(), "name", reason));
    }
    try {
      writer.folderOf(record.stem());
    } catch (IOException e) {
      throw new ImageFailure(new Failure(record.path(), "name", e.getMessage()));
    }
  }

  private void count(Done done) {
    if (done.failure() != null) {
      failures.add(done.failure());
    }
    for (MaskWriter.Found found : done.found()) {
      Tally tally = tallies.computeIfAbsent(found.segment(), name -> new Tally());
      tally.images++;
      tally.scores += found.score();
      tally.fractions += (double) found.pixels() / done.facts().pixels();
    }
  }

  /** Returns the number of images that were segmented. */
  public int segmented() {
    return images.size() - failures.size();
  }

  /** Returns how many objects this call found by each name that was not asked for. */
  public Map<String, Integer> unmatched() {
    return unmatched;
  }

  /** Returns how often each name was found. */
  public List<MaskCounts.Count> counts() {
    int segmented = segmented();
    List<MaskCounts.Count> counts = new ArrayList<>();
    tallies.forEach(
        (name, tally) ->
            counts.add(
                new MaskCounts.Count(
                    name,
                    tally.images,
                    segmented == 0 ? 0 : (double) tally.images / segmented,
                    tally.images == 0 ? Double.NaN : tally.scores / tally.images,
                    tally.images == 0 ? Double.NaN : tally.fractions / tally.images)));
    return counts;
  }

  /** Returns images from all over the data set with their masks, read from the files. */
  public List<Sample> samples(int most) throws IOException {
    MaskFolder masks = MaskFolder.open(settings.out());
    List<Sample> samples = new ArrayList<>();
    int step = Math.max(1, (images.size() + most - 1) / most);
    for (int i = 0; i < images.size(); i += step) {
      ImageRecord record = images.get(i);
      if (writer.holds(record.stem())) {
        RgbImage image = reader.decoder().decode(record.file());
        samples.add(new Sample(record.path(), image, masks.segment(record.stem(), image)));
      }
    }
    return samples;
  }

  /** Returns images from all over the data set that have a name, with the mask of it alone. */
  public List<Sample> samples(String name, int most) throws IOException {
    MaskFolder masks = MaskFolder.open(settings.out()).only(List.of(name));
    List<ImageRecord> with =
        segmented.stream()
            .filter(image -> image.facts().masks().containsKey(name))
            .map(MaskQuality.Segmented::record)
            .toList();
    List<Sample> samples = new ArrayList<>();
    int step = Math.max(1, (with.size() + most - 1) / most);
    for (int i = 0; i < with.size(); i += step) {
      ImageRecord record = with.get(i);
      RgbImage image = reader.decoder().decode(record.file());
      List<Detection> found = masks.segment(record.stem(), image);
      samples.add(new Sample(name + ", " + record.path(), image, found));
    }
    return samples;
  }

  /** Returns what was tested and compared. */
  Map<String, Object> quality() {
    return quality.account();
  }

  /** Marks the run as complete. */
  public void finish() throws IOException {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("images", images.size());
    summary.put("skipped", failures.size());
    summary.put(SegmentPage.UNMATCHED, unmatched());
    summary.put("inputs", account.counts(failures.size()).json());
    summary.put(SegmentPage.QUALITY_CALL, quality.call(images));
    summary.put(SegmentPage.QUALITY, quality.account());
    directory.finish(begun.done(summary, Map.of()));
  }

  @Override
  public void close() {
    quality.close();
    reader.segmenter().close();
  }
}
