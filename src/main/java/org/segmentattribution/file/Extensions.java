package org.segmentattribution.file;

import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;

/**
 * Finds what jars on the class path add to this program: implementations of provider interfaces,
 * listed in {@code META-INF/services} for {@link ServiceLoader}. It is in this package because
 * every other package may use it.
 */
public final class Extensions {
  private static final Map<Class<?>, List<?>> BUILT_IN = new ConcurrentHashMap<>();

  private Extensions() {}

  /**
   * Returns the implementations of a provider, in the order of the class path; usually none.
   *
   * @throws IllegalArgumentException with one line, if a listed implementation cannot be loaded
   */
  @SuppressWarnings("unchecked") // the list was made for this class
  public static <T> List<T> builtIn(Class<T> provider) {
    return (List<T>)
        BUILT_IN.computeIfAbsent(
            provider,
            of -> load(ServiceLoader.load(provider, Extensions.class.getClassLoader()), true));
  }

  /**
   * Returns the implementations of jars, in the order of the class path; usually none.
   *
   * @throws WrongInput in one line, where one is named that cannot be loaded
   */
  public static <T> List<T> added(Class<T> provider) {
    return load(ServiceLoader.load(provider), false);
  }

  /** Returns the program's own implementations, and after them those of jars. */
  public static <T> List<T> all(Class<T> provider) {
    return Stream.concat(builtIn(provider).stream(), added(provider).stream()).toList();
  }

  private static <T> List<T> load(ServiceLoader<T> loader, boolean builtIn) {
    try {
      return loader.stream()
          .filter(found -> isBuiltIn(found.type()) == builtIn)
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError e) {
      throw new WrongInput("extension: " + e.getMessage(), e);
    }
  }

  /** Classes that lie in the same folder or jar as this one are the program's own. */
  private static boolean isBuiltIn(Class<?> type) {
    return root(type).equals(root(Extensions.class));
  }

  /** Asks the class loader: classes from a shared archive have no code source. */
  private static String root(Class<?> type) {
    String file = type.getName().replace('.', '/') + ".class";
    URL found = type.getClassLoader().getResource(file);
    return found == null ? "" : found.toString().replace(file, "");
  }
}
