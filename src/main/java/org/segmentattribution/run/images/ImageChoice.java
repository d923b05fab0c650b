package org.segmentattribution.run.images;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.segmentattribution.api.SettingText;
import org.segmentattribution.api.WrongInput;

/**
 * The images that a command is asked to work on.
 *
 * @param images folder or CSV of the images
 * @param classes only images of these classes; empty = all
 * @param split only images of this split; empty = all
 * @param limit at most so many images of each class; 0 = all
 * @param excluded images to leave out
 * @param shard which part of the images, of how many
 * @param companions what is done with pictures that seem to be masks or maps of others
 */
public record ImageChoice(
    Path images,
    List<String> classes,
    String split,
    int limit,
    Excluded excluded,
    Shard shard,
    CompanionPolicy companions) {
  /**
   * Images to leave out.
   *
   * @param file lists some of them; null for none
   * @param seen paths of others, as the data set lists them
   */
  public record Excluded(Path file, Set<String> seen) {
    /** Leaves none out. */
    public static final Excluded NONE = new Excluded(null, Set.of());
  }

  private static final SettingText WAY =
      SettingText.of(
          ", or say {companions} skip (they are left out) or {companions} use (they are"
              + " photographs)");

  /** A choice that leaves none out. */
  public ImageChoice(Path images, List<String> classes, String split, int limit) {
    this(images, classes, split, limit, Excluded.NONE, Shard.WHOLE, CompanionPolicy.REFUSE);
  }

  /** All classes and parts. */
  public ImageChoice all() {
    return new ImageChoice(images, List.of(), split, 0, excluded, Shard.WHOLE, companions);
  }

  /** The same of these classes alone. */
  public ImageChoice ofClasses(List<String> others) {
    return new ImageChoice(images, others, split, limit, excluded, shard, companions);
  }

  /**
   * Lists them.
   *
   * @throws WrongInput where there is no data set, or nothing of a class or of the split in it
   */
  public ImageSelection open() {
    return ImageSelection.list(images)
        .without(excluded.file())
        .companions(companions, WAY)
        .without(excluded.seen())
        .ofSplit(split)
        .ofClasses(classes)
        .limit(limit)
        .shard(shard);
  }
}
