package org.segmentattribution.segmentation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.ExpectedImages;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.Prompt;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.Segmenter;

/**
 * Makes one detection for each prompt: the union of the instances of its classes, of as many as it
 * allows, with the largest of their scores. Detections come in the order of the prompts; names that
 * nobody asked for are left out.
 *
 * @param inner finds instances
 * @param prompts none = every name, in order of the first instance
 */
public record NamedUnions(Segmenter inner, PromptList prompts) implements Segmenter {
  @Override
  public List<Detection> segment(String stem, RgbImage image) throws IOException {
    return unions(inner.segment(stem, image));
  }

  @Override
  public List<Detection> segmentImage(String path, RgbImage image) throws IOException {
    return unions(inner.segmentImage(path, image));
  }

  @Override
  public void expect(ExpectedImages images) throws IOException {
    inner.expect(images);
  }

  @Override
  public List<InputNote> notes(List<String> paths) throws IOException {
    return inner.notes(paths);
  }

  private List<Detection> unions(List<Detection> all) {
    Map<String, List<Detection>> byName = new LinkedHashMap<>();
    for (Detection found : all) {
      byName
          .computeIfAbsent(SegmentNames.normalise(found.name()), name -> new ArrayList<>())
          .add(found);
    }
    List<Detection> unions = new ArrayList<>();
    if (prompts.prompts().isEmpty()) {
      byName.forEach((name, instances) -> unions.add(union(name, instances)));
    }
    for (Prompt prompt : prompts.prompts()) {
      List<Detection> instances = instances(prompt, byName);
      if (!instances.isEmpty()) {
        unions.add(union(prompt.name(), instances));
      }
    }
    return unions;
  }

  private static List<Detection> instances(Prompt prompt, Map<String, List<Detection>> byName) {
    List<Detection> instances =
        new ArrayList<>(byName.getOrDefault(SegmentNames.normalise(prompt.name()), List.of()));
    for (String name : prompt.classes()) {
      String normal = SegmentNames.normalise(name);
      if (!normal.equals(SegmentNames.normalise(prompt.name()))) {
        instances.addAll(byName.getOrDefault(normal, List.of()));
      }
    }
    if (prompt.largest() > 0) {
      instances.sort(Comparator.comparingInt((Detection d) -> d.mask().area()).reversed());
      return instances.subList(0, Math.min(prompt.largest(), instances.size()));
    }
    return instances;
  }

  private static Detection union(String name, List<Detection> instances) {
    Mask mask = instances.get(0).mask();
    double score = instances.get(0).score();
    for (Detection more : instances.subList(1, instances.size())) {
      mask = mask.union(more.mask());
      score = Math.max(score, more.score());
    }
    return new Detection(name, mask, score);
  }

  @Override
  public String fingerprint(String stem) throws IOException {
    return prompts + " of " + inner.fingerprint(stem);
  }

  @Override
  public String imageFingerprint(String path) throws IOException {
    return prompts + " of " + inner.imageFingerprint(path);
  }

  @Override
  public Map<String, Integer> unmatched() {
    return inner.unmatched();
  }

  @Override
  public Set<String> unknownNames(Collection<String> names) throws IOException {
    return inner.unknownNames(names);
  }

  @Override
  public String unknownMessage(Set<String> names) {
    return inner.unknownMessage(names);
  }

  @Override
  public void close() {
    inner.close();
  }
}
