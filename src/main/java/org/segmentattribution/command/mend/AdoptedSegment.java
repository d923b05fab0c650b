package org.segmentattribution.command.mend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Prompt;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.run.RunTarget;
import org.segmentattribution.run.images.ImageChoice;
import org.segmentattribution.segmentation.SegmenterChoice;
import org.segmentattribution.segmentation.SegmenterSpec;
import org.segmentattribution.segmentation.masks.MaskWriter;

/**
 * A segment whose masks are those of a suspect.
 *
 * @param folder of the masks, {@code RUN/adopted/NAME}
 */
record AdoptedSegment(Path folder) {
  private static final String ADOPTED = "adopted";
  private static final String MASKS = "masks";

  /** What a run without any other segmenter takes. */
  private static final String GRID = "grid:3x3";

  /** Finds it among the parts of a segmenter. */
  static Optional<AdoptedSegment> in(String segmenter, String name) {
    return SegmenterSpec.parse(segmenter).parts().stream()
        .filter(part -> part.scheme().equals(MASKS))
        .map(part -> Path.of(part.argument().replaceFirst("\\?.*", "")))
        .filter(path -> path.endsWith(Path.of(ADOPTED, name)) && Files.isDirectory(path))
        .map(AdoptedSegment::new)
        .findFirst();
  }

  String name() {
    return folder.getFileName().toString();
  }

  /** Returns the segmenter that finds it. */
  String segmenter() {
    return MASKS + ":" + folder;
  }

  /** Returns whether it was looked for in all of these pictures. */
  boolean covers(List<ImageRecord> pictures) {
    MaskWriter written = new MaskWriter(folder);
    return pictures.stream().allMatch(picture -> written.holds(picture.stem()));
  }

  /** Returns the settings of a run that has this segment, too. */
  ExplainSettings addedTo(ExplainSettings run, Path out) throws IOException {
    List<String> texts = texts(run);
    if (!texts.isEmpty()) {
      texts.add(name());
    }
    return with(run, run.images(), run.segmenter().specification() + "+" + segmenter(), texts, out);
  }

  /** Returns the settings of a run of other images that lacks this segment. */
  ExplainSettings leftOutOf(ExplainSettings run, ImageChoice images, Path out) throws IOException {
    List<String> texts = texts(run);
    texts.remove(name());
    String rest =
        SegmenterSpec.parse(run.segmenter().specification()).parts().stream()
            .map(part -> part.scheme() + (part.argument().isEmpty() ? "" : ":" + part.argument()))
            .filter(part -> !part.equals(segmenter()))
            .collect(Collectors.joining("+"));
    return with(run, images, rest.isEmpty() ? GRID : rest, texts, out);
  }

  /** Returns the names that a run asks for, as its call gave them; none for all. */
  private static List<String> texts(ExplainSettings run) throws IOException {
    Map<String, Object> flags = run.run().configuration();
    if (flags.get("segments") instanceof List<?> names) {
      return new ArrayList<>(names.stream().map(String::valueOf).toList());
    }
    if (flags.get("prompts") != null) {
      return Files.readAllLines(Path.of(flags.get("prompts").toString())).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .collect(Collectors.toCollection(ArrayList::new));
    }
    return run.segmenter().options().prompts().prompts().stream()
        .map(Prompt::name)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static ExplainSettings with(
      ExplainSettings run, ImageChoice images, String segmenter, List<String> texts, Path out) {
    Map<String, Object> flags = new TreeMap<>(run.run().configuration());
    flags.put("segmenter", segmenter);
    flags.put("segments", texts.isEmpty() ? null : List.copyOf(texts));
    flags.put("prompts", null);
    flags.put("split", images.split().isEmpty() ? null : images.split());
    flags.put("limit", images.limit());
    flags.put("shard", images.shard().toString());
    return new ExplainSettings(
        images,
        run.explainer(),
        new SegmenterChoice(segmenter, run.segmenter().options().with(PromptList.of(texts))),
        run.batch(),
        run.threads(),
        new RunTarget(out, flags));
  }
}
