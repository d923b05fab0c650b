package org.segmentattribution.command.rate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.command.ablate.ChunkEffects;
import org.segmentattribution.command.ablate.RemovalSettings;
import org.segmentattribution.command.ablate.UnchangedRun;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.Tabulator;
import org.segmentattribution.pipeline.Workers;
import org.segmentattribution.run.EffectChunks;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.NamedMethod;
import org.segmentattribution.saliency.removal.Fills;

/**
 * Measures all that a rating needs beyond the run's tables, in chunks that an interrupted call
 * keeps.
 *
 * @param opened the run
 * @param methods to rate
 * @param settings how many images are tested
 * @param drawn ids of the images to rate, in the order in which they are tested
 * @param removal how effects are measured; null where the run has them
 */
record RateParts(
    UnchangedRun opened,
    RatedMethods methods,
    RateSettings settings,
    List<String> drawn,
    RemovalSettings removal) {
  /** SRG is measured under both. */
  private static final List<String> FILLS = List.of("mean", "linear");

  /**
   * What was measured.
   *
   * @param images ids of the images
   * @param chunks folders of the chunks
   * @param maps what maps scored
   * @param forwards passes of each method for a map
   */
  record Measured(
      Set<String> images,
      List<Path> chunks,
      List<MapTests.Line> maps,
      Map<String, Long> forwards) {}

  Measured measure(List<UnchangedRun.Chunk> chunks, Progress progress) throws IOException {
    boolean tests = !methods.all().isEmpty();
    try (RandomisedNetwork random =
        tests && settings.randomImages() > 0
            ? RandomisedNetwork.open(opened.explained(), settings)
            : null) {
      if (random == null && settings.randomImages() > 0) {
        progress.note(
            "note: the weights of this model cannot be replaced; its maps are not tested");
      }
      RateChunk part =
          new RateChunk(
              opened,
              removal == null ? null : ChunkEffects.in(opened, removal),
              methods.further().isEmpty() ? null : tabulator(methods.further()),
              tests ? tabulator(methods.all()) : null,
              new CellRemoval(opened.passes(), Fills.of(FILLS, classifier()), settings.seed()),
              random,
              new RateChunk.Drawn(
                  first(settings.srgImages()),
                  first(random == null ? 0 : settings.randomImages())));
      EffectChunks folders = EffectChunks.ofRating(opened.directory());
      progress.start("rating", chunks.stream().mapToInt(part::steps).sum());
      List<Path> made =
          new Workers(opened.explained().threads())
              .map(
                  chunks,
                  chunk -> {
                    int[] left = {part.steps(chunk)};
                    Runnable removed =
                        () -> {
                          // an image with several explained classes is one step
                          if (left[0] > 1) {
                            left[0]--;
                            progress.step(1, "");
                          }
                        };
                    Path folder = folders.get(chunk.hash(), to -> part.write(chunk, to, removed));
                    progress.step(left[0], "");
                    return folder;
                  });
      progress.finish();
      return new Measured(Set.copyOf(drawn), made, MapTests.read(made), forwards(chunks));
    }
  }

  private LoadedClassifier classifier() {
    return opened.explainer().classifier();
  }

  private Tabulator tabulator(List<NamedMethod> some) {
    // one size of all passes, so bytes do not depend on the neighbours of an image
    int least = Math.min(opened.explained().batch(), opened.images().whole());
    return new Tabulator(classifier(), explainer(some), opened.targets(), List.of(), least);
  }

  private Explainer explainer(List<NamedMethod> some) {
    return MethodOpener.explainer(classifier(), some, opened.explained().explainer().channels());
  }

  private Set<String> first(int count) {
    return Set.copyOf(drawn.subList(0, Math.min(count, drawn.size())));
  }

  /** Counts passes on the first image. */
  private Map<String, Long> forwards(List<UnchangedRun.Chunk> chunks) {
    for (UnchangedRun.Chunk chunk : chunks) {
      List<PreparedImage> images = opened.prepared(chunk.images().subList(0, 1));
      if (!images.isEmpty()) {
        float[] values = new float[opened.declaration().input().length()];
        opened.declaration().input().toInput(images.get(0).pixels(), values, 0);
        return explainer(methods.all()).forwards(values, Explainer.PREDICTED);
      }
    }
    return Map.of();
  }
}
