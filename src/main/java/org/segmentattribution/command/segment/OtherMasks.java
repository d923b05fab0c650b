package org.segmentattribution.command.segment;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Prompt;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.open.SegmenterOpener;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.segmentation.SegmenterSpec;

/**
 * Masks of another origin that the written ones are compared with. Files and models of fixed
 * classes that lack some of the names are opened with all names that they have.
 *
 * @param segmenter finds them
 * @param prompts what the names mean there
 * @param by how names are found
 */
record OtherMasks(Segmenter segmenter, PromptList prompts, By by) implements AutoCloseable {
  private static final String KEY = "against";

  /** How names are found. */
  enum By {
    /** Files have names. */
    FILES,
    /** Each prompt was looked for. */
    PROMPTS,
    /** A model finds all its classes. */
    CLASSES
  }

  /**
   * Opens a segmenter for the same names. A threshold and names of classes are those of the first
   * segmenter and not used.
   *
   * @throws WrongInput where it cannot be used
   */
  static OtherMasks open(String spec, SegmenterOptions options, ImageSelection images) {
    SegmenterOptions own =
        new SegmenterOptions(
            options.prompts(),
            options.device(),
            Double.NaN,
            null,
            options.endpoint(),
            options.cache(),
            options.imageTime());
    SegmenterOptions all = own.with(new PromptList(List.of()));
    if (!asksModel(spec)) {
      return new OtherMasks(
          SegmenterOpener.segmenter(KEY, spec, all, images), own.prompts(), By.FILES);
    }
    try {
      return new OtherMasks(
          SegmenterOpener.segmenter(KEY, spec, own, images), own.prompts(), By.PROMPTS);
    } catch (WrongInput e) {
      try {
        return new OtherMasks(
            SegmenterOpener.segmenter(KEY, spec, all, images), own.prompts(), By.CLASSES);
      } catch (WrongInput again) {
        // it is not for the names: the first message has the reason
        throw e;
      }
    }
  }

  private static boolean asksModel(String spec) {
    try {
      return SegmenterSpec.parse(spec).asksModel();
    } catch (WrongInput e) {
      throw WrongInput.in(KEY, e);
    }
  }

  /**
   * Returns those of some names that it could have found.
   *
   * @param seen names that it did find
   */
  Set<String> known(Set<String> names, Set<String> seen) throws IOException {
    Set<String> known = new TreeSet<>(SegmentNames.BY_CODE_POINT);
    known.addAll(names);
    known.retainAll(seen);
    if (by == By.PROMPTS) {
      prompts.prompts().stream().map(Prompt::name).filter(names::contains).forEach(known::add);
    }
    if (by == By.FILES) {
      for (String name : names) {
        List<String> meant =
            prompts.prompts().stream()
                .filter(prompt -> prompt.name().equals(name))
                .findFirst()
                .map(Prompt::names)
                .orElse(List.of(name));
        if (segmenter.unknownNames(meant).size() < Set.copyOf(meant).size()) {
          known.add(name);
        }
      }
    }
    return known;
  }

  /** Returns a hash of everything that its masks of these images depend on. */
  String sha256(List<ImageRecord> images) throws IOException {
    Sha256 hash = new Sha256();
    for (ImageRecord image : images) {
      hash.add(image.path() + "\n");
      try {
        hash.add(segmenter.imageFingerprint(image.path()) + "\n");
      } catch (IOException e) {
        hash.add("none\n");
      }
    }
    return hash.hex();
  }

  @Override
  public void close() {
    segmenter.close();
  }
}
