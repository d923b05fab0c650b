package org.segmentattribution.report.page;

import java.util.List;
import java.util.Set;

/**
 * The groups of a page, the first method's and the others'.
 *
 * @param groups all methods and classes
 * @param highlights names that are described whatever their rank is
 */
record Findings(List<ExplainGroup> groups, Set<String> highlights) {
  /** Returns the groups of the first method. */
  List<ExplainGroup> first() {
    return groups.stream().filter(g -> g.method().equals(groups.get(0).method())).toList();
  }

  /** Returns the groups of this class under the other methods. */
  List<ExplainGroup> others(ExplainGroup group) {
    return groups.stream()
        .filter(g -> g.className().equals(group.className()) && !g.method().equals(group.method()))
        .toList();
  }
}
