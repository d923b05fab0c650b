package org.segmentattribution.report.photograph;

import java.util.Map;

/**
 * Where a page finds the pictures of its photographs.
 *
 * @param beside whether they are files beside the page; otherwise the page contains them
 * @param photographs address of each picture by the photograph's id: a data URI or a relative path
 * @param maps the same of the maps of attribution
 */
public record Pictures(boolean beside, Map<String, String> photographs, Map<String, String> maps) {
  /** No pictures. */
  public static final Pictures NONE = new Pictures(false, Map.of(), Map.of());

  /** Copies the maps. */
  public Pictures {
    photographs = Map.copyOf(photographs);
    maps = Map.copyOf(maps);
  }
}
