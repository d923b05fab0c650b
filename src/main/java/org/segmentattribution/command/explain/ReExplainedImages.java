package org.segmentattribution.command.explain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.pipeline.ExplainedSample;
import org.segmentattribution.pipeline.ImageFailure;
import org.segmentattribution.pipeline.ImagePreparer;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.Tabulator;
import org.segmentattribution.pipeline.Workers;
import org.segmentattribution.run.KeptExplanations;
import org.segmentattribution.saliency.Explanation;

/**
 * Gives maps and masks of single images of a run, which its tables do not keep. Images whose maps
 * are not kept on disk are explained again.
 */
public final class ReExplainedImages {
  private static final String DRAWING = "drawing photographs";

  private final List<ImageRecord> images;
  private final ImagePreparer preparer;
  private final Tabulator allMethods;
  private final Tabulator firstMethod;
  private final KeptExplanations kept;
  private final int batch;
  private final int threads;

  ReExplainedImages(
      List<ImageRecord> images,
      ImagePreparer preparer,
      Tabulator allMethods,
      Tabulator firstMethod,
      KeptExplanations kept,
      int batch,
      int threads) {
    this.images = images;
    this.preparer = preparer;
    this.allMethods = allMethods;
    this.firstMethod = firstMethod;
    this.kept = kept;
    this.batch = batch;
    this.threads = threads;
  }

  /** Cuts images into lists of at most {@code batch}. */
  static List<List<ImageRecord>> chunks(List<ImageRecord> images, int batch) {
    return IntStream.range(0, (images.size() + batch - 1) / batch)
        .mapToObj(n -> images.subList(n * batch, Math.min(images.size(), (n + 1) * batch)))
        .toList();
  }

  /** Returns the first images of each class with their maps and tables. */
  public List<ExplainedSample> samples(int perClass, int most) {
    List<PreparedImage> prepared = new ArrayList<>();
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (ImageRecord record : images) {
      if (prepared.size() < most && seen.getOrDefault(record.label(), 0) < perClass) {
        try {
          PreparedImage image = preparer.prepare(record);
          if (!image.segments().items().isEmpty()) {
            prepared.add(image);
            seen.merge(record.label(), 1, Integer::sum);
          }
        } catch (ImageFailure e) {
          // listed in failures.csv already; another image can be used instead
          continue;
        }
      }
    }
    return samples(prepared, allMethods);
  }

  /**
   * Gives some images with map and table of the first method. Images that fail now are left out.
   *
   * @param use makes the result to keep for each image; called by several threads
   * @return results of {@code use}, in the run's order
   */
  public <R> List<R> byFirstMethod(
      Set<String> imageIds, Progress progress, Workers.Work<ExplainedSample, R> use)
      throws IOException {
    List<ImageRecord> chosen = images.stream().filter(r -> imageIds.contains(r.id())).toList();
    progress.start(DRAWING, chosen.size());
    List<List<R>> parts =
        new Workers(threads)
            .map(
                chunks(chosen, batch),
                part -> {
                  List<R> made = new ArrayList<>();
                  for (ExplainedSample sample : explained(part, firstMethod)) {
                    made.add(use.apply(sample));
                  }
                  progress.step(part.size(), "");
                  return made;
                });
    progress.finish();
    return parts.stream().flatMap(List::stream).toList();
  }

  /** Returns some images with map and table of the first method; those that fail are left out. */
  public List<ExplainedSample> byFirstMethod(List<ImageRecord> records) {
    return explained(records, firstMethod);
  }

  /** Does something with the pixels and segments of an image. */
  @FunctionalInterface
  public interface Use {
    void of(PreparedImage image) throws IOException;
  }

  /**
   * Reads some images and their segments again, without their maps. Images that fail now are left
   * out.
   *
   * @param use called by several threads
   */
  public void prepared(Set<String> imageIds, Progress progress, Use use) throws IOException {
    List<ImageRecord> chosen = images.stream().filter(r -> imageIds.contains(r.id())).toList();
    progress.start(DRAWING, chosen.size());
    new Workers(threads)
        .map(
            chosen,
            record -> {
              for (PreparedImage image : prepared(List.of(record))) {
                use.of(image);
              }
              progress.step(1, "");
              return true;
            });
    progress.finish();
  }

  private List<ExplainedSample> explained(List<ImageRecord> records, Tabulator by) {
    return samples(prepared(records), by);
  }

  private List<PreparedImage> prepared(List<ImageRecord> records) {
    List<PreparedImage> prepared = new ArrayList<>();
    for (ImageRecord record : records) {
      try {
        prepared.add(preparer.prepare(record));
      } catch (ImageFailure e) {
        // it could be read when it was tabulated; the page shows the other images
        continue;
      }
    }
    return prepared;
  }

  private List<ExplainedSample> samples(List<PreparedImage> prepared, Tabulator by) {
    if (prepared.isEmpty()) {
      return List.of();
    }
    Optional<Explanation> before = kept.find(prepared, by.methods());
    return ExplainedSample.of(
        before.isPresent() ? by.tabulate(prepared, before.get()) : by.tabulate(prepared));
  }
}
