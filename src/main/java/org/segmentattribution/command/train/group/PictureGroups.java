package org.segmentattribution.command.train.group;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.reweight.GroupedRows;
import org.segmentattribution.model.reweight.Penalty;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.pipeline.Progress;

/**
 * Features of training pictures in groups: class × segment present, or, where nearly all pictures
 * have the segment or it covers most of them, class × whether the segment alone gives the class
 * away.
 *
 * @param rows one row for each way in which a picture is shown
 * @param natural whether a row shows a picture as it is
 * @param names of the groups, by number
 * @param byGiveAway whether groups tell what the segment alone gives away
 */
public record PictureGroups(
    GroupedRows rows, boolean[] natural, List<String> names, boolean byGiveAway) {
  /** Where each class has more than this share of pictures with the segment, all have it. */
  private static final double NEARLY_ALL = 0.95;

  private static final int FOLDS = 5;
  private static final Penalty ALONE = new Penalty(Penalty.Norm.L2, 1e-3);

  /**
   * What goes together with a class.
   *
   * @param segment its name
   * @param classes names of all classes
   */
  public record Avoided(String segment, List<String> classes) {}

  /**
   * Finds groups and computes features.
   *
   * @param pictures of a training
   * @throws WrongInput where a class has fewer than two pictures, or no picture has the segment
   */
  public static PictureGroups of(
      ShownPictures pictures, Avoided avoided, FeaturePass pass, Progress progress)
      throws IOException {
    int[] counts = new int[avoided.classes.size()];
    int[] with = new int[counts.length];
    for (LabelledImage image : pictures.images()) {
      counts[image.label()]++;
      with[image.label()] += image.avoided() == null ? 0 : 1;
    }
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] < 2) {
        throw WrongInput.of(
            "{classes} %s: %s training image of this class; groups need two and more",
            avoided.classes.get(c), counts[c] == 0 ? "no" : "one");
      }
    }
    if (Arrays.stream(with).sum() == 0) {
      throw WrongInput.of(
          "{avoid} %s: no training image has this segment, so no group can be made",
          avoided.segment);
    }
    boolean everywhere =
        IntStream.range(0, counts.length).allMatch(c -> with[c] > NEARLY_ALL * counts[c]);
    return everywhere || pictures.surrounds()
        ? byGiveAway(pictures, avoided, pass, progress)
        : byPresence(pictures, avoided, pass, progress);
  }

  private static int[] labels(ShownPictures pictures) {
    return pictures.images().stream().mapToInt(image -> image.label()).toArray();
  }

  private static PictureGroups byPresence(
      ShownPictures pictures, Avoided avoided, FeaturePass pass, Progress progress)
      throws IOException {
    List<Showing> showings = pictures.withAndWithout();
    int[] labels = labels(pictures);
    int[] rowLabels = showings.stream().mapToInt(s -> labels[s.picture()]).toArray();
    int[] groups =
        showings.stream()
            .mapToInt(s -> 2 * labels[s.picture()] + (shows(pictures, s) ? 0 : 1))
            .toArray();
    GroupedRows rows =
        new GroupedRows(
            pass.rows(pictures, showings, progress),
            rowLabels,
            groups,
            showings.stream().mapToInt(Showing::picture).toArray(),
            avoided.classes.size());
    boolean[] natural = new boolean[showings.size()];
    for (int i = 0; i < natural.length; i++) {
      natural[i] = showings.get(i).kind() == Showing.Kind.WHOLE;
    }
    List<String> names = new ArrayList<>();
    for (String name : avoided.classes) {
      names.add(name + " with " + avoided.segment);
      names.add(name + " without " + avoided.segment);
    }
    return new PictureGroups(rows, natural, names, false);
  }

  private static boolean shows(ShownPictures pictures, Showing showing) {
    return switch (showing.kind()) {
      case PASTED, ALONE -> true;
      case FILLED, FILLED_ELSEWHERE -> false;
      case WHOLE -> pictures.has(showing.picture());
    };
  }

  private static PictureGroups byGiveAway(
      ShownPictures pictures, Avoided avoided, FeaturePass pass, Progress progress)
      throws IOException {
    int[] labels = labels(pictures);
    float[][] whole = pass.rows(pictures, pictures.whole(), progress);
    List<Showing> showings = pictures.alone();
    float[][] alone = new float[whole.length][];
    float[][] some = pass.rows(pictures, showings, progress);
    for (int i = 0; i < some.length; i++) {
      alone[showings.get(i).picture()] = some[i];
    }
    for (int i = 0; i < alone.length && pictures.surrounds(); i++) {
      // a background without a mask leaves out nothing
      alone[i] = alone[i] == null ? whole[i] : alone[i];
    }
    boolean[] gives = gives(alone, labels, avoided.classes.size(), pictures.seed());
    int[] groups =
        IntStream.range(0, labels.length).map(i -> 2 * labels[i] + (gives[i] ? 0 : 1)).toArray();
    boolean[] natural = new boolean[labels.length];
    Arrays.fill(natural, true);
    List<String> names = new ArrayList<>();
    for (String name : avoided.classes) {
      names.add(name + ", given away by " + avoided.segment);
      names.add(name + ", not given away by " + avoided.segment);
    }
    return new PictureGroups(
        new GroupedRows(whole, labels, groups, numbers(whole.length), avoided.classes.size()),
        natural,
        names,
        true);
  }

  /** Whether each picture's segment gives the class away; one that is not there does not. */
  private static boolean[] gives(float[][] alone, int[] labels, int classes, long seed) {
    int[] has = IntStream.range(0, alone.length).filter(i -> alone[i] != null).toArray();
    boolean[] named =
        new GiveAway(FOLDS, ALONE, seed)
            .of(new GroupedRows(alone, labels, labels, numbers(alone.length), classes).at(has));
    boolean[] gives = new boolean[alone.length];
    for (int i = 0; i < has.length; i++) {
      gives[has[i]] = named[i];
    }
    return gives;
  }

  private static int[] numbers(int count) {
    return IntStream.range(0, count).toArray();
  }
}
