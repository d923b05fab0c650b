package org.segmentattribution.command.explain;

import java.io.IOException;
import java.util.List;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.Workers;
import org.segmentattribution.run.ChunkFolders;
import org.segmentattribution.run.KeyedImage;
import org.segmentattribution.run.RunDirectory;

/** Works through the chunks of a run, on threads of this process or on other machines. */
public interface ChunkRunner {
  /** Uses threads of this process, with what it has loaded. */
  static ChunkRunner threads(int number, ChunkExplainer explainer) {
    return new ChunkRunner() {
      @Override
      public List<List<KeyedImage>> keys(List<List<ImageRecord>> chunks, Progress progress)
          throws IOException {
        return new Workers(number)
            .map(
                chunks,
                chunk -> {
                  List<KeyedImage> keyed = explainer.keyed(chunk);
                  progress.step(chunk.size(), "");
                  return keyed;
                });
      }

      @Override
      public List<ChunkFolders.Part> parts(
          List<List<ImageRecord>> chunks, RunDirectory directory, Progress progress)
          throws IOException {
        ChunkFolders parts = ChunkFolders.open(directory.folder());
        return new Workers(number)
            .map(
                chunks,
                chunk -> {
                  ChunkFolders.Part part =
                      parts.get(chunk, explainer.keyed(chunk), explainer::explain);
                  progress.step(chunk.size(), "");
                  return part;
                });
      }
    };
  }

  /**
   * Returns, for each chunk in order, its images with hashes of everything that their rows depend
   * on.
   */
  List<List<KeyedImage>> keys(List<List<ImageRecord>> chunks, Progress progress) throws IOException;

  /** Makes or finds the tables of each chunk in the run directory, in order. */
  List<ChunkFolders.Part> parts(
      List<List<ImageRecord>> chunks, RunDirectory directory, Progress progress) throws IOException;
}
