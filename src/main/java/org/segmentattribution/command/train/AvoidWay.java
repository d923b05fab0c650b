package org.segmentattribution.command.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.segmentattribution.api.WrongInput;

/** A way to make a classifier that does not need a segment. */
public enum AvoidWay {
  /** The segment is filled in half of the pictures that have it. */
  FILL,
  /** The segment is pasted into half of the pictures of other classes. */
  PASTE,
  /** The features stay; the last layer is fitted to balanced groups. */
  REWEIGHT,
  /** Gradients on the segment cost (right for the right reasons). */
  RRR;

  /** Returns its name in settings. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds ways by name.
   *
   * @throws WrongInput where a name is unknown or given twice, there is none, or the ways cannot go
   *     together
   */
  public static List<AvoidWay> of(List<String> names) {
    List<AvoidWay> ways = new ArrayList<>();
    for (String name : names) {
      AvoidWay way =
          Arrays.stream(values())
              .filter(w -> w.text().equals(name))
              .findFirst()
              .orElseThrow(() -> WrongInput.of("{how} %s: one of %s", name, known()));
      if (ways.contains(way)) {
        throw WrongInput.of("{how} %s is given twice", name);
      }
      ways.add(way);
    }
    if (ways.isEmpty()) {
      throw WrongInput.of("{how} names no way; take %s", known());
    }
    if (ways.contains(REWEIGHT) && ways.size() > 1) {
      throw WrongInput.of("{how} reweight trains no network, so it goes with no other way");
    }
    if (ways.contains(RRR)) {
      throw WrongInput.of("{how} rrr is not there yet; take fill,paste");
    }
    return List.copyOf(ways);
  }

  private static String known() {
    return Arrays.stream(values()).map(AvoidWay::text).collect(Collectors.joining(", "));
  }
}
