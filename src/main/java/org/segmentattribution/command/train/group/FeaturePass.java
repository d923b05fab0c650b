package org.segmentattribution.command.train.group;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.segmentattribution.model.reweight.FeatureRows;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.Workers;

/**
 * Computes the features of pictures, once for each way in which they are shown.
 *
 * @param features of the network
 * @param threads workers
 * @param batch pictures in a pass
 */
public record FeaturePass(FeatureRows features, int threads, int batch) {
  /** Returns features of pictures as they are, [pictures][width]. */
  public float[][] whole(ShownPictures pictures, Progress progress) throws IOException {
    return rows(pictures, pictures.whole(), progress);
  }

  /** Returns features, [showings][width]. */
  float[][] rows(ShownPictures pictures, List<Showing> showings, Progress progress)
      throws IOException {
    progress.start("computing features", showings.size());
    List<List<Showing>> parts = new ArrayList<>();
    for (int from = 0; from < showings.size(); from += batch) {
      parts.add(showings.subList(from, Math.min(showings.size(), from + batch)));
    }
    List<float[][]> rows =
        new Workers(threads)
            .map(
                parts,
                part -> {
                  int length = pictures.input().length();
                  float[] inputs = new float[part.size() * length];
                  for (int i = 0; i < part.size(); i++) {
                    float[] values = pictures.values(part.get(i));
                    System.arraycopy(values, 0, inputs, i * length, length);
                  }
                  float[][] some = features.of(inputs, part.size());
                  progress.step(part.size(), "");
                  return some;
                });
    progress.finish();
    return rows.stream().flatMap(Arrays::stream).toArray(float[][]::new);
  }
}
