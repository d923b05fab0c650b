package org.segmentattribution.command.segment;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.Prompt;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.command.open.MeasuredQuality;
import org.segmentattribution.pipeline.ImageFailure;
import org.segmentattribution.pipeline.ImageReader;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.Workers;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.segmentation.SegmenterChoice;
import org.segmentattribution.segmentation.SegmenterSpec;
import org.segmentattribution.segmentation.masks.MaskFolder;
import org.segmentattribution.segmentation.quality.ComparedMasks;
import org.segmentattribution.segmentation.quality.MaskFacts;
import org.segmentattribution.segmentation.quality.NameQuality;
import org.segmentattribution.segmentation.quality.NamedMasks;
import org.segmentattribution.segmentation.quality.PictureChange;
import org.segmentattribution.segmentation.quality.QualityFile;
import org.segmentattribution.segmentation.quality.QualitySample;
import org.segmentattribution.segmentation.quality.QualityTable;
import org.segmentattribution.segmentation.quality.TestedMasks;

/**
 * Measures the masks that {@code sat segment} wrote: asks the model for some pictures again,
 * shifted and flipped, and compares all masks with those of another origin.
 */
final class MaskQuality implements AutoCloseable {
  private final SegmentSettings settings;
  private final SegmenterSpec spec;
  private final ImageReader reader;
  private final OtherMasks others;
  private final Map<String, Object> account = new LinkedHashMap<>();

  private MaskQuality(
      SegmentSettings settings, SegmenterSpec spec, ImageReader reader, OtherMasks others) {
    this.settings = settings;
    this.spec = spec;
    this.reader = reader;
    this.others = others;
  }

  /**
   * Opens what is compared with.
   *
   * @param reader decodes images and finds segments in them
   */
  static MaskQuality open(SegmentSettings settings, ImageSelection images, ImageReader reader) {
    String against = settings.quality().against();
    return new MaskQuality(
        settings,
        SegmenterSpec.parse(settings.segmenter()),
        reader,
        against.isEmpty() ? null : OtherMasks.open(against, settings.segmenting(), images));
  }

  /** Returns what the numbers depend on besides the masks, for {@code run.json}. */
  Map<String, Object> call(List<ImageRecord> images) throws IOException {
    QualitySettings quality = settings.quality();
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("stability", quality.tested(spec));
    call.put("against", quality.against());
    call.put("against_sha256", others == null ? "" : others.sha256(images));
    call.put("limits", quality.limits().text());
    return call;
  }

  /** Returns what was tested and compared, for {@code run.json}; after {@link #measure}. */
  Map<String, Object> account() {
    return account;
  }

  /**
   * An image with masks.
   *
   * @param facts what its masks are like
   */
  record Segmented(ImageRecord record, MaskFacts facts) {}

  /** Measures all images with masks and writes {@code segments-quality.csv}. */
  void measure(List<Segmented> images, Progress progress) throws IOException {
    MaskFolder masks = MaskFolder.open(settings.out());
    List<TestedMasks> tested = tested(images, masks, progress);
    List<ComparedMasks> compared = compared(images, masks, progress);
    QualityTable table =
        new QualityTable(
            images.stream().map(Segmented::facts).toList(),
            tested,
            compared,
            settings.quality().limits());
    List<String> asked =
        settings.segmenting().prompts().prompts().stream().map(Prompt::name).toList();
    Set<String> found = new LinkedHashSet<>(asked);
    images.forEach(image -> found.addAll(image.facts().masks().keySet()));
    Set<String> judged = others == null ? Set.of() : others.known(found, table.others());
    List<NameQuality> rows = table.rows(asked, judged);
    if (others != null) {
      account.put("compared_images", compared.size());
      account.put("only_here", minus(found, judged));
      account.put("only_against", minus(table.others(), found));
    }
    QualityFile.write(settings.out(), rows);
    MeasuredQuality.keep(
        new SegmenterChoice(settings.segmenter(), settings.segmenting()), reader.segmenter(), rows);
  }

  private static List<String> minus(Set<String> names, Set<String> others) {
    Set<String> left = new TreeSet<>(SegmentNames.BY_CODE_POINT);
    left.addAll(names);
    left.removeAll(others);
    return List.copyOf(left);
  }

  private List<TestedMasks> tested(List<Segmented> images, MaskFolder masks, Progress progress)
      throws IOException {
    QualitySettings quality = settings.quality();
    List<Integer> sample =
        QualitySample.of(
            images.stream().map(i -> i.record().path()).toList(),
            images.stream().map(i -> i.facts().masks().keySet()).toList(),
            quality.tested(spec),
            quality.seed());
    if (sample.isEmpty()) {
      return List.of();
    }
    // masks that are files do not change with the picture
    boolean whole = spec.models().parts().size() == spec.parts().size();
    Segmenter model = whole ? reader.segmenter() : spec.models().open(settings.segmenting());
    try {
      progress.start("testing masks", sample.size());
      List<TestedMasks> tested =
          new Workers(settings.threads())
              .map(
                  sample,
                  place -> {
                    TestedMasks one = tested(images.get(place).record(), model, whole, masks);
                    progress.step(1, "");
                    return one;
                  });
      progress.finish();
      List<TestedMasks> done = tested.stream().filter(one -> one != null).toList();
      account.put("tested_images", done.size());
      return done;
    } finally {
      if (!whole) {
        model.close();
      }
    }
  }

  /** Tests one image; null where it fails now. */
  private TestedMasks tested(ImageRecord record, Segmenter model, boolean whole, MaskFolder masks) {
    try {
      RgbImage image = reader.decode(record);
      PictureChange shift =
          PictureChange.shift(
              image.width(),
              image.height(),
              QualitySample.direction(record.path(), settings.quality().seed()));
      return TestedMasks.of(
          whole
              ? NamedMasks.of(masks.segment(record.stem(), image))
              : NamedMasks.of(model.segmentImage(record.path(), image)),
          shift,
          NamedMasks.of(model.segmentImage(record.path(), shift.of(image))),
          NamedMasks.of(model.segmentImage(record.path(), PictureChange.FLIP.of(image))));
    } catch (IOException | ImageFailure e) {
      // its own masks are there; the others of the sample say enough
      return null;
    }
  }

  private List<ComparedMasks> compared(List<Segmented> images, MaskFolder masks, Progress progress)
      throws IOException {
    if (others == null) {
      return List.of();
    }
    progress.start("comparing masks", images.size());
    PromptList prompts = others.prompts();
    List<ComparedMasks> compared =
        new Workers(settings.threads())
            .map(
                images,
                image -> {
                  ComparedMasks one = compared(image.record(), masks, prompts);
                  progress.step(1, "");
                  return one;
                });
    progress.finish();
    return compared.stream().filter(one -> one != null).collect(Collectors.toList());
  }

  /** Compares one image; null where there are no other masks of it. */
  private ComparedMasks compared(ImageRecord record, MaskFolder masks, PromptList prompts) {
    try {
      RgbImage image = reader.decode(record);
      Map<String, Mask> there =
          NamedMasks.of(others.segmenter().segmentImage(record.path(), image), prompts);
      return ComparedMasks.of(NamedMasks.of(masks.segment(record.stem(), image)), there);
    } catch (IOException | ImageFailure e) {
      return null;
    }
  }

  @Override
  public void close() {
    if (others != null) {
      others.close();
    }
  }
}
