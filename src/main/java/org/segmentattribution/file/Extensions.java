package org.segmentattribution.file;

import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.segmentattribution.api.WrongInput;

/**
 * What jars on the class path add to this program: implementations of a room's provider, named in
 * {@code META-INF/services} as {@link ServiceLoader} wants it. In this room because every room may
 * have some.
 */
public final class Extensions {
  private Extensions() {}

  /**
   * The implementations of a provider, in the order of the class path; usually none.
   *
   * @throws WrongInput in one line, where one is named that cannot be loaded
   */
  public static <T> List<T> of(Class<T> provider) {
    try {
      return ServiceLoader.load(provider).stream().map(ServiceLoader.Provider::get).toList();
    } catch (ServiceConfigurationError e) {
      throw new WrongInput("extension: " + e.getMessage(), e);
    }
  }
}
