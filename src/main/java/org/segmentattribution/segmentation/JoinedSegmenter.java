package org.segmentattribution.segmentation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.ExpectedImages;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.Segmenter;

/**
 * Joins several segmenters: returns the segments of each, one after another.
 *
 * @param parts in order
 */
public record JoinedSegmenter(List<Segmenter> parts) implements Segmenter {
  /** Copies the parts. */
  public JoinedSegmenter {
    parts = List.copyOf(parts);
  }

  @Override
  public List<Detection> segment(String stem, RgbImage image) throws IOException {
    List<Detection> all = new ArrayList<>();
    for (Segmenter part : parts) {
      all.addAll(part.segment(stem, image));
    }
    return all;
  }

  @Override
  public List<Detection> segmentImage(String path, RgbImage image) throws IOException {
    List<Detection> all = new ArrayList<>();
    for (Segmenter part : parts) {
      all.addAll(part.segmentImage(path, image));
    }
    return all;
  }

  @Override
  public void expect(ExpectedImages images) throws IOException {
    for (Segmenter part : parts) {
      part.expect(images);
    }
  }

  @Override
  public String imageFingerprint(String path) throws IOException {
    StringBuilder all = new StringBuilder();
    for (Segmenter part : parts) {
      all.append(part.imageFingerprint(path)).append('\n');
    }
    return all.toString();
  }

  @Override
  public List<InputNote> notes(List<String> paths) throws IOException {
    List<InputNote> all = new ArrayList<>();
    for (Segmenter part : parts) {
      all.addAll(part.notes(paths));
    }
    return all;
  }

  @Override
  public String fingerprint(String stem) throws IOException {
    StringBuilder all = new StringBuilder();
    for (Segmenter part : parts) {
      all.append(part.fingerprint(stem)).append('\n');
    }
    return all.toString();
  }

  @Override
  public Map<String, Integer> unmatched() {
    Map<String, Integer> all = new TreeMap<>(SegmentNames.BY_CODE_POINT);
    parts.forEach(part -> part.unmatched().forEach((name, n) -> all.merge(name, n, Integer::sum)));
    return all;
  }

  @Override
  public Set<String> unknownNames(Collection<String> names) throws IOException {
    Set<String> unknown = new TreeSet<>(SegmentNames.BY_CODE_POINT);
    unknown.addAll(names);
    for (Segmenter part : parts) {
      unknown = part.unknownNames(unknown);
    }
    return unknown;
  }

  /** Returns what the last part says that does not take unknown names silently. */
  @Override
  public String unknownMessage(Set<String> names) {
    return parts.stream()
        .map(part -> part.unknownMessage(names))
        .filter(message -> !message.isEmpty())
        .reduce("", (earlier, later) -> later);
  }

  @Override
  public void close() {
    parts.forEach(Segmenter::close);
  }
}
