package org.segmentattribution.experiment.planted;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.experiment.trial.Holdout;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.pipeline.ImageFailure;
import org.segmentattribution.pipeline.ImageReader;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.Workers;
import org.segmentattribution.table.Grid;
import org.segmentattribution.table.Segment;

/**
 * Photographs of a folder with their masks, read once. Classifiers tell apart two of its classes,
 * all pairs in turn.
 *
 * @param pairs pairs of classes
 * @param training of all classes; labels are not set
 * @param test of all classes; labels are not set
 * @param failures images that could not be used
 */
record PhotoPictures(
    List<List<String>> pairs,
    List<BasePicture> training,
    List<BasePicture> test,
    List<Failure> failures)
    implements PlantedPictures {

  /** Reads all images of the split. */
  static PhotoPictures read(
      PlantedSettings settings,
      List<String> classes,
      Holdout split,
      Segmenter segmenter,
      Progress progress)
      throws IOException {
    List<Failure> failures = new ArrayList<>();
    Reader reader =
        new Reader(
            new ImageReader(new ImageDecoder(), segmenter),
            settings.network().input(),
            settings.pictures().photographs().object().stream()
                .map(SegmentNames::normalise)
                .toList(),
            failures,
            progress);
    Workers workers = new Workers(settings.compute().threads());
    progress.start("reading images", (long) split.training().size() + split.test().size());
    List<BasePicture> training = workers.map(split.training(), reader::read);
    List<BasePicture> test = workers.map(split.test(), reader::read);
    progress.finish();
    PhotoPictures pictures =
        new PhotoPictures(
            pairs(classes),
            training.stream().filter(Objects::nonNull).toList(),
            test.stream().filter(Objects::nonNull).toList(),
            failures.stream().sorted(Comparator.comparing(Failure::image)).toList());
    for (String name : classes) {
      if (pictures.training.stream().noneMatch(p -> p.record().label().equals(name))
          || pictures.test.stream().noneMatch(p -> p.record().label().equals(name))) {
        throw new WrongInput("class '" + name + "' has no readable training or test image");
      }
    }
    return pictures;
  }

  private static List<List<String>> pairs(List<String> classes) {
    List<List<String>> pairs = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      for (int j = i + 1; j < classes.size(); j++) {
        pairs.add(List.of(classes.get(i), classes.get(j)));
      }
    }
    return pairs;
  }

  @Override
  public Set of(PlantedCell cell) {
    List<String> pair = pairs.get((cell.number() - 1) % pairs.size());
    return new Set(pair, of(pair, training), of(pair, test));
  }

  @Override
  public List<BasePicture> examples() {
    int step = Math.max(1, test.size() / PlantSheet.COLUMNS);
    return IntStream.range(0, Math.min(test.size(), PlantSheet.COLUMNS))
        .mapToObj(i -> test.get(i * step))
        .toList();
  }

  private static List<BasePicture> of(List<String> pair, List<BasePicture> pictures) {
    return pictures.stream()
        .filter(picture -> pair.contains(picture.record().label()))
        .map(picture -> picture.labelled(pair.indexOf(picture.record().label())))
        .toList();
  }

  /** Reads single images; an image that fails is added to the list and left out. */
  private record Reader(
      ImageReader images,
      Preprocessing grid,
      List<String> object,
      List<Failure> found,
      Progress progress) {

    BasePicture read(ImageRecord record) {
      try {
        RgbImage image = images.decode(record);
        List<Segment> parts = new ArrayList<>();
        Mask whole = Mask.empty(grid.width(), grid.height());
        for (Detection seen : images.segment(record, image)) {
          Segment part =
              Segment.place(
                  parts.size(), seen.name(), seen.mask(), seen.score(), grid, Grid.SALIENCY);
          parts.add(part);
          whole = object.contains(part.name()) ? whole.union(part.mask()) : whole;
        }
        return new BasePicture(record, grid.toGrid(image), parts, whole, -1);
      } catch (ImageFailure e) {
        synchronized (found) {
          found.add(e.failure());
        }
        return null;
      } catch (WrongInput e) {
        synchronized (found) {
          found.add(new Failure(record.path(), "segment", e.getMessage()));
        }
        return null;
      } finally {
        progress.step(1, "");
      }
    }
  }
}
