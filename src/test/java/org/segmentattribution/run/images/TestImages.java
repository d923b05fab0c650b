package org.segmentattribution.run.images;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.InputNote;

/** Folders of small pictures, and choices among them. */
final class TestImages {
  private TestImages() {}

  /** Writes pictures of 5 x 4 pixels, each of colours of its own. */
  static void draw(Path folder, String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name + ".png");
      Files.createDirectories(file.getParent());
      BufferedImage picture = new BufferedImage(5, 4, BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < 20; i++) {
        picture.setRGB(i % 5, i / 5, name.hashCode() * (i + 1));
      }
      ImageIO.write(picture, "png", file.toFile());
    }
  }

  /** A choice of all images, from which tests vary a part. */
  static Choice of(Path images) {
    return new Choice(images);
  }

  static List<String> paths(ImageSelection selection) {
    return selection.records().stream().map(ImageRecord::path).toList();
  }

  static List<String> reasons(ImageSelection selection) {
    return selection.notes().stream().map(InputNote::reason).toList();
  }

  /** Makes an {@link ImageChoice}. */
  static final class Choice {
    private final Path images;
    private List<String> classes = List.of();
    private String split = "";
    private int limit;
    private Path exclude;
    private Set<String> seen = Set.of();
    private Shard shard = Shard.WHOLE;
    private CompanionPolicy companions = CompanionPolicy.REFUSE;

    private Choice(Path images) {
      this.images = images;
    }

    Choice classes(String... names) {
      classes = List.of(names);
      return this;
    }

    Choice split(String name) {
      split = name;
      return this;
    }

    Choice limit(int perClass) {
      limit = perClass;
      return this;
    }

    Choice exclude(Path list) {
      exclude = list;
      return this;
    }

    Choice seen(String... paths) {
      seen = Set.of(paths);
      return this;
    }

    Choice shard(int number, int of) {
      shard = new Shard(number, of);
      return this;
    }

    Choice companions(CompanionPolicy policy) {
      companions = policy;
      return this;
    }

    ImageChoice choice() {
      return new ImageChoice(
          images,
          classes,
          split,
          limit,
          new ImageChoice.Excluded(exclude, seen),
          shard,
          companions);
    }

    ImageSelection open() {
      return choice().open();
    }

    List<String> paths() {
      return TestImages.paths(open());
    }
  }
}
