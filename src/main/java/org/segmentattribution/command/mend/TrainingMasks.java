package org.segmentattribution.command.mend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.ablate.UnchangedRun;
import org.segmentattribution.command.explain.ChunkExplainer;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.ExplainWithReport;
import org.segmentattribution.image.MaskResizer;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.images.ImageChoice;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.run.images.Shard;
import org.segmentattribution.suspect.SuspectsCsv;
import org.segmentattribution.table.PreparedSegments;

/**
 * Says where a segment is in the pictures to train on. Masks of a suspect are of the photographs of
 * a run alone; so the pictures to train on are explained together with these photographs, and the
 * suspect that lies on the same places of them is taken.
 *
 * @param settings of the round
 * @param before settings of the run whose photographs have the segment
 * @param progress of the search
 */
record TrainingMasks(MendSettings settings, ExplainSettings before, Progress progress) {
  /** Name of the run of the pictures to train on, in the folder of the results. */
  static final String RUN = "training";

  /** Least part of the photographs with either that must have both, in one place. */
  private static final double LEAST_SHARED = 0.5;

  /**
   * Returns the segmenter that finds it in the pictures to train on.
   *
   * @throws WrongInput where no suspect of these pictures is the segment
   */
  String of(String segment) throws IOException {
    Optional<AdoptedSegment> adopted =
        AdoptedSegment.in(before.segmenter().specification(), segment);
    if (settings.training().masks() != null || adopted.isEmpty()) {
      return settings.masks();
    }
    List<ImageRecord> pictures =
        ImageSelection.open(settings.trainingImages()).records().stream()
            .filter(picture -> !picture.isTest() && !picture.isValidation())
            .toList();
    if (adopted.get().covers(pictures)) {
      return adopted.get().segmenter();
    }
    if (settings.training().images() != null) {
      throw WrongInput.of(
          "{images} %s: the masks of '%s' are of the photographs of the run. Explain these pictures,"
              + " adopt the same suspect there ({adopt} N=%s of suspects), and name its masks with"
              + " {masks}",
          settings.training().images(), segment, segment);
    }
    return found(adopted.get()).segmenter();
  }

  private AdoptedSegment found(AdoptedSegment adopted) throws IOException {
    ImageChoice run = before.images();
    ImageChoice all =
        new ImageChoice(
            run.images(), run.classes(), "", 0, run.excluded(), Shard.WHOLE, run.companions());
    ExplainSettings training = adopted.leftOutOf(before, all, settings.out().resolve(RUN));
    progress.note(
        "masks of '"
            + adopted.name()
            + "' in the pictures to train on: these are explained, and searched for it");
    ExplainWithReport.run(training, progress);
    SuspectSearch search = new SuspectSearch(settings.suspects().search(), progress);
    List<SuspectSearch.Suspect> suspects = search.in(training);
    Map<String, Mask> own = masks(adopted.name());
    int best = 0;
    Shared most = new Shared(0, 0);
    for (SuspectSearch.Suspect suspect : suspects) {
      Shared shared = shared(own, training, suspect.rank());
      if (shared.part() > most.part()) {
        best = suspect.rank();
        most = shared;
      }
    }
    if (most.part() < LEAST_SHARED) {
      throw WrongInput.of(
          "{masks}: '%s' was not found again in the pictures to train on: no suspect of %s is in one"
              + " place with it in half of its photographs; name masks of these pictures",
          adopted.name(), training.out());
    }
    progress.note(
        "'%s' is suspect %d of the pictures to train on: both are in one place in %d of the %d"
                .formatted(adopted.name(), best, most.both, most.either)
            + " photographs that have either");
    return search.adopt(training, best, adopted.name());
  }

  /** Photographs that have both segments in one place, and those that have either. */
  private record Shared(int both, int either) {
    double part() {
      return either == 0 ? 0 : (double) both / either;
    }
  }

  private Shared shared(Map<String, Mask> own, ExplainSettings training, int rank)
      throws IOException {
    Map<String, Mask> found = SuspectsCsv.masks(training.out().resolve(SuspectsCsv.REGIONS), rank);
    Set<String> run =
        before.images().open().records().stream().map(ImageRecord::id).collect(Collectors.toSet());
    found.keySet().retainAll(run);
    Set<String> either = new HashSet<>(own.keySet());
    either.addAll(found.keySet());
    int both = 0;
    for (Map.Entry<String, Mask> one : own.entrySet()) {
      Mask other = found.get(one.getKey());
      both +=
          other != null
                  && MaskResizer.nearest(one.getValue(), other.width(), other.height())
                      .intersects(other)
              ? 1
              : 0;
    }
    return new Shared(both, either.size());
  }

  /** Returns the padded masks of a segment in the photographs of the run, by image id. */
  private Map<String, Mask> masks(String segment) throws IOException {
    ImageSelection images = before.images().open();
    Path run = before.out();
    Map<String, Mask> masks = new HashMap<>();
    try (ChunkExplainer explainer = ChunkExplainer.open(before, images)) {
      UnchangedRun opened = new UnchangedRun(RunDirectory.read(run), before, images, explainer);
      progress.start("reading masks", images.records().size());
      for (ImageRecord record : images.records()) {
        for (PreparedImage image : opened.prepared(List.of(record))) {
          image.segments().items().stream()
              .filter(item -> item.name().equals(segment))
              .map(PreparedSegments.Item::padded)
              .reduce(Mask::union)
              .ifPresent(mask -> masks.put(record.id(), mask));
        }
        progress.step(1, "");
      }
      progress.finish();
    }
    return masks;
  }
}
