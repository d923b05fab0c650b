package org.segmentattribution.file;

import java.nio.file.Path;

/** Where the program keeps what it can make again, below the user's cache folder. */
public final class UserCache {
  private UserCache() {}

  /**
   * Returns a folder of the cache, which may not exist yet: below {@code XDG_CACHE_HOME}, else
   * below {@code .cache} in the user's home.
   */
  public static Path folder(String name) {
    String own = System.getenv("XDG_CACHE_HOME");
    Path home =
        own == null || own.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(own);
    return home.resolve("sat").resolve(name);
  }
}
