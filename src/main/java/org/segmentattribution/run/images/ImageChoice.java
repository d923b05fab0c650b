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
 * @param exclude file that lists images to leave out; null for none
 * @param seen paths of images to leave out too, as they are listed
 * @param shard which part of the images, of how many
 * @param companions what is done with pictures that seem to be masks or maps of others
 */
public record ImageChoice(
    Path images,
    List<String> classes,
    String split,
    int limit,
    Path exclude,
    Set<String> seen,
    Shard shard,
    CompanionPolicy companions) {
  private static final SettingText WAY =
      SettingText.of(
          ", or say {companions} skip (they are left out) or {companions} use (they are"
              + " photographs)");

  /** A choice that leaves none out. */
  public ImageChoice(Path images, List<String> classes, String split, int limit) {
    this(images, classes, split, limit, null, Set.of(), Shard.WHOLE, CompanionPolicy.REFUSE);
  }

  /** All classes and parts. */
  public ImageChoice all() {
    return new ImageChoice(images, List.of(), split, 0, exclude, seen, Shard.WHOLE, companions);
  }

  /** The same of these classes alone. */
  public ImageChoice ofClasses(List<String> others) {
    return new ImageChoice(images, others, split, limit, exclude, seen, shard, companions);
  }

  /**
   * Lists them.
   *
   * @throws WrongInput where there is no data set, or nothing of a class or of the split in it
   */
  public ImageSelection open() {
    return ImageSelection.list(images)
        .without(exclude)
        .companions(companions, WAY)
        .without(seen)
        .ofSplit(split)
        .ofClasses(classes)
        .limit(limit)
        .shard(shard);
  }
}
