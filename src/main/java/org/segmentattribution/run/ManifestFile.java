package org.segmentattribution.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.file.Spelling;

/** Reads and writes {@code run.json}, which holds a hash of itself. */
final class ManifestFile {
  static final String NAME = "run.json";

  /** Upper limit; a run of millions of images writes some kilobytes. */
  private static final long MOST_BYTES = 64L << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ManifestFile() {}

  static void write(Path folder, RunManifest manifest) throws IOException {
    String text = JSON.writeValueAsString(manifest.sealed(hash(manifest)));
    ReplacedFile.write(folder.resolve(NAME), file -> Files.writeString(file, text));
  }

  private static String hash(RunManifest manifest) throws IOException {
    // as it is read back: a float becomes a double, a long an integer
    String written = JSON.writeValueAsString(manifest.sealed(null));
    RunManifest read = JSON.readValue(written, RunManifest.class);
    return new Sha256().add(JSON.writeValueAsString(read)).hex();
  }

  /** Returns whether nobody has edited the file; files of earlier versions have no hash to tell. */
  static boolean isAsWritten(RunManifest manifest) throws IOException {
    return manifest.sha256() == null || manifest.sha256().equals(hash(manifest));
  }

  /**
   * Reads the manifest in a folder.
   *
   * @throws WrongInput where there is none, or the file is not one
   */
  static RunManifest read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      throw new WrongInput(folder + " is not a run: it holds no run.json" + Spelling.hint(folder));
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new WrongInput(file + " is not what a run writes: it has over 64 MiB");
    }
    try {
      return checked(file, JSON.readValue(file.toFile(), RunManifest.class));
    } catch (ValueInstantiationException e) {
      // written by a newer version
      throw e.getCause() instanceof WrongInput unknown
          ? new WrongInput(folder + " " + unknown.getMessage(), e)
          : new WrongInput(file + " is damaged: " + e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      throw new WrongInput(file + " is damaged: " + e.getOriginalMessage());
    }
  }

  private static RunManifest checked(Path file, RunManifest manifest) {
    if (manifest == null
        || hasNull(
            manifest.kind(),
            manifest.status(),
            manifest.configuration(),
            manifest.inputs(),
            manifest.versions(),
            manifest.device(),
            manifest.summary(),
            manifest.seconds())
        || manifest.outputs() != null && hasFaulty(manifest.outputs())) {
      throw new WrongInput(file + " is damaged: it lacks what a run says of itself");
    }
    return manifest;
  }

  private static boolean hasNull(Object... parts) {
    return Arrays.stream(parts).anyMatch(Objects::isNull);
  }

  private static boolean hasFaulty(Map<String, OutputFile> outputs) {
    return outputs.values().stream().anyMatch(o -> o == null || o.sha256() == null);
  }
}
