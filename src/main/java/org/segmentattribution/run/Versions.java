package org.segmentattribution.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.segmentattribution.model.engine.EngineReport;
import org.segmentattribution.model.engine.TorchEngine;

/** Finds the versions with which a run is made. */
public final class Versions {
  private Versions() {}

  /** Returns the version of this program. */
  public static String product() {
    Properties properties = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("/sat.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  /** Returns the versions of program, Java, platform and engines; starts the engines. */
  public static Map<String, String> all() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("sat", product());
    versions.put("java", System.getProperty("java.version"));
    versions.put("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    EngineReport engines = TorchEngine.report();
    versions.put("djl", engines.djl());
    versions.put("pytorch", engines.pytorch());
    versions.put("convolutions", engines.convolutions());
    return versions;
  }
}
