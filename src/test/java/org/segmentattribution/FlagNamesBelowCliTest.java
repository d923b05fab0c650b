package org.segmentattribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.segmentattribution.cli.Sat;
import org.segmentattribution.cli.config.ConfigDefaults;
import picocli.CommandLine;

/** Only the command line knows flags; other rooms name settings by their keys. */
class FlagNamesBelowCliTest {
  private static final Path SOURCES = Path.of("src/main/java/org/segmentattribution");

  /** A comment, a text block, a string or a character. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "/\\*.*?\\*/|//[^\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])+'",
          Pattern.DOTALL);

  private static final Pattern FLAG = Pattern.compile("--[a-z]");
  private static final Pattern KEY = Pattern.compile("(?<![$\\\\])\\{([a-z][a-z0-9-]*)}");

  private interface Reader {
    void take(String place, String text);
  }

  /** Strings of classes outside of {@code cli}. */
  private static int strings(Reader reader) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(SOURCES)) {
      files =
          all.filter(f -> f.toString().endsWith(".java"))
              .filter(f -> !f.startsWith(SOURCES.resolve("cli")))
              .toList();
    }
    for (Path file : files) {
      Matcher token = TOKEN.matcher(Files.readString(file));
      while (token.find()) {
        if (token.group().startsWith("\"")) {
          reader.take(SOURCES.relativize(file).toString(), token.group());
        }
      }
    }
    return files.size();
  }

  @Test
  void noTextNamesAFlag() throws IOException {
    List<String> found = new ArrayList<>();
    int files =
        strings(
            (place, text) -> {
              if (FLAG.matcher(text).find()) {
                found.add(place + ": " + text);
              }
            });
    assertEquals(List.of(), found);
    assertTrue(files > 300, "files were looked at: " + files);
  }

  @Test
  void everySettingThatATextMarksHasAFlag() throws IOException {
    Set<String> flags = new TreeSet<>();
    collect(new CommandLine(new Sat()), flags);
    Set<String> marked = new TreeSet<>();
    Set<String> unknown = new TreeSet<>();
    strings(
        (place, text) -> {
          Matcher key = KEY.matcher(text);
          while (key.find()) {
            marked.add(key.group(1));
            // patterns of mask files have braces of their own
            if (!flags.contains(key.group(1)) && !place.startsWith("segmentation/masks/")) {
              unknown.add(place + ": " + text);
            }
          }
        });
    assertEquals(Set.of(), unknown);
    assertTrue(marked.containsAll(Set.of("out", "trust-model", "arch")), marked.toString());
  }

  private static void collect(CommandLine command, Set<String> flags) {
    command.getCommandSpec().options().forEach(option -> flags.add(ConfigDefaults.key(option)));
    command.getSubcommands().values().forEach(sub -> collect(sub, flags));
  }
}
