package org.segmentattribution.saliency;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.segmentattribution.saliency.structure.ExaminedNetwork;

/**
 * Mean of the maps of several methods, each first divided by its own mean magnitude, image by image
 * (Rieger, Hansen 2020).
 *
 * @param channels how the channels of each attribution become one map
 */
public record Ensemble(List<NamedMethod> members, ChannelReduction channels)
    implements AttributionMethod {

  /** Returns [N, 1, H, W]. */
  @Override
  public NDArray attribute(ExplainedBatch batch) {
    NDArray sum = null;
    for (NamedMethod member : members) {
      NDArray map = channels.apply(member.method().attribute(batch)).expandDims(1);
      NDArray scale = map.abs().mean(new int[] {3}, true).mean(new int[] {2}, true);
      NDArray normal = map.div(scale.maximum(Float.MIN_NORMAL));
      sum = sum == null ? normal : sum.addi(normal);
    }
    return sum.divi(members.size());
  }

  @Override
  public void check(ExaminedNetwork network, String name) {
    members.forEach(member -> member.method().check(network, member.name()));
  }
}
