package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.segmentattribution.cli.config.ConfigDefaults;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The tables of {@code docs/configuration.md} are made from {@code reference.conf}. */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("docs/configuration.md");
  private static final String BEGIN = "<!-- made from config/reference.conf -->\n";
  private static final String END = "<!-- end -->\n";
  private static final String REWRITE =
      "mvn test -Dtest=ConfigurationPageTest -Dsat.docs.write=true";
  private static final Pattern KEY =
      Pattern.compile("\\s*([a-z][a-z.-]*)\\s*=\\s*[^#]*?(?:\\s#\\s*(.*))?");
  private static final Pattern BLOCK = Pattern.compile("([a-z.-]+) \\{");

  private final Config reference = ConfigFactory.parseResources("reference.conf");
  private final Map<String, Map<String, OptionSpec>> flags = new TreeMap<>();

  @Test
  void tablesAreThoseOfTheFile() throws IOException {
    collect(new CommandLine(new Sat()), "");
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END, begin);
    String fresh = page.substring(0, begin) + tables() + page.substring(end);
    if (Boolean.getBoolean("sat.docs.write")) {
      Files.writeString(PAGE, fresh);
    } else {
      assertEquals(fresh, page, PAGE + " is not up to date; rewrite it: " + REWRITE);
    }
  }

  /** Every flag by name, and in it by command. */
  private void collect(CommandLine command, String name) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      flags.computeIfAbsent(ConfigDefaults.key(option), k -> new TreeMap<>()).put(name, option);
    }
    command
        .getSubcommands()
        .forEach((sub, line) -> collect(line, name.isEmpty() ? sub : name + " " + sub));
  }

  private String tables() throws IOException {
    StringBuilder out = new StringBuilder();
    String block = "";
    boolean heading = false;
    // the comment on top of the file is about the file
    List<String> lines = Files.readAllLines(Path.of("config/reference.conf"));
    for (String line : lines.subList(lines.indexOf(""), lines.size())) {
      Matcher opens = BLOCK.matcher(line);
      Matcher key = KEY.matcher(line);
      if (line.startsWith("# ")) {
        out.append(heading ? " " : "\n## ").append(line.substring(2));
        heading = true;
      } else if (opens.matches()) {
        block = opens.group(1) + ".";
      } else if (line.equals("}")) {
        block = "";
      } else if (key.matches()) {
        if (heading) {
          out.append("\n\n| key | default | what it is | commands |\n|---|---|---|---|\n");
          heading = false;
        }
        out.append(row(block + key.group(1), key.group(2)));
      }
    }
    return out.append('\n').toString();
  }

  private String row(String path, String comment) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    String section = path.substring(0, path.length() - name.length()).replace('.', ' ').strip();
    Map<String, OptionSpec> of = flags.get(name);
    String command = section.isEmpty() ? of.keySet().iterator().next() : section;
    String meaning = comment == null ? help(of.get(command)) : comment;
    String value =
        reference.getIsNull(path)
            ? "–"
            : "`" + reference.getValue(path).render(ConfigRenderOptions.concise()) + "`";
    List<String> commands = new ArrayList<>(section.isEmpty() ? of.keySet() : List.of(section));
    return "| `%s` | %s | %s | %s |%n"
        .formatted(path, value, meaning.replace("|", "\\|"), String.join(", ", commands));
  }

  /** What the flag's help says, without the default. */
  private static String help(OptionSpec option) {
    return String.join(" ", option.description())
        .replace("%n", " ")
        .replace("%%", "%")
        .replaceAll("\\s*\\(default:.*", "")
        .replaceAll("\\s+", " ");
  }

  @Test
  void everyKeyHasARow() throws IOException {
    String page = Files.readString(PAGE);
    for (String key : new TreeSet<>(reference.root().keySet())) {
      boolean section = Pattern.compile("\\| `" + key + "\\.").matcher(page).find();
      boolean row = page.contains("| `" + key + "` |");
      assertEquals(true, section || row, key);
    }
  }
}
