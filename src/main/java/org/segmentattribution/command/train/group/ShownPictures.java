package org.segmentattribution.command.train.group;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.segmentattribution.api.Mask;
import org.segmentattribution.image.GridPicture;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.saliency.removal.Fill;
import org.segmentattribution.saliency.removal.ModelInput;
import org.segmentattribution.saliency.removal.PasteFill;
import org.segmentattribution.table.TableOptions;

/**
 * Training pictures, shown with and without a segment.
 *
 * @param images with the segment's mask, where they have it
 * @param input preprocessing of the network
 * @param fills of what is taken away; one is drawn for each picture, and the first where more than
 *     a tenth of a picture is filled
 * @param seed of the fills, and of what is pasted where
 */
public record ShownPictures(
    List<LabelledImage> images, Preprocessing input, List<Fill> fills, long seed) {
  private static final long LARGE = 10;

  /** Copies the lists. */
  public ShownPictures {
    images = List.copyOf(images);
    fills = List.copyOf(fills);
  }

  boolean has(int picture) {
    return images.get(picture).avoided() != null;
  }

  /** Returns whether the segment covers more than half of most pictures that have it. */
  boolean surrounds() {
    int[] areas =
        images.stream()
            .filter(image -> image.avoided() != null)
            .mapToInt(image -> image.avoided().area())
            .sorted()
            .toArray();
    return areas.length > 0 && 2L * areas[areas.length / 2] > (long) input.height() * input.width();
  }

  /** Returns every picture as it is, with the segment and without it. */
  List<Showing> withAndWithout() {
    int[] owners = IntStream.range(0, images.size()).filter(this::has).toArray();
    List<Showing> showings = new ArrayList<>();
    for (int picture = 0; picture < images.size(); picture++) {
      showings.add(new Showing(picture, Showing.Kind.WHOLE, picture));
      if (has(picture)) {
        showings.add(new Showing(picture, Showing.Kind.FILLED, picture));
        continue;
      }
      int source = owners[new SplittableRandom(seed + picture).nextInt(owners.length)];
      showings.add(new Showing(picture, Showing.Kind.PASTED, source));
      showings.add(new Showing(picture, Showing.Kind.FILLED_ELSEWHERE, source));
    }
    return showings;
  }

  /** Returns every picture as it is. */
  List<Showing> whole() {
    return all(Showing.Kind.WHOLE);
  }

  /** Returns every picture that has the segment with the segment alone. */
  List<Showing> alone() {
    return all(Showing.Kind.ALONE).stream().filter(showing -> has(showing.picture())).toList();
  }

  private List<Showing> all(Showing.Kind kind) {
    return IntStream.range(0, images.size()).mapToObj(i -> new Showing(i, kind, i)).toList();
  }

  /** Returns the input of the network, C x H x W. */
  float[] values(Showing showing) {
    ModelInput picture = input(showing.picture());
    Mask mask = images.get(showing.source()).avoided();
    Mask region = showing.kind() == Showing.Kind.ALONE ? rest(mask) : mask;
    if (showing.kind() == Showing.Kind.WHOLE || region.isEmpty()) {
      return picture.values();
    }
    if (showing.kind() == Showing.Kind.PASTED) {
      return new PasteFill(input(showing.source())).fill(picture, region, 0);
    }
    SplittableRandom random = new SplittableRandom(seed ^ showing.picture());
    // imputation of a large region would take long
    boolean large = LARGE * region.area() > (long) input.height() * input.width();
    Fill fill = fills.get(large ? 0 : random.nextInt(fills.size()));
    return fill.fill(picture, region, random.nextLong());
  }

  /** All but a padded segment, wide enough to leave no rim of what is around it. */
  private static Mask rest(Mask mask) {
    TableOptions options = TableOptions.defaults();
    return Mask.of(mask.width(), mask.height(), (x, y) -> !mask.contains(x, y))
        .dilate(2 * options.padding(), options.shape());
  }

  private ModelInput input(int picture) {
    return ModelInput.of(new GridPicture(images.get(picture).grid(), null), input);
  }
}
