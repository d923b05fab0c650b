package org.segmentattribution.table.store;

import java.util.List;

/**
 * One way to group the tables of a run, with what was computed of it.
 *
 * @param tables the grouping, for matrices of single groups
 * @param aggregates every group with its segments and the intervals of their mean ranks; methods
 *     and classes by code point
 */
public record RunGroups(GroupedTables tables, List<GroupAggregates> aggregates) {}
