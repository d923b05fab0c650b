package org.segmentattribution.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import org.segmentattribution.api.WrongInput;

/** What a run directory was made by: the {@code command} in its {@code run.json}. */
public enum RunKind {
  /** Tables of images under one model. */
  EXPLAIN("explain", true),

  /** Masks of images. */
  SEGMENT("segment", true),

  /** A biased classifier and a less biased one on Biased Action Recognition. */
  BAR("experiment bar", false),

  /** Classes of ImageNet, each in a run of its own. */
  IMAGENET("experiment imagenet", true),

  /** Classifiers at several prevalences of a watermark. */
  WATERMARK("experiment watermark", false),

  /** One classifier of {@link #WATERMARK} or {@link #DEMO}, in a folder of that run. */
  WATERMARK_TRIAL("experiment watermark trial", false),

  /** {@link #WATERMARK} on scenes that the run draws itself. */
  DEMO("demo", false);

  private final String text;
  private final boolean keyed;

  RunKind(String text, boolean keyed) {
    this.text = text;
    this.keyed = keyed;
  }

  /**
   * The kind that a {@code run.json} names.
   *
   * @throws WrongInput where this version knows no such kind
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

  /** As {@code run.json} has it. */
  @JsonValue
  public String text() {
    return text;
  }

  /** The command that makes such a run, without {@code sat}. */
  String command() {
    return this == WATERMARK_TRIAL ? WATERMARK.text : text;
  }

  /**
   * Whether the run knows what each image's rows or masks were made of, and makes again only what
   * has changed.
   */
  boolean isKeyed() {
    return keyed;
  }

  /**
   * Down to which folder run.json lists files, 1 = the run's own; masks below it have hashes beside
   * them.
   */
  int depth() {
    return this == SEGMENT ? 1 : Integer.MAX_VALUE;
  }

  @Override
  public String toString() {
    return text;
  }
}
