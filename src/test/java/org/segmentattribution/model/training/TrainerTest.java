package org.segmentattribution.model.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.write.OnnxWriter;

class TrainerTest {
  private static final int SIDE = 24;
  private static final TrainingListener SILENT = (epoch, epochs) -> {};

  /** Faint noise with a bright bar: upright for class 0, lying for class 1. */
  private static List<LabelledImage> bars(int count, int side, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LabelledImage> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RgbImage image = RgbImage.black(side, side);
      random.nextBytes(image.rgb());
      for (int k = 0; k < image.rgb().length; k++) {
        image.rgb()[k] &= 63;
      }
      int width = i % 2 == 0 ? 2 : 8;
      int height = 10 - width;
      int left = random.nextInt(side - width);
      int top = random.nextInt(side - height);
      for (int y = top; y < top + height; y++) {
        for (int x = left; x < left + width; x++) {
          image.set(x, y, 255, 255, 255);
        }
      }
      images.add(new LabelledImage(image, i % 2));
    }
    return images;
  }

  private static OnnxNetwork small(long seed) {
    return new CnnArchitecture(List.of(4, 8), 1).create(SIDE, SIDE, 2, seed, "cpu");
  }

  private static TrainingOptions options(int epochs, long seed) {
    return new TrainingOptions(
        epochs,
        32,
        new TrainingOptions.Optimiser(3e-3f, 1e-4f),
        TrainingOptions.Stopping.NEVER,
        seed,
        new Augmentation(true, 1, 1));
  }

  private static Trainer trainer(TrainingOptions options) {
    return new Trainer(Preprocessing.simple(SIDE, SIDE), options);
  }

  private static byte[] trained(long seed) {
    try (OnnxNetwork network = small(seed)) {
      trainer(options(2, seed)).train(network, bars(70, SIDE, seed), SILENT);
      return OnnxWriter.bytes(network);
    }
  }

  @Test
  void learns() {
    try (OnnxNetwork network = small(1)) {
      TrainingOptions options =
          new TrainingOptions(
              15,
              16,
              new TrainingOptions.Optimiser(1e-2f, 0),
              new TrainingOptions.Stopping(0, 0.2),
              1,
              new Augmentation(true, 0, 1));
      List<Integer> heard = new ArrayList<>();
      TrainingResult result =
          trainer(options)
              .train(network, bars(300, SIDE, 1), (epoch, epochs) -> heard.add(epoch.number()));
      TrainingEpoch last = result.epochs().get(14);
      assertEquals(15, heard.size());
      assertEquals(15, result.best());
      assertTrue(last.trainingLoss() < 0.3, last.toString());
      assertTrue(last.validationAccuracy() > 0.9, last.toString());
    }
  }

  @Test
  void theSeedDecidesEveryBitWhateverOtherThreadsDo() throws Exception {
    byte[] alone = trained(5);
    assertFalse(Arrays.equals(alone, trained(6)));
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<byte[]>> together = new ArrayList<>();
      for (long seed : new long[] {5, 7, 5}) {
        together.add(threads.submit(() -> trained(seed)));
      }
      assertArrayEquals(alone, together.get(0).get());
      assertArrayEquals(alone, together.get(2).get());
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void stopsWhenValidationStopsImprovingAndKeepsTheBest() {
    SplittableRandom random = new SplittableRandom(3);
    List<LabelledImage> noise = new ArrayList<>();
    for (LabelledImage image : bars(80, SIDE, 3)) {
      noise.add(new LabelledImage(image.grid(), random.nextInt(2)));
    }
    try (OnnxNetwork network = small(3)) {
      TrainingOptions options =
          new TrainingOptions(
              60,
              8,
              new TrainingOptions.Optimiser(5e-3f, 0),
              new TrainingOptions.Stopping(3, 0.25),
              3,
              Augmentation.NONE);
      TrainingResult result = trainer(options).train(network, noise, SILENT);
      assertTrue(result.epochs().size() < 60, "labels without meaning cannot be learnt");
      assertEquals(result.best() + 3, result.epochs().size());
      Split split = Split.of(noise, 0.25, new SplittableRandom(3).split());
      double best = result.epochs().get(result.best() - 1).validationLoss();
      assertEquals(best, loss(network, split.validation()), 1e-5);
    }
  }

  private static double loss(OnnxNetwork network, List<LabelledImage> images) {
    Preprocessing input = Preprocessing.simple(SIDE, SIDE);
    double sum = 0;
    for (LabelledImage image : images) {
      float[] values = new float[input.length()];
      input.toInput(image.grid(), values, 0);
      float[] logits = Fixtures.logits(network, values, 1);
      double total = Math.exp(logits[0]) + Math.exp(logits[1]);
      sum -= Math.log(Math.exp(logits[image.label()]) / total);
    }
    return sum / images.size();
  }

  @Test
  void trainsANetworkFromAFile() {
    try (OnnxNetwork network = Fixtures.network("onnx/residual.onnx", 12, 12)) {
      TrainingOptions options =
          new TrainingOptions(
              8,
              16,
              new TrainingOptions.Optimiser(3e-3f, 0),
              TrainingOptions.Stopping.NEVER,
              1,
              Augmentation.NONE);
      List<TrainingEpoch> epochs =
          new Trainer(Preprocessing.simple(12, 12), options)
              .train(network, bars(60, 12, 1), SILENT)
              .epochs();
      assertTrue(epochs.get(7).trainingLoss() < epochs.get(0).trainingLoss() / 2);
    }
  }

  @Test
  void anImpossibleLearningRateIsSaid() {
    try (OnnxNetwork network = small(1)) {
      TrainingOptions options =
          new TrainingOptions(
              3,
              8,
              new TrainingOptions.Optimiser(1e30f, 0),
              TrainingOptions.Stopping.NEVER,
              1,
              Augmentation.NONE);
      String message =
          assertThrows(
                  IllegalStateException.class,
                  () -> trainer(options).train(network, bars(32, SIDE, 1), SILENT))
              .getMessage();
      assertTrue(message.contains("learning rate below 1.0E30"), message);
    }
  }

  @Test
  void wrongLabelsAndOptionsAreRefused() {
    try (OnnxNetwork network = small(1)) {
      List<LabelledImage> wrong = List.of(new LabelledImage(RgbImage.black(SIDE, SIDE), 2));
      assertThrows(
          IllegalArgumentException.class,
          () -> trainer(options(1, 1)).train(network, wrong, SILENT));
      assertThrows(
          IllegalArgumentException.class,
          () -> trainer(options(1, 1)).train(network, List.of(), SILENT));
    }
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new TrainingOptions(
                1,
                8,
                new TrainingOptions.Optimiser(1e-3f, 0),
                new TrainingOptions.Stopping(2, 0),
                1,
                Augmentation.NONE));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new TrainingOptions(
                1,
                8,
                new TrainingOptions.Optimiser(Float.NaN, 0),
                TrainingOptions.Stopping.NEVER,
                1,
                Augmentation.NONE));
  }

  @Test
  void aSplitHoldsOutTheSameShareOfEachClass() {
    List<LabelledImage> images = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      images.add(new LabelledImage(RgbImage.black(1, 1), i < 40 ? 0 : 1));
    }
    Split split = Split.of(images, 0.2, new SplittableRandom(1));
    assertEquals(40, split.training().size());
    assertEquals(2, split.validation().stream().filter(image -> image.label() == 1).count());
  }

  @Test
  void augmentationMirrorsAndMoves() {
    RgbImage image = new RgbImage(3, 1, new byte[] {1, 1, 1, 2, 2, 2, 3, 3, 3});
    assertArrayEquals(
        new byte[] {3, 3, 3, 2, 2, 2, 1, 1, 1}, Augmentation.moved(image, true, 0, 0).rgb());
    assertArrayEquals(
        new byte[] {1, 1, 1, 1, 1, 1, 2, 2, 2}, Augmentation.moved(image, false, 1, 0).rgb());
  }
}
