package org.segmentattribution.command.embed;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.ExpectedImages;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;

/**
 * A segmenter that stays open when it is closed; its maker closes it.
 *
 * @param inner does the work
 */
record KeptOpen(Segmenter inner) implements Segmenter {
  @Override
  public List<Detection> segment(String stem, RgbImage image) throws IOException {
    return inner.segment(stem, image);
  }

  @Override
  public List<Detection> segmentImage(String path, RgbImage image) throws IOException {
    return inner.segmentImage(path, image);
  }

  @Override
  public void expect(ExpectedImages images) throws IOException {
    inner.expect(images);
  }

  @Override
  public String fingerprint(String stem) throws IOException {
    return inner.fingerprint(stem);
  }

  @Override
  public String imageFingerprint(String path) throws IOException {
    return inner.imageFingerprint(path);
  }

  @Override
  public Map<String, Integer> unmatched() {
    return inner.unmatched();
  }

  @Override
  public List<InputNote> notes(List<String> paths) throws IOException {
    return inner.notes(paths);
  }
}
