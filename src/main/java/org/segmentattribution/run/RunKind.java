package org.segmentattribution.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import org.segmentattribution.api.WrongInput;

/** The kinds of run directories: {@code command} in {@code run.json}. */
public enum RunKind {
  /** Tables of images under one model. */
  EXPLAIN("explain", true),

  /** Masks of images. */
  SEGMENT("segment", true),

  /** A biased and a less biased classifier on Biased Action Recognition. */
  BAR("experiment bar", false),

  /** Classes of ImageNet, each in a run of its own. */
  IMAGENET("experiment imagenet", true),

  /** Classifiers trained with a watermark in different shares of the images. */
  WATERMARK("experiment watermark", false),

  /** One classifier of {@link #WATERMARK} or {@link #DEMO}, in a folder of that run. */
  WATERMARK_TRIAL("experiment watermark trial", false),

  /** {@link #WATERMARK} on scenes that the run draws itself. */
  DEMO("demo", false),

  /** Classifiers with a planted shortcut, by which readings are judged. */
  PLANTED("experiment planted", false),

  /** One classifier of {@link #PLANTED}, in a folder of that run. */
  PLANTED_NETWORK("experiment planted network", false);

  private final String text;
  private final boolean keyed;

  RunKind(String text, boolean keyed) {
    this.text = text;
    this.keyed = keyed;
  }

  /**
   * Returns the kind that a {@code run.json} names.
   *
   * @throws WrongInput where this version does not know it
   */
  @JsonCreator
  public static RunKind of(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.text.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new WrongInput(
                    "was made by '"
                        + text
                        + "', which this version does not know: take a newer sat"));
  }

  /** Returns its name in {@code run.json}. */
  @JsonValue
  public String text() {
    return text;
  }

  /** Returns the command that makes such a run, without {@code sat}. */
  String command() {
    return switch (this) {
      case WATERMARK_TRIAL -> WATERMARK.text;
      case PLANTED_NETWORK -> PLANTED.text;
      default -> text;
    };
  }

  /**
   * Returns whether the run stores a hash of what each image's rows or masks depend on, and
   * computes again only what has changed.
   */
  boolean isKeyed() {
    return keyed;
  }

  /**
   * Returns how many levels of folders {@code run.json} lists, 1 = the run's own; masks below have
   * hashes beside them.
   */
  int depth() {
    return this == SEGMENT ? 1 : Integer.MAX_VALUE;
  }

  @Override
  public String toString() {
    return text;
  }
}
