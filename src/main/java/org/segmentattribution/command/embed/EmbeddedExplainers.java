package org.segmentattribution.command.embed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.api.ExplainerRequest;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.ImageSource;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.api.SegmentExplainer;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.command.explain.OpenedExplainer;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.command.open.SegmenterOpener;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.segmentation.NamedUnions;
import org.segmentattribution.table.TableOptions;

/** Opens explainers for programs that embed this one. */
public final class EmbeddedExplainers implements SegmentExplainer.Service {
  /** For {@link java.util.ServiceLoader}. */
  public EmbeddedExplainers() {}

  @Override
  public SegmentExplainer open(ExplainerRequest request) throws IOException {
    ExplainerRequest.Segments segments = request.segments();
    TableOptions table = TableOptions.defaults();
    OpenedExplainer.Settings settings =
        new OpenedExplainer.Settings(
            new RequestedModel(request.model()).on(request.compute().device()),
            request.methods().names(),
            request.methods().parameters(),
            request.target(),
            MethodOpener.channels(request.methods().channels()),
            new TableOptions(
                table.grid(),
                segments.padding(),
                segments.shape(),
                table.duplicates(),
                table.rankTies(),
                table.disjoint(),
                segments.elsewhere()),
            request.seed());
    settings.requireFreeName(segments.options().prompts());
    OpenedExplainer opened = OpenedExplainer.open(settings, () -> segmenter(segments));
    try {
      return new EmbeddedExplainer(opened, settings.target(), request.compute());
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public ImageSource images(Path folderOrCsv) {
    ImageSelection images = ImageSelection.open(folderOrCsv);
    return new ImageSource() {
      @Override
      public List<ImageRecord> records() {
        return images.records();
      }

      @Override
      public String unit() {
        return images.unit();
      }

      @Override
      public List<InputNote> notes() {
        return images.notes();
      }
    };
  }

  private static Segmenter segmenter(ExplainerRequest.Segments segments) {
    return segments.given() == null
        ? SegmenterOpener.segmenter(segments.spec(), segments.options())
        : new KeptOpen(new NamedUnions(segments.given(), segments.options().prompts()));
  }
}
