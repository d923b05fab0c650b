package org.segmentattribution.run.images;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.segmentattribution.api.SettingText;
import org.segmentattribution.api.WrongInput;

/**
 * The images that a command should use.
 *
 * @param images folder or CSV of the images
 * @param classes only images of these classes; empty = all
 * @param split only images of this split; empty = all
 * @param limit largest number of images of each class; 0 = all
 * @param exclude file that lists images to leave out; null for none
 * @param seen paths, as listed, of further images to leave out
 * @param shard the part of the images to use
 * @param companions what to do with pictures that seem to be masks or maps of other images
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

  /** Makes a choice that leaves out no images by name. */
  public ImageChoice(Path images, List<String> classes, String split, int limit) {
    this(images, classes, split, limit, null, Set.of(), Shard.WHOLE, CompanionPolicy.REFUSE);
  }

  /** Returns this choice with all classes and parts. */
  public ImageChoice all() {
    return new ImageChoice(images, List.of(), split, 0, exclude, seen, Shard.WHOLE, companions);
  }

  /** Returns this choice with these classes only. */
  public ImageChoice ofClasses(List<String> others) {
    return new ImageChoice(images, others, split, limit, exclude, seen, shard, companions);
  }

  /**
   * Lists the images.
   *
   * @throws WrongInput where there is no data set, or it has nothing of a class or of the split
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
