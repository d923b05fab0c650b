package org.segmentattribution.cli.flag;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.cli.config.ConfigDefaults;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunManifest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** The flags of a run of {@code sat explain}, read from its {@code run.json}. */
@Command(name = "explain")
public final class RecordedFlags {
  @Mixin private ExplainFlags flags;
  @Mixin private CommonOptions common;

  private RecordedFlags() {}

  /**
   * Returns the settings of a run, as if its call were given again.
   *
   * @param machine device and workers of the present call
   * @throws WrongInput where this version does not understand a value
   */
  public static ExplainSettings of(RunManifest run, MachineFlags machine) {
    return of(run, machine.device, machine.threads);
  }

  /**
   * Returns the settings of a run for looking at single images, with one worker.
   *
   * @throws WrongInput where this version does not understand a value
   */
  public static ExplainSettings of(RunManifest run) {
    return of(run, "cpu", 1);
  }

  private static ExplainSettings of(RunManifest run, String device, int threads) {
    Map<String, Object> values = new LinkedHashMap<>(run.configuration());
    values.values().removeIf(value -> value == null);
    values.put("device", device);
    values.put("threads", threads);
    Config recorded = ConfigFactory.parseMap(values, "run.json");
    RecordedFlags parsed = new RecordedFlags();
    CommandLine command = new CommandLine(parsed);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.registerConverter(NameList.class, new NameList.Converter());
    command.setDefaultValueProvider(ConfigDefaults.recorded(recorded));
    try {
      command.parseArgs();
    } catch (ParameterException e) {
      if (run.kind() != RunKind.EXPLAIN) {
        throw new WrongInput(
            "the run was made by '" + run.kind() + "'; this command reads runs of explain");
      }
      throw new WrongInput("run.json of the run: " + e.getMessage());
    }
    return parsed.flags.settings(parsed.common);
  }
}
