package org.segmentattribution.command.ablate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.RegionSeed;
import org.segmentattribution.effect.RemovedRegion;
import org.segmentattribution.effect.SwappedImage;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.saliency.removal.ModelInput;

/**
 * The images of a run that have a segment: each is filled, and some of each class are the sources
 * from which the segment is pasted.
 *
 * @param segment name of the segment
 * @param owners ids of all images that have it
 * @param filled rows of these images, as their effects were measured
 */
record SwapSources(String segment, Set<String> owners, List<SwappedImage> filled) {
  /** So many sources of a class are kept in memory. */
  private static final int MOST_OF_A_CLASS = 16;

  /**
   * A segment of one image.
   *
   * @param image id of the image
   * @param className its label
   */
  record Source(String image, String className, RemovedRegion region, ModelInput input) {}

  /**
   * Finds the images that have a segment.
   *
   * @param effects file of the effects of a run
   * @param labels classes that images may have as a label
   * @throws WrongInput where no image has the segment
   */
  static SwapSources of(Path effects, String segment, Set<String> labels) throws IOException {
    Set<String> owners = new HashSet<>();
    List<SwappedImage> filled = new ArrayList<>();
    Set<String> known = new TreeSet<>();
    EffectCsv.read(
        effects,
        row -> {
          known.add(row.removal().segment());
          if (row.removal().segment().equals(segment) && row.removal().placebo() == 0) {
            owners.add(row.imageId());
            if (labels.contains(row.className())) {
              filled.add(
                  new SwappedImage(
                      row.imageId(),
                      row.className(),
                      segment,
                      SwappedImage.Kind.FILLED,
                      row.removal().fill(),
                      row.before().predicted(),
                      row.after().predicted()));
            }
          }
        });
    if (filled.isEmpty()) {
      throw WrongInput.of(
          "{swap} %s: no image with a label of the model has this segment; the segments are %s",
          segment, String.join(", ", known));
    }
    return new SwapSources(segment, owners, filled);
  }

  /** Returns the label of each image that is filled, by its id. */
  Map<String, String> classes() {
    Map<String, String> classes = new LinkedHashMap<>();
    filled.forEach(row -> classes.put(row.imageId(), row.className()));
    return classes;
  }

  /**
   * Reads the sources: of each class those whose random numbers are the smallest.
   *
   * @param nested whether whole padded masks are pasted
   */
  List<Source> read(UnchangedRun run, boolean nested, long seed) {
    Map<String, List<String>> byClass = new TreeMap<>();
    classes().forEach((id, name) -> byClass.computeIfAbsent(name, k -> new ArrayList<>()).add(id));
    Map<String, ImageRecord> records =
        run.images().records().stream()
            .filter(record -> owners.contains(record.id()))
            .collect(Collectors.toMap(ImageRecord::id, Function.identity()));
    List<Source> sources = new ArrayList<>();
    byClass.forEach(
        (name, ids) -> {
          List<String> some = new ArrayList<>(ids);
          some.sort(Comparator.comparingLong(id -> RegionSeed.of(seed, id, segment)));
          List<ImageRecord> chosen =
              some.stream().limit(MOST_OF_A_CLASS).map(records::get).toList();
          for (PreparedImage image : run.prepared(chosen)) {
            ModelInput input = ModelInput.of(image.pixels(), run.declaration().input());
            RemovedRegion.of(image.segments(), nested).stream()
                .filter(region -> region.segment().equals(segment))
                .forEach(of -> sources.add(new Source(image.record().id(), name, of, input)));
          }
        });
    return sources;
  }
}
