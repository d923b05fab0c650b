package org.segmentattribution.command.suspects;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.ablate.UnchangedRun;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.DeclarationFlags;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.ModelTrust;
import org.segmentattribution.model.ZeroShot;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.suspect.RegionBox;
import org.segmentattribution.suspect.StrongRegion;
import org.segmentattribution.suspect.Suspect;

/**
 * Names suspects by the word that a pair of towers, such as CLIP, finds nearest to their pictures.
 *
 * @param folder of the towers
 * @param words to choose from, at least two
 */
public record SuspectNames(String folder, List<String> words) {
  private static final int NAMED = 5;
  private static final int REGIONS = 12;

  /** Picture around a region, as a part of the longer side of its box. */
  private static final double MARGIN = 0.5;

  /** Checks the number of words. */
  public SuspectNames {
    if (words.stream().distinct().count() < Math.max(2, words.size())) {
      throw WrongInput.of("{words}: give at least two words, none of them twice");
    }
  }

  /** Returns names of the first suspects by their rank. */
  Map<Integer, String> of(UnchangedRun opened, List<Suspect> suspects, Progress progress) {
    DeclarationFlags none = DeclarationFlags.NONE;
    ModelFile towers =
        new ModelFile(
            ZeroShot.path(folder),
            null,
            opened.explained().model().device(),
            new DeclarationFlags(words, null, none.size(), none.values(), none.form()),
            false,
            ModelTrust.NONE,
            new ZeroShot(List.of()));
    Map<Integer, String> names = new TreeMap<>();
    try (LoadedClassifier model = ModelOpener.model(towers)) {
      Explainer explainer = new Explainer(model, List.of(), ChannelReduction.SUM);
      int count = Math.min(NAMED, suspects.size());
      progress.start("naming", count);
      for (Suspect suspect : suspects.subList(0, count)) {
        names.put(suspect.number(), name(opened, suspect, model, explainer));
        progress.step(1, "");
      }
      progress.finish();
    }
    return names;
  }

  private String name(
      UnchangedRun opened, Suspect suspect, LoadedClassifier model, Explainer explainer) {
    List<StrongRegion> some =
        suspect.regions().subList(0, Math.min(REGIONS, suspect.regions().size()));
    List<String> ids = some.stream().map(StrongRegion::image).toList();
    List<ImageRecord> records =
        opened.images().records().stream().filter(of -> ids.contains(of.id())).toList();
    Map<String, RgbImage> pictures = new HashMap<>();
    for (PreparedImage image : opened.prepared(records)) {
      pictures.put(image.record().id(), image.grid());
    }
    double[] sums = new double[words.size()];
    Preprocessing preprocessing = model.declaration().input();
    for (StrongRegion region : some) {
      RgbImage picture = pictures.get(region.image());
      if (picture != null) {
        float[] input = new float[preprocessing.length()];
        preprocessing.toInput(preprocessing.onGrid(around(region, picture)), input, 0);
        float[] logits = explainer.logits(input, 1)[0];
        for (int k = 0; k < sums.length; k++) {
          sums[k] += model.declaration().probability(logits, k);
        }
      }
    }
    int best = 0;
    for (int k = 1; k < sums.length; k++) {
      best = sums[k] > sums[best] ? k : best;
    }
    return words.get(best);
  }

  /** Returns a square of the picture around a region, as far as the picture reaches. */
  private static RgbImage around(StrongRegion region, RgbImage picture) {
    RegionBox box = RegionBox.of(region.mask());
    int half = (int) Math.ceil(Math.max(box.width(), box.height()) * (1 + MARGIN) / 2);
    int left = Math.max(0, box.x() + box.width() / 2 - half);
    int top = Math.max(0, box.y() + box.height() / 2 - half);
    int right = Math.min(picture.width(), box.x() + box.width() / 2 + half + 1);
    int bottom = Math.min(picture.height(), box.y() + box.height() / 2 + half + 1);
    RgbImage part = RgbImage.black(right - left, bottom - top);
    for (int y = top; y < bottom; y++) {
      System.arraycopy(
          picture.rgb(),
          (y * picture.width() + left) * 3,
          part.rgb(),
          (y - top) * part.width() * 3,
          part.width() * 3);
    }
    return part;
  }
}
