package org.segmentattribution.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.segmentattribution.effect.Counterfactual;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.SegmentEffect;

/**
 * The effects of some images, in the order of the images.
 *
 * @param effects rows of {@code effects.csv}
 * @param sets of each image and explained class, the segments whose removal changes the prediction
 */
public record EffectRows(List<SegmentEffect> effects, List<Counterfactual> sets) {
  /** Starts without rows. */
  public EffectRows() {
    this(new ArrayList<>(), new ArrayList<>());
  }

  static EffectRows read(Path folder) throws IOException {
    EffectRows rows = new EffectRows();
    EffectCsv.read(folder.resolve(EffectCsv.FILE), rows.effects::add);
    rows.sets.addAll(Counterfactual.readImages(folder.resolve(Counterfactual.BY_IMAGE)));
    return rows;
  }

  void write(Path folder, EffectCsv csv) throws IOException {
    csv.write(folder.resolve(EffectCsv.FILE), effects);
    Counterfactual.writeImages(folder.resolve(Counterfactual.BY_IMAGE), sets);
  }

  /** Adds the rows of others that belong to some images. */
  void take(EffectRows others, Set<String> ids) {
    others.effects.stream().filter(row -> ids.contains(row.imageId())).forEach(effects::add);
    others.sets.stream().filter(set -> ids.contains(set.imageId())).forEach(sets::add);
  }
}
