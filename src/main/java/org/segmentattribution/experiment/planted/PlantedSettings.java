package org.segmentattribution.experiment.planted;

import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.dataset.plant.PlantKind;
import org.segmentattribution.model.training.NetworkPlan;
import org.segmentattribution.pipeline.Compute;
import org.segmentattribution.run.RunTarget;
import org.segmentattribution.segmentation.SegmenterChoice;

/**
 * The settings of {@code sat experiment planted}.
 *
 * @param networks number of classifiers to train
 * @param plants what is planted
 * @param pictures where pictures come from
 * @param readings how classifiers are explained
 * @param network network and options of every training; the classifier's seed replaces the seed
 * @param compute device, classifiers at a time, and the seed
 * @param run the run directory and the call
 */
public record PlantedSettings(
    int networks,
    Plants plants,
    Pictures pictures,
    Readings readings,
    NetworkPlan network,
    Compute compute,
    RunTarget run) {
  private static final int MOST = 9999;

  /** Checks the values. */
  public PlantedSettings {
    require(networks >= 1 && networks <= MOST, "{networks} %s: 1 to %s", networks, MOST);
  }

  private static void require(boolean holds, String message, Object... values) {
    if (!holds) {
      throw WrongInput.of(message, values);
    }
  }

  /**
   * What is planted.
   *
   * @param kinds kinds, at least one, each once
   * @param strengths shares of the class's training pictures, in per cent, each once
   */
  public record Plants(List<PlantKind> kinds, List<Double> strengths) {
    /** Checks the values. */
    public Plants {
      require(!kinds.isEmpty(), "{kinds} names no kind");
      require(kinds.stream().distinct().count() == kinds.size(), "{kinds} names a kind twice");
      require(!strengths.isEmpty(), "{strengths} names no share");
      require(
          strengths.stream().allMatch(s -> s >= 0 && s <= 100),
          "{strengths} takes per cents from 0 to 100");
      require(
          strengths.stream().distinct().count() == strengths.size(),
          "{strengths} names a share twice");
    }
  }

  /**
   * Where pictures come from.
   *
   * @param training drawn training pictures of each class
   * @param test drawn test pictures of each class
   * @param photographs a data set to take instead; null to draw scenes
   */
  public record Pictures(int training, int test, Photographs photographs) {
    /** Checks the values. */
    public Pictures {
      require(training >= 1, "{train} must be at least 1");
      require(test >= 1, "{test} must be at least 1");
    }
  }

  /**
   * Photographs with masks.
   *
   * @param images folder or CSV
   * @param classes classes to tell apart, two at a time; empty = all
   * @param segmenter finds their segments
   * @param object names of segments behind which a texture lies
   * @param holdout share of each class kept for testing if the data set declares no split
   */
  public record Photographs(
      Path images,
      List<String> classes,
      SegmenterChoice segmenter,
      List<String> object,
      double holdout) {
    /** Checks the values. */
    public Photographs {
      require(holdout > 0 && holdout < 1, "{holdout} takes a share between 0 and 1");
      require(
          classes.isEmpty() || classes.stream().distinct().count() >= 2,
          "{class} takes at least two names");
    }
  }

  /**
   * How classifiers are explained.
   *
   * @param methods names of saliency methods, at least one
   * @param fills what removed segments are filled with, at least one
   * @param explained planted test pictures of the class that are explained, at most
   * @param pad padding of masks in pixels of the network's grid
   */
  public record Readings(List<String> methods, List<String> fills, int explained, int pad) {
    /** Checks the values. */
    public Readings {
      require(!methods.isEmpty(), "{method} names no method");
      require(explained >= 1, "{explained} must be at least 1");
      require(pad >= 0, "{pad} must not be negative");
    }
  }
}
