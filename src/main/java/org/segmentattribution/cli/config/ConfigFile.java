package org.segmentattribution.cli.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;

/**
 * A user's {@code --config} file, which others may have written. So it may include only files
 * beside it and read only a few environment variables, and its size and depth are limited.
 */
final class ConfigFile {
  /** Environment variables that a file may read, beside those that begin with {@link #OWN}. */
  static final Set<String> VARIABLES = Set.of("HOME", "PWD", "TMPDIR", "USER", "XDG_CACHE_HOME");

  /** Prefix of environment variables that are meant for this program. */
  static final String OWN = "SAT_";

  private static final int DEEPEST = 50;
  private static final int MOST_VALUES = 20_000;
  private static final long MOST_CHARACTERS = 4 << 20;

  private final Path file;
  private int values;
  private long characters;

  private ConfigFile(Path file) {
    this.file = file;
  }

  /**
   * Reads a file and resolves its substitutions.
   *
   * @throws WrongInput in one line that names the file
   */
  static Config read(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new WrongInput("--config " + file + ": no such file" + Spelling.hint(file));
    }
    return new ConfigFile(file).read();
  }

  private Config read() {
    try {
      Config parsed =
          ConfigFactory.parseString(
              ConfigText.read(file),
              ConfigParseOptions.defaults()
                  .setOriginDescription(file.toString())
                  .setIncluder(new InnerIncluder(file)));
      require(Substitutions.size(parsed.root()) <= MOST_CHARACTERS);
      Config config = resolved(parsed);
      measure(config.root(), 0);
      return config;
    } catch (ConfigException.UnresolvedSubstitution e) {
      throw wrong(
          firstLine(e)
              + "; of environment variables a file may read "
              + String.join(", ", VARIABLES.stream().sorted().toList())
              + " and those that begin with "
              + OWN);
    } catch (ConfigException e) {
      throw wrong(firstLine(e));
    } catch (IOException e) {
      throw wrong(e.getMessage());
    } catch (StackOverflowError e) {
      throw wrong("nested too deeply");
    } catch (OutOfMemoryError e) {
      throw wrong("its substitutions make more than fits into memory");
    }
  }

  private static Config resolved(Config parsed) {
    Map<String, Object> environment = environment();
    Config config =
        parsed
            .withFallback(ConfigFactory.parseMap(environment))
            .resolve(ConfigResolveOptions.noSystem());
    for (String path : environment.keySet()) {
      if (!parsed.root().containsKey(ConfigUtil.splitPath(path).get(0))) {
        config = config.withoutPath(path);
      }
    }
    return config;
  }

  private WrongInput wrong(String message) {
    // messages of the parser begin with file and line
    return new WrongInput(
        "--config " + (message.startsWith(file.toString()) ? message : file + ": " + message));
  }

  private static String firstLine(ConfigException e) {
    return e.getMessage().lines().findFirst().orElse("").trim();
  }

  private static Map<String, Object> environment() {
    Map<String, Object> known = new TreeMap<>();
    System.getenv()
        .forEach(
            (name, value) -> {
              if (VARIABLES.contains(name) || name.startsWith(OWN)) {
                known.put(ConfigUtil.quoteString(name), value);
              }
            });
    return known;
  }

  /**
   * Measures a value after substitution; a value that is used in many places is stored only once.
   */
  private void measure(ConfigValue value, int depth) throws IOException {
    values++;
    if (value instanceof ConfigObject object) {
      for (ConfigValue inner : object.values()) {
        measure(inner, depth + 1);
      }
    } else if (value instanceof ConfigList list) {
      for (ConfigValue inner : list) {
        measure(inner, depth + 1);
      }
    } else {
      characters += String.valueOf(value.unwrapped()).length();
    }
    if (depth > DEEPEST) {
      throw new IOException("nested deeper than " + DEEPEST + " keys");
    }
    require(values <= MOST_VALUES && characters <= MOST_CHARACTERS);
  }

  private static void require(boolean bounded) throws IOException {
    if (!bounded) {
      throw new IOException("its substitutions (${…}) make too much of it");
    }
  }
}
