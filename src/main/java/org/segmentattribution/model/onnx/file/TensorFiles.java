package org.segmentattribution.model.onnx.file;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.InnerPath;
import org.segmentattribution.file.Sha256;

/**
 * The files beside a model that hold values of its tensors, as torch 2.9 and later write them
 * ({@code model.onnx.data}), or in shards. A name that leads out of the model's folder (links
 * followed) is refused, also before another program reads the model. Where the model is itself a
 * link, as in the cache of a hub, the folder that it leads to counts, too.
 *
 * @param model the model's file; null where a model may have none beside it
 */
public record TensorFiles(Path model) {
  /** No files, for a model that is not a file. */
  public static final TensorFiles NONE = new TensorFiles(null);

  /**
   * The bytes of a tensor.
   *
   * @param bytes how many its type and shape ask for
   * @throws IllegalArgumentException that says why, where they are not there
   */
  public ByteBuffer read(TensorProto tensor, long bytes) {
    String location = entries(tensor).getOrDefault("location", "");
    try {
      Path file = file(location);
      long size = Files.size(file);
      long offset = number(tensor, "offset", 0);
      long length = number(tensor, "length", bytes);
      if (length != bytes || offset > size || bytes > size - offset) {
        throw new WrongInput(
            "keeps " + bytes + " bytes in '" + location + "', which has none such at " + offset);
      }
      ByteBuffer values = ByteBuffer.allocate(Math.toIntExact(bytes));
      try (FileChannel channel = FileChannel.open(file)) {
        while (values.hasRemaining() && channel.read(values, offset + values.position()) >= 0) {}
      }
      if (values.hasRemaining()) {
        throw new WrongInput("keeps its values in '" + location + "', which is cut off");
      }
      return values.flip();
    } catch (IOException | ArithmeticException e) {
      throw new WrongInput("cannot be read from '" + location + "'", e);
    }
  }

  private static Map<String, String> entries(TensorProto tensor) {
    Map<String, String> entries = new HashMap<>();
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      entries.put(entry.getKey(), entry.getValue());
    }
    return entries;
  }

  private static long number(TensorProto tensor, String key, long otherwise) {
    String text = entries(tensor).get(key);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw new WrongInput("has no number as " + key + ": '" + text + "'");
    }
    return Long.parseLong(text);
  }

  private Path file(String location) throws IOException {
    if (model == null) {
      throw new WrongInput("keeps its values in another file");
    }
    Path folder = model.toAbsolutePath().getParent();
    Path file;
    try {
      file = InnerPath.of(folder, location);
    } catch (InvalidPathException | IOException e) {
      throw outside(location, e);
    }
    if (!Files.isRegularFile(file)) {
      throw new WrongInput(
          "keeps its values in '"
              + location
              + "', which is not beside the model; put it there, or export one file:"
              + " torch.onnx.export(..., external_data=False)");
    }
    if (!isInside(model, file)) {
      throw outside(location, null);
    }
    return file;
  }

  private static boolean isInside(Path model, Path file) throws IOException {
    Path real = file.toRealPath();
    return real.startsWith(model.toAbsolutePath().getParent().toRealPath())
        || real.startsWith(model.toRealPath().getParent());
  }

  private static WrongInput outside(String location, Exception cause) {
    return new WrongInput(
        "keeps its values in '"
            + location
            + "', which is outside of the model's folder; put the file beside the model",
        cause);
  }

  /** Bytes in the files that a graph names; missing files count 0. */
  long bytes(Message graph) {
    long bytes = 0;
    for (String location : locations(graph)) {
      try {
        bytes += Files.size(file(location));
      } catch (IOException | IllegalArgumentException e) {
        // refused with the node that needs it
        continue;
      }
    }
    return bytes;
  }

  private static SortedSet<String> locations(Message graph) {
    SortedSet<String> locations = new TreeSet<>();
    collect(graph, locations);
    return locations;
  }

  /**
   * Hash of a model and of all that it keeps in other files.
   *
   * @throws IllegalArgumentException that says why, where one of them is not there
   */
  String sha256(Message graph) throws IOException {
    Sha256 hash = new Sha256().add(model);
    for (String location : locations(graph)) {
      hash.add(file(location));
    }
    return hash.hex();
  }

  /** Whether any tensor of a graph, those of attributes included, is in another file. */
  public static boolean areNamedIn(Message graph) {
    return !locations(graph).isEmpty();
  }

  /**
   * Checks all such files before another program reads the model.
   *
   * @param model the file that names them
   * @throws IOException in one line, where a file is missing or outside of the folder, links
   *     followed
   */
  public static void requireInside(Message message, Path model) throws IOException {
    Path folder = model.toAbsolutePath().getParent();
    for (String location : locations(message)) {
      if (!isInside(model, InnerPath.of(folder, location))) {
        throw new IOException("its values are in a file outside of its folder: " + location);
      }
    }
  }

  private static void collect(Message message, Collection<String> locations) {
    if (message instanceof TensorProto tensor) {
      for (StringStringEntryProto entry : tensor.getExternalDataList()) {
        if (entry.getKey().equals("location")) {
          locations.add(entry.getValue());
        }
      }
      return;
    }
    for (Object field : message.getAllFields().values()) {
      List<?> items = field instanceof List<?> list ? list : List.of(field);
      if (!items.isEmpty() && items.get(0) instanceof Message) {
        items.forEach(item -> collect((Message) item, locations));
      }
    }
  }
}
