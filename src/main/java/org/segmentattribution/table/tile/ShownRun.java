package org.segmentattribution.table.tile;

import java.util.List;

/**
 * A run whose photographs are shown.
 *
 * @param name as the user named it
 * @param methods its saliency methods, in the order of their rows
 * @param signed for each method, whether its maps are below zero anywhere
 * @param photographs number of photographs in its tables
 */
public record ShownRun(String name, List<String> methods, List<Boolean> signed, int photographs) {}
