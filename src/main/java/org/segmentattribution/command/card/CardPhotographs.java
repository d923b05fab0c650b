package org.segmentattribution.command.card;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.command.ablate.UnchangedRun;
import org.segmentattribution.command.explain.ChunkExplainer;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.PhotographFiles;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.report.card.StripPicture;
import org.segmentattribution.report.photograph.Photograph;
import org.segmentattribution.report.photograph.PhotographIndex;
import org.segmentattribution.report.photograph.PhotographIndex.Pick;
import org.segmentattribution.report.photograph.PhotographIndex.Strip;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.images.ImageSelection;

/**
 * Opens the photographs of the page's strips and their masks again, for pictures larger than those
 * that the run keeps; they must be those of the run.
 */
final class CardPhotographs {
  private CardPhotographs() {}

  /**
   * Returns the pictures of each class; a photograph that cannot be read now is left out.
   *
   * @param strips largest number of classes
   * @throws org.segmentattribution.api.WrongInput where model, images or masks have changed
   */
  static Map<String, List<StripPicture>> open(
      RunDirectory directory, ExplainSettings explained, int strips) throws IOException {
    PhotographIndex index = PhotographFiles.read(directory);
    List<Strip> shown = index.strips().stream().limit(strips).toList();
    if (shown.isEmpty()) {
      return Map.of();
    }
    Map<String, String> paths =
        index.photographs().stream().collect(Collectors.toMap(Photograph::id, Photograph::image));
    Set<String> wanted =
        shown.stream()
            .flatMap(strip -> strip.picks().stream())
            .map(pick -> paths.get(pick.photograph()))
            .collect(Collectors.toSet());
    Map<String, PreparedImage> prepared = prepared(directory, explained, wanted);
    Map<String, List<StripPicture>> pictures = new LinkedHashMap<>();
    for (Strip strip : shown) {
      List<StripPicture> row = new ArrayList<>();
      for (Pick pick : strip.picks()) {
        picture(prepared.get(paths.get(pick.photograph())), pick).ifPresent(row::add);
      }
      if (!row.isEmpty()) {
        pictures.put(strip.className(), row);
      }
    }
    return pictures;
  }

  /** Returns the photographs with these paths, by path. */
  private static Map<String, PreparedImage> prepared(
      RunDirectory directory, ExplainSettings explained, Set<String> paths) throws IOException {
    ImageSelection images = explained.images().open();
    Map<String, PreparedImage> prepared = new HashMap<>();
    try (ChunkExplainer explainer = ChunkExplainer.open(explained, images)) {
      UnchangedRun opened = new UnchangedRun(directory, explained, images, explainer);
      opened.requireSame();
      List<ImageRecord> some =
          images.records().stream().filter(image -> paths.contains(image.path())).toList();
      opened.chunks(some, "", Progress.NONE);
      opened.prepared(some).forEach(image -> prepared.put(image.record().path(), image));
    }
    return prepared;
  }

  private static Optional<StripPicture> picture(PreparedImage image, Pick pick) {
    return image == null
        ? Optional.empty()
        : image.segments().items().stream()
            .filter(item -> item.name().equals(pick.segment()))
            .findFirst()
            .map(
                item ->
                    new StripPicture(
                        image.grid(),
                        item.padded(),
                        image.record().path() + " (" + caption(pick) + ")"));
  }

  /** Returns the segment, why the photograph is there, and what the segment speaks for. */
  private static String caption(Pick pick) {
    String sign = pick.sign() > 0 ? ", for the class" : pick.sign() < 0 ? ", against it" : "";
    String why = pick.caption().equals(pick.segment()) ? "" : ", " + pick.caption();
    return pick.segment() + why + sign;
  }
}
