package org.segmentattribution.model.huggingface.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Quoted;

/**
 * A folder with {@code config.json}, as transformers' {@code save_pretrained} and timm's {@code
 * push_to_hf_hub} write it. Links are followed to files inside the folder, and to the {@code blobs}
 * of a download cache of huggingface_hub, whose snapshots hold links alone.
 *
 * @param folder as it was named
 */
public record HubFolder(Path folder) {
  /** Describes the network and its classes. */
  public static final String CONFIG = "config.json";

  /** Names the files of weights that are cut into several. */
  public static final String INDEX = "model.safetensors.index.json";

  private static final List<String> MODELS =
      List.of(
          "model.onnx",
          "onnx/model.onnx",
          "model.safetensors",
          INDEX,
          "model_fp16.onnx",
          "onnx/model_fp16.onnx");

  private static final String POINTER = "version https://git-lfs.github.com/";

  /** Name of the folder itself. */
  public String name() {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? "model" : name.toString();
  }

  /**
   * Reads {@code config.json}.
   *
   * @throws WrongInput in one line, if there is none
   */
  public FolderJson config() throws IOException {
    Path file = find(CONFIG);
    if (file == null) {
      throw new WrongInput(
          folder
              + ": is a folder without config.json; name a model's file, or a folder as"
              + " transformers' save_pretrained writes it");
    }
    return FolderJson.read(file);
  }

  /**
   * A file of the folder; null where it is not there.
   *
   * @param name relative to the folder
   * @throws WrongInput where it leads out of the folder, links followed
   */
  public Path find(String name) throws IOException {
    Path file;
    try {
      file = folder.resolve(name);
    } catch (InvalidPathException e) {
      throw new WrongInput(Quoted.line(folder + ": " + name + " is no name of a file"), e);
    }
    if (!Files.isRegularFile(file)) {
      return null;
    }
    Path real = file.toRealPath();
    Path home = folder.toRealPath();
    boolean cached = real.startsWith(home.resolve("../../blobs").normalize()) && isSnapshot(home);
    boolean named = file.normalize().startsWith(folder.normalize());
    if (!named || !real.startsWith(home) && !cached) {
      throw new WrongInput(Quoted.line(file + ": leads out of the folder"));
    }
    return file;
  }

  private static boolean isSnapshot(Path home) {
    Path above = home.getParent();
    return above != null && above.endsWith("snapshots");
  }

  /** The model's files that are there, the one to take first. */
  public List<Path> models() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String name : MODELS) {
      Path file = find(name);
      if (file != null) {
        found.add(file);
      }
    }
    return found;
  }

  /**
   * Refuses a folder that has none of the files of a model, with what to do about it.
   *
   * @return the error
   */
  public WrongInput withoutModel() throws IOException {
    List<String> pickled;
    try (Stream<Path> files = Files.list(folder)) {
      pickled =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.matches(".*\\.(bin|pth|pt|ckpt|h5|msgpack)"))
              .sorted()
              .toList();
    }
    return new WrongInput(
        folder
            + ": holds none of "
            + String.join(", ", MODELS)
            + (pickled.isEmpty()
                ? ""
                : "; "
                    + Quoted.text(pickled.get(0))
                    + " is not read: scripts/export-onnx.py transformers:FOLDER makes ONNX of it"));
  }

  /**
   * Refuses a text file in a model's place, such as Git LFS leaves it.
   *
   * @throws WrongInput in one line that says how to get the file
   */
  public static void requireContent(Path file) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(POINTER.length());
    }
    if (new String(start, StandardCharsets.US_ASCII).equals(POINTER)) {
      throw new WrongInput(
          file + ": is a pointer of Git LFS in place of the file; run: git lfs pull");
    }
  }
}
