package org.segmentattribution.table.store;

import java.util.List;

/**
 * The tables of a run in one grouping, with its aggregates.
 *
 * @param tables the grouping, for matrices of single groups
 * @param aggregates every group with its segments and the intervals of their mean ranks; methods
 *     and classes in code point order
 */
public record RunGroups(GroupedTables tables, List<GroupAggregates> aggregates) {}
