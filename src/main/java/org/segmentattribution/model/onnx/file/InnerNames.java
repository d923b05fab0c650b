package org.segmentattribution.model.onnx.file;

import java.util.HashSet;
import java.util.Set;
import org.segmentattribution.api.WrongInput;

/** Names for the values and nodes within functions, which no others have; bounded in length. */
final class InnerNames {
  /** Longer names are cut at their beginning: functions within functions would add up. */
  private static final int LONGEST = 120;

  /** Most characters of all names together. */
  private static final long MOST = 200_000_000;

  private final Set<String> taken = new HashSet<>();
  private long characters;

  /** What the names of a call begin with: the name of the node that calls. */
  String prefix(String node) {
    String end = node.length() > LONGEST ? node.substring(node.length() - LONGEST) : node;
    String prefix = end + "::";
    for (int i = taken.size(); !taken.add(prefix); i++) {
      prefix = end + "#" + i + "::";
    }
    return prefix;
  }

  /**
   * A name within a call.
   *
   * @throws IllegalArgumentException that says why, where all names become too long
   */
  String joined(String prefix, String inner) {
    characters += prefix.length() + inner.length();
    if (characters > MOST) {
      throw new WrongInput("the names within the functions of the file are too long");
    }
    return prefix + inner;
  }
}
