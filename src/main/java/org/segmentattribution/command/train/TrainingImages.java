package org.segmentattribution.command.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.open.SegmenterOpener;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.pipeline.ImageFailure;
import org.segmentattribution.pipeline.ImagePreparer;
import org.segmentattribution.pipeline.ImageReader;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.Workers;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.segmentation.pixels.MissingMasks;
import org.segmentattribution.table.PreparedSegments;
import org.segmentattribution.table.TableOptions;

/**
 * The pictures of a training, in memory, with a bit for each pixel of the segment to avoid.
 *
 * @param training images to fit a network to
 * @param test images to measure its accuracy on
 * @param failures images that could not be used
 */
record TrainingImages(
    List<LabelledImage> training, List<LabelledImage> test, List<Failure> failures) {
  /**
   * Reads all images.
   *
   * @throws WrongInput where no training image can be read, or none has the segment
   */
  static TrainingImages read(
      TrainSettings settings,
      ModelDeclaration declaration,
      ImageSelection selection,
      Progress progress)
      throws IOException {
    AvoidSettings avoid = settings.avoid();
    try (Segmenter masks =
        avoid == null
            ? null
            : SegmenterOpener.segmenter(
                "masks", avoid.masks().specification(), avoid.masks().options(), selection)) {
      Reader reader =
          new Reader(declaration, masks, Collections.synchronizedList(new ArrayList<>()), progress);
      progress.start(
          masks == null ? "reading images" : "reading images and masks",
          selection.records().size());
      List<Read> all =
          new Workers(settings.compute().threads())
              .map(selection.records(), reader::read).stream().filter(Objects::nonNull).toList();
      progress.finish();
      TrainingImages images =
          new TrainingImages(of(all, false), of(all, true), List.copyOf(reader.failures));
      images.require(settings);
      return images;
    }
  }

  private void require(TrainSettings settings) {
    if (training.isEmpty()) {
      throw WrongInput.of("{images} %s: no training image can be read", settings.images());
    }
    AvoidSettings avoid = settings.avoid();
    if (avoid != null && withSegment().isEmpty()) {
      throw WrongInput.of(
          "{avoid} %s: none of the %s training images has this segment in {masks} %s",
          avoid.segment(), training.size(), avoid.masks().specification());
    }
  }

  /** Returns the training images that have the segment to avoid. */
  List<LabelledImage> withSegment() {
    return training.stream().filter(image -> image.avoided() != null).toList();
  }

  /**
   * Returns the median share of a picture that the segment to avoid covers, over the training
   * images that have it, 0 to 1; NaN where none has it.
   */
  double covered() {
    double[] shares =
        withSegment().stream()
            .mapToDouble(image -> (double) image.avoided().area() / pixels(image.avoided()))
            .sorted()
            .toArray();
    return shares.length == 0 ? Double.NaN : shares[shares.length / 2];
  }

  private static long pixels(Mask mask) {
    return (long) mask.width() * mask.height();
  }

  private record Read(boolean test, LabelledImage image) {}

  private static List<LabelledImage> of(List<Read> images, boolean test) {
    return images.stream().filter(i -> i.test() == test).map(Read::image).toList();
  }

  private record Reader(
      ModelDeclaration declaration, Segmenter masks, List<Failure> failures, Progress progress) {
    Read read(ImageRecord record) {
      try {
        return new Read(record.isTest(), image(record));
      } catch (ImageFailure e) {
        failures.add(e.failure());
        return null;
      } finally {
        progress.step(1, "");
      }
    }

    private LabelledImage image(ImageRecord record) throws ImageFailure {
      int label = declaration.classIndex(record.label());
      ImageReader reader = new ImageReader(new ImageDecoder(), masks);
      if (masks == null || record.isTest()) {
        return new LabelledImage(declaration.input().toGrid(reader.decode(record)), label);
      }
      ImagePreparer preparer =
          new ImagePreparer(reader, declaration.input(), TableOptions.defaults());
      RgbImage pixels = reader.decode(record);
      PreparedImage prepared = preparer.place(record, pixels, segments(record, pixels));
      return new LabelledImage(prepared.grid(), label, avoided(prepared.segments()));
    }

    /** Finds the segment; a picture for which there are no masks is trained on as it is. */
    private List<Detection> segments(ImageRecord record, RgbImage pixels) throws ImageFailure {
      try {
        return masks.segmentImage(record.path(), pixels);
      } catch (MissingMasks e) {
        return List.of();
      } catch (IOException e) {
        throw new ImageFailure(new Failure(record.path(), "segment", e.getMessage()));
      }
    }

    /** Returns the pixels of the segment; null where there are none, or nothing else. */
    private static Mask avoided(PreparedSegments segments) {
      int frame = segments.width() * segments.height();
      return segments.items().stream()
          .map(PreparedSegments.Item::padded)
          .reduce(Mask::union)
          .filter(mask -> mask.area() < frame)
          .orElse(null);
    }
  }
}
