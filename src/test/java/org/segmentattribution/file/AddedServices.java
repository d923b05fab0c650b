package org.segmentattribution.file;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A class path entry that names providers, as a jar of a user's does, until it is closed. */
public final class AddedServices implements AutoCloseable {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final URLClassLoader jar;

  private AddedServices(Path folder) throws IOException {
    jar = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(jar);
  }

  /** Names implementations, which are test classes, of one provider. */
  public static AddedServices of(Path folder, Class<?> provider, Class<?>... implementations)
      throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    List<String> names = List.of(implementations).stream().map(Class::getName).toList();
    Files.write(services.resolve(provider.getName()), names);
    return new AddedServices(folder);
  }

  @Override
  public void close() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    jar.close();
  }
}
