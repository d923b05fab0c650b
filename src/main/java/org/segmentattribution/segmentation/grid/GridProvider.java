package org.segmentattribution.segmentation.grid;

import java.util.List;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.SegmenterProvider;

/** Opens {@code grid:ROWSxCOLUMNS}. All cells are kept, whatever the prompts are. */
public final class GridProvider implements SegmenterProvider {
  @Override
  public String scheme() {
    return "grid";
  }

  @Override
  public List<String> forms() {
    return List.of("grid:ROWSxCOLUMNS");
  }

  @Override
  public void check(String argument) {
    GridSegmenter.parse(argument);
  }

  @Override
  public boolean asksModel() {
    return false;
  }

  @Override
  public boolean handlesPrompts() {
    return true;
  }

  @Override
  public Segmenter open(String argument, SegmenterOptions options) {
    return GridSegmenter.parse(argument);
  }
}
