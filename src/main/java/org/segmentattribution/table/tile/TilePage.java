package org.segmentattribution.table.tile;

import java.util.List;
import java.util.Map;

/**
 * Some of the wanted photographs, and how many others there are.
 *
 * @param total photographs without a filter
 * @param found wanted photographs
 * @param from place of the first tile among them, from 0
 * @param tiles in the order asked for
 * @param facets for each property how often its values occur under the other filters, most frequent
 *     first
 */
public record TilePage(
    int total, int found, int from, List<Tile> tiles, Map<Facet, List<Count>> facets) {
  /**
   * How often a value occurs.
   *
   * @param value of a property
   * @param count photographs that have it
   */
  public record Count(String value, int count) {}
}
