package org.segmentattribution.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.segmentattribution.cli.Sat;
import picocli.CommandLine;

class ReferenceConfTest {
  @Test
  void namesEveryFlagAndNothingElse() {
    Set<String> flags = new TreeSet<>();
    collect(new CommandLine(new Sat()), flags);
    Config reference = ConfigFactory.parseResources("reference.conf");
    Set<String> sections = Set.of("explain", "experiment", "demo", "watermark", "saliency");
    Set<String> keys = new TreeSet<>(reference.root().keySet());
    keys.removeAll(sections);
    assertEquals(flags, keys);
  }

  private static void collect(CommandLine command, Set<String> flags) {
    command.getCommandSpec().options().forEach(option -> flags.add(ConfigDefaults.key(option)));
    flags.removeAll(ConfigDefaults.COMMAND_LINE_ONLY);
    command.getSubcommands().values().forEach(sub -> collect(sub, flags));
  }
}
