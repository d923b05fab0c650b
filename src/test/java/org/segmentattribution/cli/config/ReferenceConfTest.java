package org.segmentattribution.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.cli.Sat;
import picocli.CommandLine;

class ReferenceConfTest {
  @Test
  void namesEveryFlagAndNothingElse() {
    Set<String> flags = new TreeSet<>();
    collect(new CommandLine(new Sat()), flags);
    Config reference = ConfigFactory.parseResources("reference.conf");
    Set<String> sections =
        Set.of(
            "ablate",
            "rate",
            "slices",
            "log",
            "explain",
            "experiment",
            "demo",
            "watermark",
            "saliency",
            "vit-tiny");
    Set<String> keys = new TreeSet<>(reference.root().keySet());
    keys.removeAll(sections);
    assertTrue(flags.remove("ablate") && reference.hasPath("explain.ablate"), "a command, too");
    assertTrue(flags.remove("experiment") && reference.hasPath("log.experiment"), "so is this");
    assertEquals(flags, keys);
  }

  @Test
  void theNetworkThatIsTrainedHasItsOwnDefaults(@TempDir Path folder) throws IOException {
    assertEquals("96", size("train"));
    assertEquals("64", size("train", "--arch", "vit-tiny"));
    assertEquals("64", size("demo", "--arch=vit-tiny"));
    assertEquals("96", size("train", "--arch", "cnn"));
    assertEquals("96", size("scenes", "--arch", "vit-tiny"), "it trains nothing");
    Path config = folder.resolve("a.conf");
    Files.writeString(config, "train.arch = vit-tiny\n");
    assertEquals("64", size("train", "--config", config.toString()));
    assertEquals("96", size("demo", "--config", config.toString()));
    Files.writeString(config, "arch = vit-tiny\nsize = 80\n");
    assertEquals("80", size("train", "--config", config.toString()), "the user's has priority");
  }

  private static String size(String command, String... args) {
    CommandLine sat = new CommandLine(new Sat());
    ConfigDefaults defaults = ConfigDefaults.of(args, sat);
    var spec = sat.getSubcommands().get(command).getCommandSpec();
    return defaults.defaultValue(spec.findOption("--size"));
  }

  private static void collect(CommandLine command, Set<String> flags) {
    command.getCommandSpec().options().forEach(option -> flags.add(ConfigDefaults.key(option)));
    flags.removeAll(ConfigDefaults.COMMAND_LINE_ONLY);
    command.getSubcommands().values().forEach(sub -> collect(sub, flags));
  }
}
