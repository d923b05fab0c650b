package org.segmentattribution.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.util.LongAccumulator;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.command.explain.ChunkRunner;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.ChunkFolders;
import org.segmentattribution.run.KeyedImage;
import org.segmentattribution.run.RunDirectory;

/**
 * The chunks of a run as tasks of a Spark job: paths and hashes go to the executors, each of which
 * loads the model once; tables are written into the run directory, which all machines share, so
 * that a job goes on where an earlier one, or {@code sat explain}, was interrupted.
 */
public final class SparkChunks implements ChunkRunner {
  private static final int MOST_TASKS = 20_000;

  private final JavaSparkContext spark;
  private final SettingsSource source;

  public SparkChunks(JavaSparkContext spark, SettingsSource source) {
    this.spark = spark;
    this.source = source;
  }

  @Override
  public List<List<KeyedImage>> keys(List<List<ImageRecord>> chunks, Progress progress)
      throws IOException {
    return keyed(chunks, progress).stream()
        .map(chunk -> chunk.stream().map(ImageRow::keyed).toList())
        .toList();
  }

  private List<List<ImageRow>> keyed(List<List<ImageRecord>> chunks, Progress progress)
      throws IOException {
    List<List<ImageRow>> rows = new ArrayList<>();
    for (List<ImageRecord> chunk : chunks) {
      rows.add(chunk.stream().map(record -> ImageRow.of(record, "")).toList());
    }
    SettingsSource from = source;
    return run(rows, progress, chunk -> Executor.of(from).keyed(chunk));
  }

  @Override
  public List<ChunkFolders.Part> parts(
      List<List<ImageRecord>> chunks, RunDirectory directory, Progress progress)
      throws IOException {
    SettingsSource from = source;
    return run(keyed(chunks, Progress.NONE), progress, chunk -> Executor.of(from).explain(chunk))
        .stream()
        .map(row -> row.part(directory.folder()))
        .toList();
  }

  private <R> List<R> run(
      List<List<ImageRow>> chunks, Progress progress, Function<List<ImageRow>, R> work)
      throws IOException {
    LongAccumulator images = spark.sc().longAccumulator();
    SparkListener listener = listener(images, progress);
    spark.sc().addSparkListener(listener);
    try {
      return spark
          .parallelize(chunks, Math.max(1, Math.min(chunks.size(), MOST_TASKS)))
          .map(
              chunk -> {
                R result = work.call(chunk);
                images.add(chunk.size());
                return result;
              })
          .collect();
    } catch (RuntimeException e) {
      throw new IOException(reason(e), e);
    } finally {
      spark.sc().removeSparkListener(listener);
    }
  }

  /** Spark's message holds the executor's whole stack; its first line says what happened. */
  private static String reason(RuntimeException e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String line = String.valueOf(deepest.getMessage()).lines().findFirst().orElse("");
    return line.replaceFirst("^Job aborted.*Lost task [^:]*: ", "Spark: ");
  }

  private static SparkListener listener(LongAccumulator images, Progress progress) {
    AtomicLong shown = new AtomicLong();
    return new SparkListener() {
      @Override
      public void onTaskEnd(SparkListenerTaskEnd end) {
        long now = images.sum();
        progress.step(now - shown.getAndSet(now), "");
      }
    };
  }
}
