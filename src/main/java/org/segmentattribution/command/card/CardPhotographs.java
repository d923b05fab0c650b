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
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.report.card.StripPicture;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.images.ImageSelection;

/** Opens the chosen photographs and their masks again; they must be those of the run. */
final class CardPhotographs {
  private CardPhotographs() {}

  /**
   * Returns the pictures of each class; a photograph that cannot be read now is left out.
   *
   * @param segments the lit segment, by class
   * @param chosen photographs, by class
   * @throws org.segmentattribution.api.WrongInput where model, images or masks have changed
   */
  static Map<String, List<StripPicture>> open(
      RunDirectory directory,
      ExplainSettings explained,
      Map<String, String> segments,
      Map<String, List<PhotographChoice.Chosen>> chosen)
      throws IOException {
    Set<String> ids =
        chosen.values().stream()
            .flatMap(List::stream)
            .map(one -> one.standing().imageId())
            .collect(Collectors.toSet());
    ImageSelection images = explained.images().open();
    Map<String, PreparedImage> prepared = new HashMap<>();
    try (ChunkExplainer explainer = ChunkExplainer.open(explained, images)) {
      UnchangedRun opened = new UnchangedRun(directory, explained, images, explainer);
      opened.requireSame();
      List<ImageRecord> some =
          images.records().stream().filter(image -> ids.contains(image.id())).toList();
      opened.chunks(some, "", Progress.NONE);
      opened.prepared(some).forEach(image -> prepared.put(image.record().id(), image));
    }
    Map<String, List<StripPicture>> pictures = new LinkedHashMap<>();
    chosen.forEach(
        (name, of) -> {
          List<StripPicture> strip = new ArrayList<>();
          for (PhotographChoice.Chosen one : of) {
            picture(prepared.get(one.standing().imageId()), segments.get(name), one)
                .ifPresent(strip::add);
          }
          if (!strip.isEmpty()) {
            pictures.put(name, strip);
          }
        });
    return pictures;
  }

  private static Optional<StripPicture> picture(
      PreparedImage image, String segment, PhotographChoice.Chosen one) {
    return image == null
        ? Optional.empty()
        : image.segments().items().stream()
            .filter(item -> item.name().equals(segment))
            .findFirst()
            .map(
                item ->
                    new StripPicture(
                        image.grid(),
                        item.padded(),
                        image.record().path() + " (" + one.caption() + ")"));
  }
}
