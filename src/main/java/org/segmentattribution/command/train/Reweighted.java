package org.segmentattribution.command.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.command.train.group.PictureGroups;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.model.reweight.BalancedFit;
import org.segmentattribution.model.reweight.FeatureSource;
import org.segmentattribution.statistics.Interval;

/**
 * What a new last layer does.
 *
 * @param groups of training pictures
 * @param found the layer
 * @param source of the features
 * @param test what it knows of test pictures; null without any
 */
record Reweighted(
    PictureGroups groups, BalancedFit.Found found, FeatureSource source, PairedAccuracy test) {
  /** A worst group so far below pictures as they are is said to stay bad. */
  private static final double BELOW = 0.1;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Returns the name of the file beside a model that says this. */
  static String nameOf(Path model) {
    return model.getFileName() + ".reweighting.json";
  }

  /** Returns the number of the group with the lowest accuracy of held-out pictures, or -1. */
  int worst() {
    double[] heldOut = found.balanced().heldOut();
    int worst = -1;
    for (int g = 0; g < heldOut.length; g++) {
      if (!Double.isNaN(heldOut[g]) && (worst < 0 || heldOut[g] < heldOut[worst])) {
        worst = g;
      }
    }
    return worst;
  }

  /** Returns whether no group of held-out pictures is far below the pictures as they are. */
  boolean repaired() {
    return worst() < 0 || found.worst() >= found.natural() - BELOW;
  }

  /** Writes it as JSON. */
  void write(Path file) throws IOException {
    byte[] json = JSON.writeValueAsBytes(json());
    ReplacedFile.write(file, part -> Files.write(part, json));
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("repaired", repaired());
    json.put("features", source.text());
    json.put("penalty", found.balanced().penalty().toString());
    json.put("penalty_without", found.plain().penalty().toString());
    json.put("held_out_as_they_are", number(found.natural()));
    json.put("held_out_worst_group", number(found.worst()));
    int[] counts = groups.rows().counts();
    List<Map<String, Object>> all = new ArrayList<>();
    for (int g = 0; g < groups.names().size(); g++) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", groups.names().get(g));
      one.put("pictures", g < counts.length ? counts[g] : 0);
      one.put("held_out_without", g < counts.length ? number(found.plain().heldOut()[g]) : null);
      one.put("held_out_with", g < counts.length ? number(found.balanced().heldOut()[g]) : null);
      all.add(one);
    }
    json.put("groups", all);
    json.put("test", test == null ? null : tested());
    return json;
  }

  private Map<String, Object> tested() {
    Map<String, Object> json = new LinkedHashMap<>();
    Interval interval = test.interval();
    json.put("pictures", test.pictures());
    json.put("without", test.before());
    json.put("with", test.after());
    json.put("gain", test.gain());
    json.put("low", number(interval.low()));
    json.put("high", number(interval.high()));
    json.put("right_only_without", test.without());
    json.put("right_only_with", test.with());
    return json;
  }

  private static Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
