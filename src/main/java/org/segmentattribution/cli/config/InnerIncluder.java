package org.segmentattribution.cli.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Includes only files of the first file's folder, after following links. */
final class InnerIncluder
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private static final int MOST_FILES = 20;

  private final Path file;
  private final Path root;
  private final AtomicInteger files;

  /** The first file, what it includes, and so on to this file. */
  private final List<Path> chain;

  InnerIncluder(Path file) throws IOException {
    this(file, file.toRealPath().getParent(), new AtomicInteger(), List.of(file.toRealPath()));
  }

  private InnerIncluder(Path file, Path root, AtomicInteger files, List<Path> chain) {
    this.file = file;
    this.root = root;
    this.files = files;
    this.chain = chain;
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    // the library's own includer would download and search
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    return inner(what);
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return inner(what.getPath());
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw refusal("url(\"" + what + "\")", "a file goes to no network");
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw refusal("classpath(\"" + what + "\")", "only files beside it can be included");
  }

  private ConfigObject inner(String what) {
    try {
      Path named = Path.of(what);
      Path included = file.toRealPath().resolveSibling(named);
      if (what.contains("://") || named.isAbsolute() || what.startsWith("/")) {
        throw refusal(what, "only files beside it can be included, by a relative path");
      }
      if (!Files.isRegularFile(included)) {
        throw refusal(what, "no such file beside it");
      }
      Path real = included.toRealPath();
      if (!real.startsWith(root)) {
        throw refusal(what, "it lies outside of the folder " + root);
      }
      if (chain.contains(real)) {
        throw refusal(what, "a file cannot include itself, nor one that includes it");
      }
      if (files.incrementAndGet() > MOST_FILES) {
        throw refusal(what, "more than " + MOST_FILES + " files are included");
      }
      return ConfigFactory.parseString(
              ConfigText.read(included),
              ConfigParseOptions.defaults()
                  .setOriginDescription(included.toString())
                  .setIncluder(
                      new InnerIncluder(
                          included,
                          root,
                          files,
                          Stream.concat(chain.stream(), Stream.of(real)).toList())))
          .root();
    } catch (InvalidPathException e) {
      throw refusal(what, "no path of a file");
    } catch (IOException e) {
      throw refusal(what, e.getMessage());
    }
  }

  private ConfigException refusal(String what, String why) {
    return new ConfigException.Generic(file + ": include " + what + ": " + why);
  }
}
