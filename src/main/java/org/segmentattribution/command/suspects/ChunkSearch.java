package org.segmentattribution.command.suspects;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.command.ablate.UnchangedRun;
import org.segmentattribution.command.explain.ReExplainedImages;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.pipeline.ExplainedSample;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.saliency.PlaceFeatures;
import org.segmentattribution.suspect.Appearance;
import org.segmentattribution.suspect.RegionFinder;
import org.segmentattribution.suspect.SearchedImage;
import org.segmentattribution.suspect.Searcher;
import org.segmentattribution.suspect.WeightedRegion;

/**
 * Looks for regions in the images of a chunk. Safe for several threads.
 *
 * @param opened the run
 * @param again makes the maps
 * @param features what a layer says; null where the classifier has no layers
 * @param outside where regions may lie
 * @param searcher finds and describes regions
 */
record ChunkSearch(
    UnchangedRun opened,
    ReExplainedImages again,
    PlaceFeatures features,
    OutsideMasks outside,
    Searcher searcher) {
  static ChunkSearch in(UnchangedRun opened, SuspectsSettings settings, PlaceFeatures features) {
    return new ChunkSearch(
        opened,
        opened.explainer().again(opened.images().records()),
        features,
        OutsideMasks.of(settings.background(), opened.explained().segmenter().specification()),
        new Searcher(new RegionFinder(settings.regions()), settings.seed()));
  }

  List<SearchedImage> of(List<ImageRecord> records) throws IOException {
    List<ExplainedSample> samples = again.byFirstMethod(records);
    List<SearchedImage> images = new ArrayList<>();
    Map<String, PlaceFeatures.Planes> planes = planes(samples);
    for (ExplainedSample sample : samples) {
      PreparedImage image = sample.image();
      PlaceFeatures.Planes of = planes.get(image.record().id());
      Function<WeightedRegion, float[]> pooled =
          of == null
              ? region -> new float[0]
              : region ->
                  Appearance.pooled(of.values(), of.channels(), of.height(), of.width(), region);
      images.add(
          searcher.search(
              new Searcher.Searched(
                  image.record().id(),
                  sample.table().image().reading().className(),
                  image.grid(),
                  sample.map(),
                  outside.in(image.segments(), image.grid().width(), image.grid().height())),
              pooled));
    }
    return images;
  }

  private Map<String, PlaceFeatures.Planes> planes(List<ExplainedSample> samples) {
    Map<String, PreparedImage> images = new LinkedHashMap<>();
    samples.forEach(sample -> images.put(sample.image().record().id(), sample.image()));
    Map<String, PlaceFeatures.Planes> planes = new LinkedHashMap<>();
    if (features == null || images.isEmpty()) {
      return planes;
    }
    Preprocessing preprocessing = opened.declaration().input();
    // one size of all passes: libraries round differently for another number of images
    int size =
        Math.max(images.size(), Math.min(opened.explained().batch(), opened.images().whole()));
    float[] input = new float[Math.multiplyExact(size, preprocessing.length())];
    List<PreparedImage> all = List.copyOf(images.values());
    for (int i = 0; i < size; i++) {
      preprocessing.toInput(
          all.get(i < all.size() ? i : 0).pixels(), input, i * preprocessing.length());
    }
    List<PlaceFeatures.Planes> made = features.of(input, size);
    for (int i = 0; i < all.size(); i++) {
      planes.put(all.get(i).record().id(), made.get(i));
    }
    return planes;
  }
}
