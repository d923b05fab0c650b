package org.segmentattribution.file;

import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Finds what jars on the class path add to this program: implementations of provider interfaces,
 * listed in {@code META-INF/services} for {@link ServiceLoader}. It is in this package because
 * every other package may use it.
 */
public final class Extensions {
  private Extensions() {}

  /**
   * Returns the implementations of a provider, in the order of the class path; usually none.
   *
   * @throws IllegalArgumentException with one line, if a listed implementation cannot be loaded
   */
  public static <T> List<T> of(Class<T> provider) {
    try {
      return ServiceLoader.load(provider).stream().map(ServiceLoader.Provider::get).toList();
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException("extension: " + e.getMessage(), e);
    }
  }
}
