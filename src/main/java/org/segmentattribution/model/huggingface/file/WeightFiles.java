package org.segmentattribution.model.huggingface.file;

import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.model.Quoted;
import org.segmentattribution.model.safetensors.SafetensorsFile;

/** The tensors of a folder's weights, in one file or in several. */
public final class WeightFiles {
  private final Path named;
  private final Map<String, SafetensorsFile> byKey;
  private final Map<Path, SafetensorsFile> files;

  private WeightFiles(
      Path named, Map<String, SafetensorsFile> byKey, Map<Path, SafetensorsFile> files) {
    this.named = named;
    this.byKey = byKey;
    this.files = files;
  }

  /**
   * Opens {@code model.safetensors}, or the files that {@code model.safetensors.index.json} lists.
   *
   * @throws WrongInput in one line that names file and key, if they are broken or not there
   */
  public static WeightFiles open(HubFolder folder, Path weights) throws IOException {
    Map<String, SafetensorsFile> byKey = new LinkedHashMap<>();
    Map<Path, SafetensorsFile> files = new TreeMap<>();
    if (!weights.endsWith(HubFolder.INDEX)) {
      HubFolder.requireContent(weights);
      SafetensorsFile file = SafetensorsFile.open(weights);
      file.keys().forEach(key -> byKey.put(key, file));
      files.put(weights, file);
      return new WeightFiles(weights, byKey, files);
    }
    FolderJson index = FolderJson.read(weights);
    FolderJson map = index.inner("weight_map");
    if (map == null) {
      throw index.refuse("weight_map", "is missing");
    }
    for (Map.Entry<String, JsonNode> entry : map.root().properties()) {
      String name = map.text(entry.getKey(), "");
      Path shard = name.endsWith(".safetensors") ? folder.find(name) : null;
      if (shard == null) {
        throw map.refuse(entry.getKey(), Quoted.text(name) + " is no .safetensors file there");
      }
      if (!files.containsKey(shard)) {
        HubFolder.requireContent(shard);
        files.put(shard, SafetensorsFile.open(shard));
      }
      SafetensorsFile file = files.get(shard);
      if (!file.keys().contains(entry.getKey())) {
        throw map.refuse(entry.getKey(), "is not in " + Quoted.text(name));
      }
      byKey.put(entry.getKey(), file);
    }
    return new WeightFiles(weights, byKey, files);
  }

  /** The file or index, for messages. */
  public Path named() {
    return named;
  }

  /** Names of the tensors. */
  public Set<String> keys() {
    return byKey.keySet();
  }

  /** Shape of a tensor; null where there is none. */
  public Shape shape(String key) {
    return byKey.containsKey(key) ? byKey.get(key).shape(key) : null;
  }

  /** The file that holds a tensor, which must be there. */
  public SafetensorsFile fileOf(String key) {
    return byKey.get(key);
  }

  /** An error of one line that names the file and the tensor. */
  public WrongInput refuse(String key, String why) {
    return new WrongInput(Quoted.line(named + ": key '" + key + "' " + why));
  }

  /** SHA-256 of the configuration and of all files of weights. */
  public String sha256(FolderJson config) throws IOException {
    Sha256 hash = new Sha256().add(config.file());
    for (Path file : files.keySet()) {
      hash.add(file);
    }
    return hash.hex();
  }
}
