package org.segmentattribution.experiment.watermark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.dataset.watermark.PrevalenceSubset;
import org.segmentattribution.dataset.watermark.Watermark;
import org.segmentattribution.dataset.watermark.Watermarker;
import org.segmentattribution.experiment.trial.Holdout;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.pipeline.ImageFailure;
import org.segmentattribution.pipeline.ImagePreparer;
import org.segmentattribution.pipeline.ImageReader;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.Workers;
import org.segmentattribution.table.TableOptions;

/**
 * The pictures of a watermark experiment, read once and shared by all its trials. An image's
 * watermark depends only on the seed and its id.
 *
 * @param training readable training images
 * @param test readable test images
 * @param failures images that could not be used
 */
record WatermarkData(List<TrainingImage> training, List<TestImage> test, List<Failure> failures) {

  /** Reads, marks and segments all images. */
  static WatermarkData read(
      WatermarkSettings settings,
      Holdout split,
      Segmenter segmenter,
      Segmenter exact,
      Preprocessing preprocessing,
      TableOptions options,
      Progress progress)
      throws IOException {
    Reader reader =
        new Reader(
            settings,
            preparer(segmenter, preprocessing, options),
            exact == null ? null : preparer(exact, preprocessing, options),
            new Watermarker(settings.images().style(), settings.compute().seed()),
            progress);
    progress.start("reading images", (long) split.training().size() + split.test().size());
    Workers workers = new Workers(settings.compute().threads());
    List<TrainingImage> training = workers.map(split.training(), reader::training);
    List<TestImage> test = workers.map(split.test(), reader::test);
    progress.finish();
    return new WatermarkData(
        training.stream().filter(Objects::nonNull).toList(),
        test.stream().filter(Objects::nonNull).toList(),
        reader.failures());
  }

  private static ImagePreparer preparer(
      Segmenter segmenter, Preprocessing preprocessing, TableOptions options) {
    return new ImagePreparer(
        new ImageReader(new ImageDecoder(), segmenter), preprocessing, options);
  }

  /**
   * Returns the training set of a trial: the chosen share of the marked class has watermarks. With
   * equal seeds, the images marked at 10 % are among those marked at 15 %.
   */
  List<LabelledImage> trainingSet(double prevalence, long seed) {
    List<String> markable =
        training.stream().filter(i -> i.marked() != null).map(TrainingImage::id).toList();
    var chosen = PrevalenceSubset.of(markable, prevalence, seed);
    return training.stream()
        .map(i -> new LabelledImage(chosen.contains(i.id()) ? i.marked() : i.clean(), i.label()))
        .toList();
  }

  /** Reads single images; an image that fails is added to the list and left out. */
  private record Reader(
      WatermarkSettings settings,
      ImagePreparer preparer,
      ImagePreparer exact,
      Watermarker watermarker,
      Progress progress,
      List<Failure> found) {

    Reader(
        WatermarkSettings settings,
        ImagePreparer preparer,
        ImagePreparer exact,
        Watermarker watermarker,
        Progress progress) {
      this(settings, preparer, exact, watermarker, progress, new ArrayList<>());
    }

    private boolean marked(ImageRecord record) {
      return record.label().equals(settings.images().marked());
    }

    private int label(ImageRecord record) {
      return settings.images().classes().indexOf(record.label());
    }

    TrainingImage training(ImageRecord record) {
      try {
        RgbImage image = preparer.reader().decode(record);
        Preprocessing grid = preparer.preprocessing();
        RgbImage withMark =
            marked(record) ? grid.toGrid(watermark(record, image).draw(image)) : null;
        return new TrainingImage(record.id(), grid.toGrid(image), withMark, label(record));
      } catch (ImageFailure e) {
        return fail(e);
      } finally {
        progress.step(1, "");
      }
    }

    TestImage test(ImageRecord record) {
      try {
        RgbImage image = preparer.reader().decode(record);
        Watermark watermark = marked(record) ? watermark(record, image) : null;
        RgbImage shown = watermark == null ? image : watermark.draw(image);
        return new TestImage(
            preparer.preprocessing().toGrid(image),
            place(preparer, record, shown, watermark),
            exact == null ? null : place(exact, record, shown, watermark),
            label(record));
      } catch (ImageFailure e) {
        return fail(e);
      } finally {
        progress.step(1, "");
      }
    }

    /** Prepares an image as shown and adds the watermark's own mask to the segmenter's masks. */
    private static PreparedImage place(
        ImagePreparer preparer, ImageRecord record, RgbImage shown, Watermark watermark)
        throws ImageFailure {
      List<Detection> detections = new ArrayList<>(preparer.reader().segment(record, shown));
      if (watermark != null) {
        detections.add(new Detection(WatermarkSettings.WATERMARK, watermark.mask(), 1));
      }
      return preparer.place(record, shown, detections);
    }

    private Watermark watermark(ImageRecord record, RgbImage image) throws ImageFailure {
      try {
        return watermarker.place(record.id(), image.width(), image.height());
      } catch (WrongInput e) {
        throw new ImageFailure(new Failure(record.path(), "watermark", e.getMessage()));
      }
    }

    private <T> T fail(ImageFailure e) {
      synchronized (found) {
        found.add(e.failure());
      }
      return null;
    }

    List<Failure> failures() {
      return found.stream().sorted(Comparator.comparing(Failure::image)).toList();
    }
  }
}
