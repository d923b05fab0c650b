package org.segmentattribution.cli.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Estimates the size of a file after its substitutions, before any is made: ten lines that each use
 * the line before twice make a text a thousand times as long.
 */
final class Substitutions {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\??([^}]*)}");
  private static final int MOST_VALUES = 20_000;

  /** A value: the references in it, and its length without them. */
  private record Value(List<String> path, long length, List<List<String>> references) {
    boolean overlaps(List<String> other) {
      int common = Math.min(path.size(), other.size());
      return path.subList(0, common).equals(other.subList(0, common));
    }
  }

  private final List<Value> values = new ArrayList<>();
  private final Map<Value, Double> sizes = new HashMap<>();
  private final Set<Value> open = new HashSet<>();

  private Substitutions() {}

  /**
   * Returns at least how many characters all values have after substitution; infinite where there
   * are too many values.
   *
   * @param root parsed, but not resolved
   */
  static double size(ConfigObject root) {
    Substitutions all = new Substitutions();
    all.collect(List.of(), root);
    if (all.values.size() > MOST_VALUES) {
      return Double.POSITIVE_INFINITY;
    }
    double size = 0;
    for (Value value : all.values) {
      size += all.size(value);
    }
    return size;
  }

  private void collect(List<String> path, ConfigObject object) {
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      if (values.size() > MOST_VALUES) {
        return;
      }
      List<String> inner = new ArrayList<>(path);
      inner.add(entry.getKey());
      if (entry.getValue() instanceof ConfigObject whole && isWhole(whole)) {
        collect(inner, whole);
      } else {
        values.add(value(inner, entry.getValue().render()));
      }
    }
  }

  /** Returns whether an object can be read now; one that substitutions are merged into cannot. */
  private static boolean isWhole(ConfigObject object) {
    try {
      return object.entrySet() != null;
    } catch (ConfigException.NotResolved e) {
      return false;
    }
  }

  private static Value value(List<String> path, String text) {
    List<List<String>> references = new ArrayList<>();
    Matcher found = REFERENCE.matcher(text);
    while (found.find()) {
      try {
        references.add(ConfigUtil.splitPath(found.group(1)));
      } catch (ConfigException e) {
        // within quotes, where it is plain text
        continue;
      }
    }
    return new Value(path, text.length() + 1L, references);
  }

  private double size(Value value) {
    Double known = sizes.get(value);
    if (known != null) {
      return known;
    }
    open.add(value);
    double size = value.length();
    for (List<String> reference : value.references()) {
      if (value.overlaps(reference)) {
        // a value that extends its earlier value
        size *= 2;
      }
      for (Value other : values) {
        // the library reports references in a circle
        if (other.overlaps(reference) && !open.contains(other)) {
          size += size(other);
        }
      }
    }
    open.remove(value);
    sizes.put(value, size);
    return size;
  }
}
