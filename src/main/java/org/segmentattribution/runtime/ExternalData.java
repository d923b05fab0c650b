package org.segmentattribution.runtime;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.segmentattribution.file.InnerPath;

/**
 * Checks the files in which an ONNX file keeps its values. ONNX Runtime reads any path in a model,
 * so a model could read any file of the machine; only files beside the model are allowed, with
 * links followed, and only values that exist. Values inside the model's own file are skipped,
 * however large they are.
 */
final class ExternalData {
  /** Messages of ONNX that hold tensors, with the numbers of the fields that do (onnx.proto). */
  private enum Message {
    MODEL,
    GRAPH,
    FUNCTION,
    NODE,
    ATTRIBUTE,
    SPARSE,
    TENSOR,
    ENTRY;

    Map<Integer, Message> holds() {
      return switch (this) {
        case MODEL -> Map.of(7, GRAPH, 25, FUNCTION);
        case GRAPH -> Map.of(1, NODE, 5, TENSOR, 15, SPARSE);
        case FUNCTION -> Map.of(7, NODE);
        case NODE -> Map.of(5, ATTRIBUTE);
        case ATTRIBUTE ->
            Map.of(5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH, 22, SPARSE, 23, SPARSE);
        case SPARSE -> Map.of(1, TENSOR, 2, TENSOR);
        case TENSOR -> Map.of(13, ENTRY);
        case ENTRY -> Map.of();
      };
    }
  }

  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int DEEPEST = 200;
  private static final int LONGEST = 200;

  private final Path file;
  private final CodedInputStream in;
  private final SortedSet<Path> files = new TreeSet<>();
  private Place place = new Place();

  private ExternalData(Path file, CodedInputStream in) {
    this.file = file;
    this.in = in;
  }

  /**
   * Checks a file.
   *
   * @return the files that it names, in order
   * @throws IOException in one line, where it names a file outside of its folder, or is no ONNX
   */
  static SortedSet<Path> check(Path file) throws IOException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      CodedInputStream in = CodedInputStream.newInstance(bytes);
      in.setSizeLimit(Integer.MAX_VALUE);
      ExternalData data = new ExternalData(file, in);
      data.read(Message.MODEL, 0);
      return data.files;
    } catch (InvalidProtocolBufferException e) {
      throw new IOException("it is cut off, or no ONNX file", e);
    }
  }

  private void read(Message message, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("its graphs are nested too deeply");
    }
    String key = "";
    String value = "";
    if (message == Message.TENSOR) {
      place = new Place();
    }
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      boolean bytes = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      Message inner = message.holds().get(field);
      if (bytes && inner != null) {
        int limit = in.pushLimit(in.readRawVarint32());
        read(inner, depth + 1);
        in.checkLastTagWas(0);
        in.popLimit(limit);
      } else if (bytes && message == Message.ENTRY && field == KEY) {
        key = in.readString();
      } else if (bytes && message == Message.ENTRY && field == VALUE) {
        value = in.readString();
      } else {
        in.skipField(tag);
      }
    }
    switch (key) {
      case "location" -> place.location = value;
      case "offset" -> place.offset = number(key, value);
      case "length" -> place.length = number(key, value);
      default -> {}
    }
    if (message == Message.TENSOR && place.location != null) {
      add(place);
    }
  }

  /** The place where a tensor keeps its values. */
  private static final class Place {
    private String location;
    private long offset;
    private long length;
  }

  private static long number(String key, String value) throws IOException {
    if (!value.matches("[0-9]{1,18}")) {
      throw new IOException("the %s of its values is no number: %s".formatted(key, shown(value)));
    }
    return Long.parseLong(value);
  }

  private static String shown(String value) {
    String line = value.strip().replaceAll("[\\p{C}\\s]+", " ");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }

  /**
   * Adds a file; links are followed, as ONNX Runtime does, and their targets must also be beside
   * the model.
   */
  private void add(Place place) throws IOException {
    Path values;
    try {
      values = InnerPath.of(file.toAbsolutePath().getParent(), place.location);
    } catch (InvalidPathException e) {
      throw new IOException(
          "it keeps values in a file that cannot be: " + shown(place.location), e);
    }
    if (!Files.isRegularFile(values)) {
      throw new IOException(
          "it keeps values in a file that is not there: " + shown(place.location));
    }
    Path real = values.toRealPath();
    // where the model is itself a link, as in the cache of a hub, its own folder counts, too
    if (!real.startsWith(file.toAbsolutePath().getParent().toRealPath())
        && !real.startsWith(file.toRealPath().getParent())) {
      throw new IOException(
          "its values %s are a link that leads out of its folder".formatted(shown(place.location)));
    }
    long size = Files.size(values);
    if (place.offset > size || place.length > size - place.offset) {
      throw new IOException(
          "it keeps values at %d to %d of %s, which has %d bytes"
              .formatted(
                  place.offset,
                  Math.addExact(place.offset, place.length),
                  shown(place.location),
                  size));
    }
    files.add(values);
  }
}
