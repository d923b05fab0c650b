package org.segmentattribution.dataset.packed;

/** Names of entries that programs put into archives by themselves. */
final class ArchiveNames {
  private ArchiveNames() {}

  /** Returns whether a path is hidden, or of the folder that macOS adds. */
  static boolean isHidden(String path) {
    return path.startsWith(".") || path.contains("/.") || path.startsWith("__MACOSX/");
  }
}
